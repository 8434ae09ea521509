"""A tenant's present set-up as documents of a flight plan, as far as it belongs to Autopilot.

That is what Autopilot itself has: enrolment status pages, deployment profiles
and device preparation policies; the groups that these mention, and those whose
rule speaks of Autopilot; the apps and scripts of the policies; who may join and
what enrols.  Everything else of the tenant is nobody's business here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shared.domain.setup import (
    DEFAULT_PAGE,
    PROVISIONING_CLIENT,
    PROVISIONING_CLIENT_APP_ID,
    Fields,
    Kind,
    Present,
    Ref,
    TenantPlan,
    Unseen,
    Wanted,
)
from shared.tenant.exporting.added import Added, unassigned
from shared.tenant.exporting.left_out import LeftOut, hybrid_profiles, unsayable
from shared.tenant.planning.references import references
from shared.tenant.survey import keyed, survey_whole
from shared.tenant.tenancy import Tenancy, TenantIdentity

# What is exported whole, and of which there is one in every tenant.
_OBJECTS = (Kind.ENROLLMENT_STATUS_PAGE, Kind.DEPLOYMENT_PROFILE, Kind.PREPARATION_POLICY)
_SINGLE = (Kind.DEVICE_REGISTRATION, Kind.AUTOMATIC_ENROLMENT)
# Apps and scripts are exported for the groups of the rest alone.
_GIVEN = {
    Kind.APP: (Ref.APP, "required_for"),
    Kind.SCRIPT: (Ref.SCRIPT, "assigned_to"),
}
# What Autopilot writes on a device ("Create device groups for Windows Autopilot").
_MARKS = ("[ztdid]", "[orderid]", "[purchaseorderid]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What a flight plan would say of the tenant, what it would not, and what was not seen.

    *added* is what the plan would do to the tenant although nothing has changed.
    """

    tenant: TenantIdentity
    plan: TenantPlan
    left_out: tuple[LeftOut, ...] = ()
    added: tuple[Added, ...] = ()
    unseen: tuple[Unseen, ...] = ()


async def export(tenancy: Tenancy) -> Exported:
    """Read the whole set-up; keys are display names, with a number where several share one."""
    surveyed = await survey_whole(tenancy)
    others = surveyed.survey.others
    left_out = unsayable(others)
    beyond = {each.present.id for each in left_out}
    sayable = [each for each in others if each.id not in beyond]
    return Exported(
        tenant=surveyed.tenant,
        plan=TenantPlan(objects=tuple(_documents(sayable))),
        left_out=(*left_out, *await hybrid_profiles(tenancy)),
        added=tuple(unassigned(sayable)),
        unseen=tuple(surveyed.survey.unseen),
    )


def _documents(others: Sequence[Present]) -> list[Wanted]:
    single = [
        Wanted(kind=each.kind, key=str(each.kind), name=str(each.kind), fields=each.fields)
        for each in others
        if each.kind in _SINGLE
    ]
    objects = [
        wanted
        for kind in _OBJECTS
        for wanted in _named(each for each in others if each.kind is kind and not _untouched(each))
    ]
    mentioned = [every for each in (*single, *objects) for every in references(each.fields)]
    groups = _groups(others, {name.casefold() for ref, name in mentioned if ref is Ref.GROUP})
    given = [wanted for kind in _GIVEN for wanted in _given(kind, others, mentioned, groups)]
    owned = any(PROVISIONING_CLIENT in each.fields["owners"] for each in groups)
    return [*(_CLIENT if owned else ()), *groups, *single, *given, *objects]


def _untouched(page: Present) -> bool:
    """Say whether this is the tenant's own page and shows nothing, as in a new tenant."""
    own = page.kind is Kind.ENROLLMENT_STATUS_PAGE and page.name == DEFAULT_PAGE
    return own and not page.fields["show_installation_progress"]


def _named(objects: Iterable[Present]) -> list[Wanted]:
    """Give objects of a kind their keys, and ids to those that share a name."""
    found = list(objects)
    names = [each.name.casefold() for each in found]
    return [
        Wanted(
            kind=each.kind,
            key=key,
            name=each.name,
            fields=each.fields,
            id=each.id if names.count(each.name.casefold()) > 1 else "",
        )
        for key, each in keyed(found).items()
    ]


def _groups(others: Sequence[Present], mentioned: set[str]) -> list[Wanted]:
    every = _named(each for each in others if each.kind is Kind.GROUP)
    return [
        replace(each, fields={**each.fields, "owners": _owners(each.fields)})
        for each in every
        if each.key.casefold() in mentioned
        or _speaks_of_autopilot(each.fields["membership_rule"] or "")
    ]


def _speaks_of_autopilot(rule: str) -> bool:
    return any(each in rule.casefold() for each in _MARKS)


def _owners(fields: Fields) -> list[str]:
    """Keep the owners that a flight plan can name; the others own the group all the same."""
    return [each for each in fields["owners"] if "@" in each or each == PROVISIONING_CLIENT]


def _given(
    kind: Kind,
    others: Sequence[Present],
    mentioned: Sequence[tuple[Ref, str]],
    groups: Sequence[Wanted],
) -> list[Wanted]:
    """Keep of the apps or scripts that policies name who gets them among the groups."""
    asked, field = _GIVEN[kind]
    named = {name.casefold() for ref, name in mentioned if ref is asked}
    keys = {each.key.casefold() for each in groups}
    kept: list[Wanted] = []
    for each in _named(each for each in others if each.kind is kind):
        to: list[Any] = [group for group in each.fields[field] if group.casefold() in keys]
        if each.key.casefold() in named and to:
            fields: Mapping[str, Any] = {field: to}
            kept.append(replace(each, fields=fields))
    return kept


_CLIENT = (
    Wanted(
        kind=Kind.SERVICE_PRINCIPAL,
        key=PROVISIONING_CLIENT,
        name=PROVISIONING_CLIENT,
        fields={"app_id": PROVISIONING_CLIENT_APP_ID},
    ),
)
