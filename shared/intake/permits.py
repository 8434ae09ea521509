"""What a source may give to devices: the personas and group tags that the flight plan allows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shared.domain.errors import Reason
from shared.domain.flightplan import FlightPlan
from shared.domain.sources import MayUse, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Permits:
    """What *may_use* of a source comes to under a flight plan.

    *tags* are the personas' group tags, in the plan's order; *default_persona*
    is what a device gets of which nobody says anything.
    """

    source: str = ""
    may_use: MayUse = field(default_factory=MayUse)
    tags: Mapping[str, str] = field(default_factory=dict[str, str])
    default_persona: str = ""

    def of_persona(self, persona: str) -> Reason | None:
        """Say why this source may not use a persona, if it may not."""
        if self._allows(persona):
            return None
        return self._of_meant(persona, named=True)

    def refusals(self, persona: str, group_tag: str) -> Iterator[tuple[str, Reason]]:
        """Say by field what a line must not ask for.

        A tag means the personas that have it, because their dynamic groups go by
        the tag; Entra ID compares it without regard to case.
        """
        owners = [name for name, tag in self.tags.items() if _same(tag, group_tag)]
        meant = persona or next(iter(owners), self.default_persona)
        if group_tag and not self._lists(group_tag):
            yield "group_tag", self._tag("The source may not use this group tag.", "group_tags")
        elif owners and not any(map(self._allows, owners)):
            sentence = "The source may not use the persona that has this group tag."
            yield "group_tag", self._tag(sentence, "personas")
        elif not self._allows(meant):
            yield "persona", self._of_meant(meant, named=bool(persona))
        elif not group_tag and not self._brings_allowed_tag(meant):
            sentence = f"The source may not use the group tag of the persona {meant}."
            yield "persona", self._tag(sentence, "group_tags")

    def _of_meant(self, persona: str, *, named: bool) -> Reason:
        unsaid = "" if named else "The line names no persona, which means the plan's default. "
        return self._persona(f"{unsaid}The source may not use the persona {persona}.")

    def _allows(self, persona: str) -> bool:
        return self.may_use.personas is None or persona in self.may_use.personas

    def _lists(self, tag: str) -> bool:
        return self.may_use.group_tags is None or tag in self.may_use.group_tags

    def _brings_allowed_tag(self, persona: str) -> bool:
        """Whether a persona's own tag is fine; naming the persona in ``personas`` allows it."""
        tag = self.tags.get(persona, "")
        return self.may_use.personas is not None or not tag or self._lists(tag)

    def _persona(self, sentence: str) -> Reason:
        return self._refusal("persona-not-allowed", sentence, "personas")

    def _tag(self, sentence: str, setting: str) -> Reason:
        return self._refusal("group-tag-not-allowed", sentence, setting)

    def _refusal(self, code: str, sentence: str, setting: str) -> Reason:
        where = f"sources.{self.source}.may_use.{setting}"
        remedy = f"Send what this source may use, or add it to {where} in the flight plan."
        return Reason(code=code, sentence=sentence, remedy=remedy)


def permits_of(plan: FlightPlan, source: Source) -> Permits:
    """Find what a source may use under a flight plan."""
    return Permits(
        source=source.name,
        may_use=source.may_use,
        tags={name: persona.group_tag for name, persona in plan.personas.items()},
        default_persona=plan.default_persona,
    )


def _same(tag: str, other: str) -> bool:
    return tag.casefold() == other.casefold() != ""
