"""Apps, PowerShell scripts and assignment filters: the requests on them."""

from functools import partial

from simulator.tenant.answers import Entity, Page, Slice, page_of
from simulator.tenant.apps import (
    App,
    Script,
    app_assignments,
    app_entity,
    read_app_target,
    script_entity,
)
from simulator.tenant.assignment_filters import AssignmentFilter
from simulator.tenant.assignments import assignments_of
from simulator.tenant.face import Face
from simulator.tenant.operations import Operation

APPS_PAGE = 100  # Intune's own sizes are not documented
SCRIPTS_PAGE = 100
FILTERS_PAGE = 100

_SCRIPTS = "/beta/deviceManagement/deviceManagementScripts"
_FILTERS = "/beta/deviceManagement/assignmentFilters"


class AppOperations(Face):
    """What is asked of apps, scripts and filters, each request through the gate."""

    def apps_page(
        self,
        name: str | None = None,
        part: Slice | None = None,
        *,
        beta: bool = False,
        expand: bool = False,
    ) -> Page:
        """List one page of the apps, of all or of those so named; *expand* shows assignments."""
        piece = part or Slice(top=APPS_PAGE)
        query = "" if name is None else f"?$filter=displayName eq '{name}'"
        find = partial(self.model.intune.apps.named, name)
        write = partial(_app, beta=beta, expand=expand)
        url = _apps(beta=beta) + query
        return self.ask(Operation.APPS, url, lambda: page_of(find(), piece, write))

    def app(self, app_id: str, *, beta: bool = False, expand: bool = False) -> Entity:
        """Read an app; 404 when there is none."""
        get, url = partial(self.model.intune.apps.get, app_id), _apps(app_id, beta=beta)
        return self.ask(Operation.APP, url, lambda: _app(get(), beta=beta, expand=expand))

    def app_assignments(self, app_id: str, *, beta: bool = False) -> list[Entity]:
        """List to whom an app is assigned; 404 when there is none."""
        get = partial(self.model.intune.apps.get, app_id)
        url = _apps(app_id, "assignments", beta=beta)
        return self.ask(Operation.APP_ASSIGNMENTS, url, lambda: app_assignments(get(), beta=beta))

    def add_app_assignment(self, app_id: str, body: Entity, *, beta: bool = False) -> Entity:
        """Assign an app to one more target; 409 when it is assigned to it already."""
        intune = self.model.intune

        def add() -> Entity:
            app = intune.apps.get(app_id)
            intune.apps.assign_too(app_id, read_app_target(intune.targets, body))
            return app_assignments(app, beta=beta)[-1]

        url = _apps(app_id, "assignments", beta=beta)
        return self.ask(Operation.ADD_APP_ASSIGNMENT, url, add, body)

    def assign_app(self, app_id: str, assignments: object) -> None:
        """Replace all assignments of an app."""
        intune = self.model.intune

        def assign() -> None:
            intune.apps.get(app_id)
            read = partial(read_app_target, intune.targets)
            targets = intune.targets.read_entries(assignments, "mobileAppAssignments", read)
            intune.apps.assign(app_id, targets)

        body = {"mobileAppAssignments": assignments}
        self.ask(Operation.ASSIGN_APP, _apps(app_id, "assign"), assign, body)

    def scripts_page(self, part: Slice | None = None, *, expand: bool = False) -> Page:
        """List one page of the scripts; *expand* shows their assignments."""
        piece = part or Slice(top=SCRIPTS_PAGE)
        find = partial(self.model.intune.scripts.named, None)
        write = partial(_script, expand=expand)
        return self.ask(Operation.SCRIPTS, _SCRIPTS, lambda: page_of(find(), piece, write))

    def management_script(self, script_id: str, *, expand: bool = False) -> Entity:
        """Read a script; 404 when there is none."""
        get, url = partial(self.model.intune.scripts.get, script_id), f"{_SCRIPTS}/{script_id}"
        return self.ask(Operation.SCRIPT, url, lambda: _script(get(), expand=expand))

    def script_assignments(self, script_id: str) -> list[Entity]:
        """List to whom a script is assigned; 404 when there is none."""
        get = partial(self.model.intune.scripts.get, script_id)
        url = f"{_SCRIPTS}/{script_id}/assignments"
        return self.ask(Operation.SCRIPT_ASSIGNMENTS, url, lambda: _assigned(get()))

    def assign_script(self, script_id: str, assignments: object) -> None:
        """Replace all assignments of a script."""
        intune = self.model.intune

        def assign() -> None:
            intune.scripts.get(script_id)
            parameter = "deviceManagementScriptAssignments"
            intune.scripts.assign(script_id, intune.targets.read_all(assignments, parameter))

        body = {"deviceManagementScriptAssignments": assignments}
        self.ask(Operation.ASSIGN_SCRIPT, f"{_SCRIPTS}/{script_id}/assign", assign, body)

    def assignment_filters_page(self, part: Slice | None = None) -> Page:
        """List one page of the assignment filters."""
        piece, every = part or Slice(top=FILTERS_PAGE), self.model.intune.filters.every
        write = AssignmentFilter.entity
        return self.ask(
            Operation.ASSIGNMENT_FILTERS, _FILTERS, lambda: page_of(every(), piece, write)
        )


def _app(app: App, *, beta: bool, expand: bool) -> Entity:
    assigned = {"assignments": app_assignments(app, beta=beta)} if expand else {}
    return app_entity(app, beta=beta) | assigned


def _script(script: Script, *, expand: bool) -> Entity:
    return script_entity(script) | ({"assignments": _assigned(script)} if expand else {})


def _assigned(script: Script) -> list[Entity]:
    return assignments_of(script.id, script.targets.values())


def _apps(*rest: str, beta: bool = False) -> str:
    return "/".join((f"/{'beta' if beta else 'v1.0'}/deviceAppManagement/mobileApps", *rest))
