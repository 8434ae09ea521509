"""What every group of operations stands on: the model, and the gate in front of it."""

from collections.abc import Callable
from copy import deepcopy
from urllib.parse import quote

from simulator.tenant.answers import Page, Slice
from simulator.tenant.gate import Gate
from simulator.tenant.model import Model
from simulator.tenant.operations import Operation, Request

IMPORTED = "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities"
REGISTERED = "/deviceManagement/windowsAutopilotDeviceIdentities"


class Face:
    """A group of operations of one tenant."""

    def __init__(self, model: Model, gate: Gate) -> None:
        self.gate = gate
        self._model = model

    @property
    def model(self) -> Model:
        """The model as it stands now: whatever was due has happened."""
        self._model.agenda.catch_up()
        return self._model

    def ask[T](
        self, operation: Operation, url: str, effect: Callable[[], T], body: object = None
    ) -> T:
        """Let a request that concerns no machine and no person through the gate.

        What it answers is a copy: whoever asked may do with it as they please.
        """
        return deepcopy(self.gate.run(Request(operation=operation, url=url, body=body), effect))

    def about_identity(self, identity_id: str) -> frozenset[str]:
        """Name the serial number and the UPN that an identity concerns."""
        identity = self.model.identities.find(identity_id)
        return about(identity.serial, identity.upn) if identity else frozenset()

    def about_object(self, object_id: str) -> frozenset[str]:
        """Name the serial number or the UPN behind a directory object."""
        device = self.model.devices.find(object_id)
        user = self.model.users.find(object_id)
        return about(device.serial if device else "", user.upn if user else "")

    def every_page(self, page: Callable[[Slice], Page], top: int) -> Page:
        """Ask for one page after the other; each is a request."""
        part: int | None = 0
        together = Page(items=[], next_skip=None)
        while part is not None:
            found = page(Slice(skip=part, top=top))
            together.items.extend(found.items)
            part = found.next_skip
        return together


def about(*names: str | None) -> frozenset[str]:
    """Name what a request concerns, leaving out what is empty."""
    return frozenset(name.casefold() for name in names if name)


def contains_query(needle: str | None, part: Slice) -> str:
    """Write a list request's query the way an app would."""
    written = [] if needle is None else [f"$filter=contains(serialNumber,'{needle}')"]
    if part.skip:
        written.append(f"$skiptoken={part.skip}")
    return "?" + "&".join(written) if written else ""


def user_url(id_or_upn: str) -> str:
    """Write a user's address; the ``#`` of guests must not stand bare."""
    return f"/v1.0/users/{quote(id_or_upn, safe='@')}"
