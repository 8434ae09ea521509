"""One group of the directory's, and how Graph shows it."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from shared.tenant.rules import Owner, Rule, RuleError, parse
from simulator.tenant.answers import NEVER, Entity, stamp
from simulator.tenant.devices import EntraDevice
from simulator.tenant.users import User

DYNAMIC = "DynamicMembership"
ON, PAUSED = "On", "Paused"


@lru_cache(maxsize=1024)
def _rule(text: str) -> Rule | None:
    try:
        return parse(text)
    except RuleError:
        # What a story writes down is not checked; such a group stays empty.
        return None


@dataclass(slots=True, kw_only=True)
class Group:
    """One group.  *added* holds what was asked for, *members* what can be seen.

    A dynamic one has a *rule*, which is processed or paused; without *nickname*
    it has one made of its name.
    """

    id: str
    name: str
    rule: str | None = None
    processing: str = ON
    description: str | None = None
    nickname: str = ""
    created: datetime | None = None
    owners: dict[str, None] = field(default_factory=dict[str, None])
    added: dict[str, None] = field(default_factory=dict[str, None])
    members: dict[str, None] = field(default_factory=dict[str, None])

    def wants(self, candidate: EntraDevice | User) -> bool:
        """Say whether the rule matches a device or a person."""
        rule = _rule(self.rule) if self.rule else None
        whose = Owner.DEVICE if isinstance(candidate, EntraDevice) else Owner.USER
        return rule is not None and rule.about is whose and rule.holds(candidate.facts()) is True

    def entity(self) -> Entity:
        """Write the group as Graph shows it."""
        created = stamp(self.created) if self.created else NEVER
        return {
            "id": self.id,
            "createdDateTime": created,
            "description": self.description,
            "displayName": self.name,
            "groupTypes": [DYNAMIC] if self.rule else [],
            "isAssignableToRole": False,
            "mail": None,
            "mailEnabled": False,
            "mailNickname": self.nickname or re.sub(r"[^A-Za-z0-9]", "", self.name),
            "membershipRule": self.rule,
            "membershipRuleProcessingState": self.processing if self.rule else None,
            "renewedDateTime": created,
            "securityEnabled": True,
            "visibility": None,
        }
