"""In which groups a persona's devices land, and what reaches them there."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.domain.flightplan import Persona
from shared.domain.setup import Kind
from shared.tenant.lint.section import Known, Section, assignments_of, rule_of, rule_text_of
from shared.tenant.rules import takes_autopilot_device


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """An object that may reach devices; *certain* is ``False`` when that hangs on the unknown.

    *by_default* says that it is for all devices, and gives way to whatever is for some.
    """

    known: Known
    certain: bool
    by_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """The groups of a persona's devices, once they are registered and not yet switched on."""

    section: Section
    persona: Persona

    def contains(self, said: str) -> bool | None:
        """Whether the devices are in a group; ``None`` when that cannot be told."""
        group = self.section.group(said)
        if group is None:
            return True if self._is_own(said, None) else None
        if rule_text_of(group):
            rule = rule_of(group)
            return None if rule is None else takes_autopilot_device(rule, self.persona.group_tag)
        # Whom else anybody puts there by hand is not what the flight plan says.
        return self._is_own(said, group)

    def reaching(self, kind: Kind) -> Iterator[Reach]:
        """List what of a kind reaches the devices, or may."""
        for known in self.section.known(kind):
            reach = self._reached_by(known)
            if reach is not None:
                yield reach

    def _is_own(self, said: str, group: Known | None) -> bool:
        names = [each.name for each in self.persona.groups]
        return any(
            name.casefold() == said.casefold() or (group is not None and group.answers_to(name))
            for name in names
        )

    def _reached_by(self, known: Known) -> Reach | None:
        certain: list[bool] = []
        for each in assignments_of(known):
            held = bool(each.all) or self.contains(each.group)
            if each.excludes and held is True:
                return None
            if not each.excludes and held is not False:
                certain.append(held is True and not each.filtered)
        if not certain:
            return None
        doubt = any(
            each.excludes and self.contains(each.group) is None for each in assignments_of(known)
        )
        everywhere = any(each.all for each in assignments_of(known))
        return Reach(known=known, certain=any(certain) and not doubt, by_default=everywhere)
