"""What a story arranges in Intune's side of a tenant's set-up; none of it passes the gate."""

from simulator.tenant.assignment_filters import AssignmentFilter
from simulator.tenant.story import StoryDirections


class IntuneDirections(StoryDirections):
    """Objects that people make in Intune and that nothing here can create by a request."""

    def filter_exists(self, name: str, *, rule: str = '(device.model -startsWith "C")') -> str:
        """Create an assignment filter; answers its id."""
        filters, agenda = self.model.assignment_filters, self.model.agenda
        filter_id = agenda.draws.guid("assignment filter", name)
        filters.create(AssignmentFilter(id=filter_id, name=name, rule=rule, created=agenda.now()))
        return filter_id
