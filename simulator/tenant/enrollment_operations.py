"""Enrollment status pages: the requests on ``deviceEnrollmentConfigurations``."""

from collections.abc import Callable
from functools import partial

from simulator.tenant.answers import Entity, Page, Slice, page_of
from simulator.tenant.assignments import assignments_of
from simulator.tenant.enrollment_pages import EnrollmentConfiguration
from simulator.tenant.face import Face
from simulator.tenant.operations import Operation

CONFIGURATIONS_PAGE = 50  # Intune's own size is not documented


class EnrollmentOperations(Face):
    """What is asked of enrollment configurations, each request through the gate."""

    def enrollment_configurations_page(
        self, part: Slice | None = None, *, beta: bool = True, expand: bool = False
    ) -> Page:
        """List one page of the configurations of every type; *expand* shows assignments."""
        piece = part or Slice(top=CONFIGURATIONS_PAGE)
        every = self.model.intune.enrollment_configurations.every
        write = partial(_written, beta=beta, expand=expand)
        url = _url(beta=beta)
        return self.ask(
            Operation.ENROLLMENT_CONFIGURATIONS, url, lambda: page_of(every(), piece, write)
        )

    def enrollment_configuration(
        self, configuration_id: str, *, beta: bool = True, expand: bool = False
    ) -> Entity:
        """Read a configuration; 404 when there is none."""

        def read() -> Entity:
            found = self.model.intune.enrollment_configurations.get(configuration_id)
            return _written(found, beta=beta, expand=expand)

        url = _url(configuration_id, beta=beta)
        return self.ask(Operation.ENROLLMENT_CONFIGURATION, url, read)

    def create_enrollment_configuration(self, body: Entity, *, beta: bool = True) -> Entity:
        """Create an enrollment status page, the last by priority."""
        create = partial(self.model.intune.enrollment_configurations.create, body, beta=beta)
        operation = Operation.CREATE_ENROLLMENT_CONFIGURATION
        return self.ask(operation, _url(beta=beta), lambda: create().entity(beta=beta), body)

    def update_enrollment_configuration(
        self, configuration_id: str, body: Entity, *, beta: bool = True
    ) -> Entity:
        """Change some properties of a page, the default one's too."""
        configurations = self.model.intune.enrollment_configurations
        update = partial(configurations.update, configuration_id, body, beta=beta)
        operation, url = (
            Operation.UPDATE_ENROLLMENT_CONFIGURATION,
            _url(configuration_id, beta=beta),
        )
        return self.ask(operation, url, lambda: update().entity(beta=beta), body)

    def delete_enrollment_configuration(self, configuration_id: str) -> None:
        """Delete a page; 400 for the default one."""
        remove = partial(self.model.intune.enrollment_configurations.remove, configuration_id)
        self.ask(Operation.DELETE_ENROLLMENT_CONFIGURATION, _url(configuration_id), remove)

    def enrollment_configuration_assignments(self, configuration_id: str) -> list[Entity]:
        """List to whom a configuration is assigned; 404 when there is none."""
        targets = partial(self.model.intune.enrollment_configurations.targets_of, configuration_id)
        operation = Operation.ENROLLMENT_CONFIGURATION_ASSIGNMENTS
        url = f"{_url(configuration_id)}/assignments"
        return self.ask(operation, url, lambda: assignments_of(configuration_id, targets()))

    def assign_enrollment_configuration(self, configuration_id: str, assignments: object) -> None:
        """Replace all assignments of a page."""
        configurations = self.model.intune.enrollment_configurations
        assign = partial(configurations.assign, configuration_id, assignments)
        self._act(Operation.ASSIGN_ENROLLMENT_CONFIGURATION, configuration_id, "assign", assign)

    def prioritise_enrollment_configuration(self, configuration_id: str, priority: object) -> None:
        """Give a page another place among the pages."""
        configurations = self.model.intune.enrollment_configurations
        move = partial(configurations.prioritise, configuration_id, priority)
        operation = Operation.PRIORITISE_ENROLLMENT_CONFIGURATION
        self._act(operation, configuration_id, "setPriority", move)

    def _act(
        self, operation: Operation, configuration_id: str, action: str, act: Callable[[], None]
    ) -> None:
        self.ask(operation, f"{_url(configuration_id)}/{action}", act)


def _written(found: EnrollmentConfiguration, *, beta: bool, expand: bool) -> Entity:
    assigned = {"assignments": assignments_of(found.id, found.targets)} if expand else {}
    return found.entity(beta=beta) | assigned


def _url(configuration_id: str = "", *, beta: bool = False) -> str:
    key = f"/{configuration_id}" if configuration_id else ""
    version = "beta" if beta else "v1.0"
    return f"/{version}/deviceManagement/deviceEnrollmentConfigurations{key}"
