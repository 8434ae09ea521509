"""What the lint found, with the line of the flight plan where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from cli.tenant.words import counted
from shared.domain.setup import Kind
from shared.flightplan.lines import lines_of
from shared.tenant.lint import PERSONA, Finding, Level, Where

_STYLES: Mapping[Level, str] = {
    Level.ERROR: "bold red",
    Level.WARNING: "yellow",
    Level.HINT: "cyan",
}
# Where the objects of a kind stand; the service principal stands at the groups that it owns.
_SECTIONS: Mapping[str, str] = {
    Kind.SERVICE_PRINCIPAL: "groups",
    Kind.GROUP: "groups",
    Kind.DEVICE_REGISTRATION: "device_registration",
    Kind.AUTOMATIC_ENROLMENT: "automatic_enrolment",
    Kind.APP: "apps",
    Kind.SCRIPT: "scripts",
    Kind.ENROLLMENT_STATUS_PAGE: "enrollment_status_pages",
    Kind.DEPLOYMENT_PROFILE: "deployment_profiles",
    Kind.PREPARATION_POLICY: "preparation_policies",
    Kind.CORPORATE_IDENTIFIERS: "corporate_identifiers",
}
# What the flight plan calls otherwise than Graph.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "membership_rule": ("rule", "group_tag", "purchase_order", "all_autopilot_devices"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found in the flight plan at *path*."""

    path: Path
    found: Sequence[Finding] = ()

    @property
    def errors(self) -> bool:
        """Say whether something is wrong rather than odd."""
        return any(each.level is Level.ERROR for each in self.found)

    def view(self) -> RenderableType:
        """Write them down: place, level, sentence, remedy; counts at the end."""
        lines = lines_of(self.path)
        blocks: list[Text] = []
        for each in self.found:
            line = Text.assemble((f"{self.path}:{_line(lines, each.where)}: ", "bold"))
            line.append(str(each.level), _STYLES[each.level])
            line.append(f": {each.sentence} [{each.code}]")
            blocks += [line, Text(f"    {each.remedy}", "dim")]
        return Group(*blocks, Text(self.counts(), "bold"))

    def counts(self) -> str:
        """Sum it up."""
        parts = [
            counted(count, level)
            for level in Level
            if (count := sum(each.level is level for each in self.found))
        ]
        return f"The lint found {', '.join(parts)}." if parts else "The lint found nothing."

    def content(self) -> list[dict[str, Any]]:
        """Write them down for another program."""
        lines = lines_of(self.path)
        return [
            {
                "code": each.code,
                "level": each.level,
                "file": str(self.path),
                "line": _line(lines, each.where),
                "kind": each.where.kind,
                "key": each.where.key,
                "field": each.where.field,
                "sentence": each.sentence,
                "remedy": each.remedy,
            }
            for each in self.found
        ]


def _line(lines: Callable[[tuple[int | str, ...]], int], where: Where) -> int:
    """Find the line of the field; of several ways to write it, the one that is written."""
    first, *rest = where.field.split(".") if where.field else ("",)
    written = _FIELDS.get(first, (first,)) if first else ()
    place = _place(where)
    return max((lines((*place, each, *rest)) for each in written), default=lines(place))


def _place(where: Where) -> tuple[str, ...]:
    if where.kind == PERSONA:
        return ("personas", where.key)
    section = _SECTIONS.get(where.kind, "")
    return ("tenant", section) if where.key == where.kind else ("tenant", section, where.key)
