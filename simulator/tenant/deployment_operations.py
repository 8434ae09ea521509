"""Watching machines being set up: autopilotEvents (beta) and managedDevices."""

from functools import partial

from simulator.tenant.answers import Entity, Page, Slice, page_of
from simulator.tenant.deployment import Flight
from simulator.tenant.face import Face, about
from simulator.tenant.operations import Operation, Request

EVENTS_PAGE = 50  # since the service release 2411
MANAGED_PAGE = 1000


class DeploymentOperations(Face):
    """What Intune tells about deployments, each request through the gate."""

    def autopilot_events_page(self, part: Slice | None = None) -> Page:
        """List one page of the deployment events, never more than fifty."""
        piece = part or Slice(top=EVENTS_PAGE)
        capped = Slice(skip=piece.skip, top=min(piece.top, EVENTS_PAGE))
        request = Request(
            operation=Operation.AUTOPILOT_EVENTS, url="/beta/deviceManagement/autopilotEvents"
        )
        flights = self.model.deployments.flights
        return self.gate.run(request, lambda: page_of(flights, capped, Flight.event))

    def autopilot_events(self) -> list[Entity]:
        """List the deployment events, page by page."""
        return self.every_page(self.autopilot_events_page, EVENTS_PAGE).items

    def managed_devices_page(
        self, matching: tuple[str, str] | None = None, part: Slice | None = None
    ) -> Page:
        """List one page of the enrolled devices whose property (name, value) *matching* says."""
        piece = part or Slice(top=MANAGED_PAGE)
        query = f"?$filter={matching[0]} eq '{matching[1]}'" if matching else ""
        request = Request(
            operation=Operation.MANAGED_DEVICES,
            url=f"/v1.0/deviceManagement/managedDevices{query}",
            about=about(matching[1]) if matching else frozenset(),
        )
        return self.gate.run(request, lambda: page_of(self._managed(matching), piece, dict))

    def managed_devices(self, matching: tuple[str, str] | None = None) -> list[Entity]:
        """List the enrolled devices, page by page."""
        return self.every_page(partial(self.managed_devices_page, matching), MANAGED_PAGE).items

    def _managed(self, matching: tuple[str, str] | None) -> list[Entity]:
        enrolled = self.model.managed_devices()
        if matching is None:
            return enrolled
        name, value = matching
        return [each for each in enrolled if each[name].casefold() == value.casefold()]
