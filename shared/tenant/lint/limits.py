"""Lengths, ranges and numbers of items that the tenant takes.

Graph's own descriptions of the properties, and Microsoft's pages "Set up the Enrollment
Status Page" and "Create a Windows Autopilot device preparation policy".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.domain.setup import Kind
from shared.tenant.lint.codes import Code
from shared.tenant.lint.findings import Finding, found
from shared.tenant.lint.section import Known, Section
from shared.tenant.naming.profile_names import strange_signs

_NAME = "name"

# The longest text of each field.
_LONGEST = {
    (Kind.GROUP, _NAME): 256,
    (Kind.DEPLOYMENT_PROFILE, _NAME): 200,
    (Kind.DEPLOYMENT_PROFILE, "description"): 1500,
    (Kind.ENROLLMENT_STATUS_PAGE, "custom_error_message"): 10_000,
    (Kind.PREPARATION_POLICY, "custom_error_message"): 1000,
}
# The smallest and the largest number.  A day is the most that the portal takes for a page.
_RANGES = {
    (Kind.ENROLLMENT_STATUS_PAGE, "install_progress_timeout_in_minutes"): (1, 1440),
    (Kind.PREPARATION_POLICY, "timeout_in_minutes"): (15, 720),
}
# The most items of a list.  Twenty-five apps since January 2026: Microsoft, "What's new in
# Windows Autopilot device preparation".
_MOST = {
    (Kind.ENROLLMENT_STATUS_PAGE, "selected_mobile_apps"): 100,
    (Kind.PREPARATION_POLICY, "apps"): 25,
    (Kind.PREPARATION_POLICY, "scripts"): 10,
}


@dataclass(frozen=True, slots=True)
class _Value:
    known: Known
    field: str
    value: object


def limits(section: Section) -> Iterator[Finding]:
    """Hold every object of the flight plan to its limits."""
    for known in section.wanted:
        yield from _texts(known)
        yield from _numbers(known)
        yield from _lists(known)
    for profile in section.of(Kind.DEPLOYMENT_PROFILE):
        if not section.stands(profile, _NAME):
            yield from _profile_name(profile)


def _values(known: Known, fields: list[str]) -> Iterator[_Value]:
    for field in fields:
        yield _Value(known, field, known.name if field == _NAME else known.fields.get(field))


def _texts(known: Known) -> Iterator[Finding]:
    for each in _values(known, [field for kind, field in _LONGEST if kind is known.kind]):
        most, text = _LONGEST[known.kind, each.field], str(each.value or "")
        if len(text) > most:
            yield found(
                Code.TEXT_TOO_LONG,
                known.where(each.field),
                f"The {each.field} of {known.name[:40]} has {len(text):,} characters; "
                f"{most:,} fit.",
            )


def _numbers(known: Known) -> Iterator[Finding]:
    for each in _values(known, [field for kind, field in _RANGES if kind is known.kind]):
        least, most = _RANGES[known.kind, each.field]
        if isinstance(each.value, int) and not least <= each.value <= most:
            yield found(
                Code.NUMBER_OUT_OF_RANGE,
                known.where(each.field),
                f"{each.field} of {known.name} is {each.value}; it can be {least} to {most}.",
            )


def _lists(known: Known) -> Iterator[Finding]:
    for each in _values(known, [field for kind, field in _MOST if kind is known.kind]):
        most = _MOST[known.kind, each.field]
        if isinstance(each.value, list | tuple) and len(each.value) > most:
            yield found(
                Code.TOO_MANY,
                known.where(each.field),
                f"{known.name} names {len(each.value)} {each.field}; {most} can be named.",
            )


def _profile_name(profile: Known) -> Iterator[Finding]:
    strange = " ".join(map(repr, strange_signs(profile.name)))
    if strange:
        yield found(
            Code.PROFILE_NAME_CHARACTERS,
            profile.where(_NAME),
            f"Intune may refuse the profile name {profile.name!r} for {strange}.",
        )
