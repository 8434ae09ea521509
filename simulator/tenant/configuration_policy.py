"""One configuration policy, and how beta shows it."""

from dataclasses import dataclass, field
from datetime import datetime

from simulator.tenant.answers import Entity, stamp
from simulator.tenant.assignments import Target
from simulator.tenant.policy_templates import USER_DRIVEN


@dataclass(slots=True, kw_only=True)
class ConfigurationPolicy:
    """One policy: *fields* are Graph's, *settings* its instances, *device_group* a group's id."""

    id: str
    fields: Entity
    template: Entity
    settings: list[Entity]
    created: datetime
    modified: datetime
    priority: int = 0
    targets: list[Target] = field(default_factory=list[Target])
    device_group: str = ""

    @property
    def prepares(self) -> bool:
        """Say whether it is a policy of device preparation."""
        return bool(self.template["templateId"] == USER_DRIVEN)

    @property
    def name(self) -> str:
        """The name that people give it."""
        return str(self.fields["name"])

    def entity(self) -> Entity:
        """Write the policy as Graph lists it, without its settings and assignments."""
        return {
            "id": self.id,
            "createdDateTime": stamp(self.created),
            "lastModifiedDateTime": stamp(self.modified),
            "creationSource": None,
            "isAssigned": bool(self.targets),
            "settingCount": len(self.settings),
            "priorityMetaData": {"priority": self.priority} if self.prepares else None,
            "templateReference": self.template,
            **self.fields,
        }

    def setting_entities(self) -> list[Entity]:
        """Write the settings, each with an id of its own."""
        return [
            {"id": str(number), "settingInstance": each}
            for number, each in enumerate(self.settings)
        ]

    def assignment_entities(self) -> list[Entity]:
        """Write the assignments.  The device group is not told here."""
        return [
            {
                "id": f"{self.id}_{each.key}",
                "source": "direct",
                "sourceId": self.id,
                "target": each.entity(),
            }
            for each in self.targets
        ]
