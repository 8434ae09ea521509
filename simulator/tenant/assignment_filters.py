"""Assignment filters: named here, told apart by id, and never evaluated."""

from dataclasses import dataclass
from datetime import datetime

from simulator.tenant.answers import Entity, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFilter:
    """A filter on devices that an assignment may name."""

    id: str
    name: str
    rule: str
    created: datetime

    def entity(self) -> Entity:
        """Write the filter as Graph lists it (a ``deviceAndAppManagementAssignmentFilter``)."""
        return {
            "id": self.id,
            "displayName": self.name,
            "description": "",
            "platform": "windows10AndLater",
            "rule": self.rule,
            "assignmentFilterManagementType": "devices",
            "createdDateTime": stamp(self.created),
            "lastModifiedDateTime": stamp(self.created),
            "roleScopeTags": ["0"],
        }


class AssignmentFilters:
    """Every assignment filter."""

    def __init__(self) -> None:
        self._by_id: dict[str, AssignmentFilter] = {}

    def create(self, found: AssignmentFilter) -> None:
        """Create a filter."""
        self._by_id[found.id] = found

    def every(self) -> list[AssignmentFilter]:
        """List the filters in the order of their creation."""
        return list(self._by_id.values())

    def hold(self, filter_id: str) -> bool:
        """Say whether there is a filter of that id."""
        return filter_id in self._by_id
