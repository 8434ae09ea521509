"""Route ``device-preparation``: from a persona's people to a policy and its device group.

Microsoft, "Windows Autopilot device preparation: known issues" and its tutorial for
user-driven Microsoft Entra join.
"""

from collections.abc import Iterator, Mapping

from shared.domain.flightplan import Persona, UserGroup
from shared.domain.setup import PROVISIONING_CLIENT, Kind
from shared.tenant.lint.codes import Code
from shared.tenant.lint.findings import Finding, found
from shared.tenant.lint.persona_groups import at, people_of
from shared.tenant.lint.section import Known, Section, assignments_of, rule_text_of

# As a policy without a priority: behind all that have one.
_LAST = 1 << 31


def preparation(section: Section) -> Iterator[Finding]:
    """Follow the chain of every persona on the route, and look at every policy."""
    if section.decides(Kind.PREPARATION_POLICY):
        for persona, people in people_of(section.plan):
            yield from _policies(section, persona, people)
    for policy in section.of(Kind.PREPARATION_POLICY):
        yield from _device_group(section, policy)
        yield from _account_type(section, policy)
        yield from _registered(section, policy)


def _policies(section: Section, persona: Persona, people: UserGroup) -> Iterator[Finding]:
    reaching = [
        each for each in section.known(Kind.PREPARATION_POLICY) if _is_for(section, each, people)
    ]
    own = [each for each in reaching if not persona.policy or each.answers_to(persona.policy)]
    if not own:
        policy = f"the policy {persona.policy}" if persona.policy else "a policy"
        yield found(
            Code.PERSONA_NO_POLICY,
            at(persona, "policy"),
            f"People of persona {persona.name} would not get {policy}: none such is assigned to "
            f"{people.name}.",
        )
        return
    first = min(reaching, key=_rank)
    if first not in own:
        yield found(
            Code.PERSONA_SEVERAL_POLICIES,
            at(persona, "policy"),
            f"{first.name} comes before {own[0].name} for the people of {persona.name}.",
        )


def _is_for(section: Section, policy: Known, people: UserGroup) -> bool:
    group = section.group(people.name)
    return any(
        each.all == "users"
        or each.group.casefold() == people.name.casefold()
        or (group is not None and group.answers_to(each.group))
        for each in assignments_of(policy)
        if not each.excludes
    )


def _rank(policy: Known) -> int:
    rank: int = policy.fields.get("priority") or _LAST
    return rank


def _device_group(section: Section, policy: Known) -> Iterator[Finding]:
    where = policy.where("device_group")
    said = policy.fields.get("device_group")
    if not said:
        yield found(Code.POLICY_NO_DEVICE_GROUP, where, f"{policy.name} has no device group.")
        return
    group = section.group(said)
    if group is None:
        return
    if rule_text_of(group):
        yield found(
            Code.POLICY_DEVICE_GROUP_DYNAMIC,
            where,
            f"{group.name}, the device group of {policy.name}, has a rule.",
        )
    owners = {str(each).casefold() for each in group.fields.get("owners") or ()}
    if PROVISIONING_CLIENT.casefold() not in owners:
        yield found(
            Code.POLICY_DEVICE_GROUP_OWNER,
            where,
            f"The {PROVISIONING_CLIENT} does not own {group.name}.",
        )


def _account_type(section: Section, policy: Known) -> Iterator[Finding]:
    """Refuse two of the seven combinations: the deployment is skipped with them."""
    setting = section.setting(Kind.DEVICE_REGISTRATION)
    admins = setting.fields.get("local_admins") if setting else None
    registering = admins.get("registering_users") if isinstance(admins, Mapping) else None
    becomes = "nobody" if registering == "nobody" else "selected people"
    known_and_good = registering is None or registering == "everyone"
    if policy.fields.get("account_type") == "standardUser" and not known_and_good:
        yield found(
            Code.POLICY_ACCOUNT_TYPE,
            policy.where("account_type"),
            f"{policy.name} makes standard users; of registering users, {becomes} become local "
            "administrators: the deployment would be skipped.",
        )


def _registered(section: Section, policy: Known) -> Iterator[Finding]:
    said = policy.fields.get("device_group")
    group = section.group(said) if said else None
    for profile in section.known(Kind.DEPLOYMENT_PROFILE):
        caught = any(
            each.all == "devices" or (group is not None and group.answers_to(each.group))
            for each in assignments_of(profile)
            if not each.excludes
        )
        if caught and profile.fields.get("hardware_hash_extraction_enabled"):
            yield found(
                Code.PREPARATION_REGISTERED,
                policy.where("device_group"),
                f"{profile.name} registers the devices that {policy.name} prepares.",
            )
