"""Watching machines being set up: autopilotEvents (beta) and managedDevices."""

from functools import partial

from simulator.tenant.answers import Entity, Page, Slice, no_such_record, page_of
from simulator.tenant.face import Face, about
from simulator.tenant.flight import Flight
from simulator.tenant.operations import Operation, Request
from simulator.tenant.policies import policy_status_details

EVENTS_PAGE = 50  # since the service release 2411
MANAGED_PAGE = 1000

_EVENTS = "/beta/deviceManagement/autopilotEvents"

# A property's name, and the value asked for or several joined by ``or``.
type Matching = tuple[str, *tuple[str, ...]]


class DeploymentOperations(Face):
    """What Intune tells about deployments, each request through the gate."""

    def autopilot_events_page(self, part: Slice | None = None) -> Page:
        """List one page of the deployment events, never more than fifty, in no promised order."""
        piece = part or Slice(top=EVENTS_PAGE)
        capped = Slice(skip=piece.skip, top=min(piece.top, EVENTS_PAGE))
        request = Request(operation=Operation.AUTOPILOT_EVENTS, url=_EVENTS)
        # By an identifier that says nothing, as nobody promises an order.
        flights = sorted(self.model.deployments.flights, key=lambda flight: flight.id)
        return self.gate.run(request, lambda: page_of(flights, capped, Flight.event))

    def autopilot_events(self) -> list[Entity]:
        """List the deployment events, page by page."""
        return self.every_page(self.autopilot_events_page, EVENTS_PAGE).items

    def policy_status_details(self, event_id: str) -> list[Entity]:
        """List the apps and policies that an event's set-up waits for; 404 without the event."""
        flight = self.model.deployments.event(event_id)
        request = Request(
            operation=Operation.POLICY_STATUS_DETAILS,
            url=f"{_EVENTS}/{event_id}/policyStatusDetails",
            about=about(flight.passenger.serial, flight.passenger.upn) if flight else frozenset(),
        )

        def read() -> list[Entity]:
            if flight is None:
                raise no_such_record(event_id)
            return policy_status_details(flight)

        return self.gate.run(request, read)

    def managed_devices_page(
        self, matching: Matching | None = None, part: Slice | None = None
    ) -> Page:
        """List one page of the enrolled devices whose property *matching* asks for.

        What Intune cannot filter by is ignored, and everything comes (observed behaviour).
        """
        piece = part or Slice(top=MANAGED_PAGE)
        request = Request(
            operation=Operation.MANAGED_DEVICES,
            url=f"/v1.0/deviceManagement/managedDevices{_query(matching)}",
            about=about(*matching[1:]) if matching else frozenset(),
        )
        return self.gate.run(request, lambda: page_of(self._managed(matching), piece, dict))

    def managed_devices(self, matching: Matching | None = None) -> list[Entity]:
        """List the enrolled devices, page by page."""
        return self.every_page(partial(self.managed_devices_page, matching), MANAGED_PAGE).items

    def _managed(self, matching: Matching | None) -> list[Entity]:
        enrolled = self.model.managed_devices()
        match matching:
            case (name, value) if name.casefold() == "serialnumber":
                return _having(enrolled, "serialNumber", value)
            case (name, *values) if name.casefold() == "azureaddeviceid":
                found = [_having(enrolled, "azureADDeviceId", value) for value in values]
                # Of several device ids, only the first one's device comes (observed behaviour).
                return next((each for each in found if each), [])
            case _:
                return enrolled


def _having(enrolled: list[Entity], name: str, value: str) -> list[Entity]:
    return [each for each in enrolled if each[name].casefold() == value.casefold()]


def _query(matching: Matching | None) -> str:
    if matching is None:
        return ""
    name, *values = matching
    return "?$filter=" + " or ".join(f"{name} eq '{value}'" for value in values)
