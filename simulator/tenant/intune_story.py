"""What a story arranges in Intune's side of a tenant's set-up; none of it passes the gate."""

from simulator.tenant.apps import AppTarget, Installable
from simulator.tenant.assignment_filters import AssignmentFilter
from simulator.tenant.assignments import Target
from simulator.tenant.story import StoryDirections


class IntuneDirections(StoryDirections):
    """Objects that people make in Intune and that nothing here can create by a request."""

    def app_exists(self, name: str, *, kind: str = "win32LobApp", run_as: str = "system") -> str:
        """Let there be an app of a *kind* that Graph knows; answers its id."""
        agenda, apps = self.model.agenda, self.model.intune.apps
        app = Installable[AppTarget](
            id=agenda.draws.guid("app", name),
            name=name,
            kind=kind,
            run_as=run_as,
            created=agenda.now(),
        )
        if apps.find(app.id) is None:
            apps.add(app)
        return app.id

    def script_exists(self, name: str, *, run_as: str = "system") -> str:
        """Let there be a PowerShell script that runs as ``system`` or ``user``; answers its id."""
        agenda, scripts = self.model.agenda, self.model.intune.scripts
        script = Installable[Target](
            id=agenda.draws.guid("script", name),
            name=name,
            kind="deviceManagementScript",
            run_as=run_as,
            created=agenda.now(),
        )
        if scripts.find(script.id) is None:
            scripts.add(script)
        return script.id

    def filter_exists(self, name: str, *, rule: str = '(device.model -startsWith "C")') -> str:
        """Let there be an assignment filter; answers its id."""
        filters, agenda = self.model.intune.filters, self.model.agenda
        filter_id = agenda.draws.guid("assignment filter", name)
        filters.create(AssignmentFilter(id=filter_id, name=name, rule=rule, created=agenda.now()))
        return filter_id
