"""A rule that Entra would take."""

from dataclasses import dataclass, field
from datetime import datetime

from shared.tenant.rules.facts import Facts, Scene, folded
from shared.tenant.rules.properties import Owner
from shared.tenant.rules.terms import Term

# "The total length of the body of your membership rule can't exceed 3,072 characters."
LONGEST_RULE = 3072


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A membership rule; two are equal when they ask for the same in other spellings.

    *text* is what was written; ``str()`` spells it as Microsoft's page does.
    """

    about: Owner
    term: Term
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Spell the rule as Microsoft's page does."""
        return str(self.term)

    @property
    def mentions(self) -> frozenset[str]:
        """The properties that decide, without ``user.`` or ``device.``."""
        return frozenset(found.name for found in self.term.properties())

    def holds(self, facts: Facts, *, now: datetime | None = None) -> bool | None:
        """Whether a user or device (whichever the rule is about) with these facts is a member.

        ``None`` when the facts leave it open; *now* is what ``system.now`` means.
        """
        return self.term.holds(Scene(facts=folded(facts), now=now))
