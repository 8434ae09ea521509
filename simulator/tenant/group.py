"""One group of the directory's, and how Graph shows it."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from simulator.tenant.answers import NEVER, Entity, stamp
from simulator.tenant.devices import EntraDevice

DYNAMIC = "DynamicMembership"
ON, PAUSED = "On", "Paused"

# The two kinds of rule that Microsoft's Autopilot pages show: any tag that begins so, or this tag.
_RULE = re.compile(r'-(?P<how>startsWith|eq)\s+"(?P<tag>\[[^"]+)"', re.IGNORECASE)


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

    def wants(self, device: EntraDevice) -> bool:
        """Say whether the rule matches a device."""
        found = _RULE.search(self.rule or "")
        if found is None:
            return False
        tag = found["tag"].lower()
        labels = [label.lower() for label in device.physical_ids]
        if found["how"].lower() == "eq":
            return tag in labels
        return any(label.startswith(tag) for label in labels)

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
