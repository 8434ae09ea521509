"""Assignments: that they reach somebody, and those whom they can reach."""

from collections import Counter
from collections.abc import Iterator

from shared.domain.setup import DEFAULT_PAGE, Kind, Ref
from shared.tenant.lint.codes import Code
from shared.tenant.lint.findings import Finding, found
from shared.tenant.lint.references import references_of
from shared.tenant.lint.section import Assignment, Known, Section, assignments_of, is_about
from shared.tenant.rules import Owner

_ASSIGNED = (Kind.ENROLLMENT_STATUS_PAGE, Kind.DEPLOYMENT_PROFILE, Kind.PREPARATION_POLICY)
_RANKED = (Kind.ENROLLMENT_STATUS_PAGE, Kind.PREPARATION_POLICY)
_WHERE = "assignments"


def assigning(section: Section) -> Iterator[Finding]:
    """Look at the assignments of pages, profiles and policies."""
    for kind in _ASSIGNED:
        for known in section.of(kind):
            yield from _nobody(known)
    for profile in section.of(Kind.DEPLOYMENT_PROFILE):
        yield from _all_but(profile)
    for page in section.of(Kind.ENROLLMENT_STATUS_PAGE):
        yield from _blocking(section, page)
    for kind in _RANKED:
        yield from _priorities(section, kind)


def _nobody(known: Known) -> Iterator[Finding]:
    said = known.fields.get(_WHERE)
    if said is not None and all(each.excludes for each in assignments_of(known)):
        yield found(
            Code.ASSIGNED_TO_NOBODY, known.where(_WHERE), f"{known.name} is assigned to nobody."
        )


def _all_but(profile: Known) -> Iterator[Finding]:
    """Microsoft, "Configure Autopilot profiles": with All Devices, exclusions are not supported."""
    assigned = tuple(assignments_of(profile))
    if any(each.all for each in assigned) and any(each.excludes for each in assigned):
        yield found(
            Code.ALL_DEVICES_BUT,
            profile.where(_WHERE),
            f"{profile.name} is for all devices, and excludes some.",
        )


def _blocking(section: Section, page: Known) -> Iterator[Finding]:
    if not blocks(page):
        return
    for number, each in enumerate(assignments_of(page)):
        if not each.excludes and _is_for_people(section, each):
            yield found(
                Code.PAGE_BLOCKS_USERS,
                page.where(f"{_WHERE}.{number}"),
                f"{page.name} blocks on apps and is assigned to people, "
                f"{each.group or 'all users'}: the device phase will not wait for them.",
            )


def blocks(page: Known) -> bool:
    """Whether a page keeps the person waiting for apps."""
    fields = page.fields
    return bool(fields.get("show_installation_progress")) and (
        bool(fields.get("selected_mobile_apps"))
        or fields.get("block_device_setup_retry_by_user") is False
    )


def _is_for_people(section: Section, assignment: Assignment) -> bool:
    if assignment.all:
        return assignment.all == "users"
    group = section.group(assignment.group)
    if group is None:
        return False
    about = is_about(group, Owner.USER)
    return _holds_people(section, group) if about is None else about


def _holds_people(section: Section, group: Known) -> bool:
    """Whether an assigned group stands where only people can be meant."""
    people = [each.user_group.name for each in section.plan.personas.values() if each.user_group]
    said = [
        each.said
        for known in section.wanted
        for each in references_of(known)
        if each.ref is Ref.GROUP and each.of is Owner.USER
    ]
    return any(group.answers_to(name) for name in (*people, *said))


def _priorities(section: Section, kind: Kind) -> Iterator[Finding]:
    ranked = [each for each in section.of(kind) if each.fields.get("priority")]
    bearers = Counter(each.fields["priority"] for each in ranked)
    places = sum(each.name != DEFAULT_PAGE for each in section.known(kind))
    for known in ranked:
        rank = known.fields["priority"]
        if rank > places:
            yield found(
                Code.PRIORITY_BEYOND,
                known.where("priority"),
                f"{known.name} asks for priority {rank}, and only {places} of its kind are known.",
            )
        if bearers[rank] > 1:
            yield found(
                Code.PRIORITY_TWICE,
                known.where("priority"),
                f"{known.name} and another ask for priority {rank}.",
            )
