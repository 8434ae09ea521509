"""What a device does next because of its pairing."""

from shared.domain.commands import AddToGroup, AssignUser, Step
from shared.domain.device import Device
from shared.domain.hire import Pairing
from shared.domain.park import is_listed
from shared.domain.settled import is_settled
from shared.domain.stages import Milestone, Route
from shared.runtime.services import Services


def paired(device: Device, pairing: Pairing | None, services: Services) -> Device:
    """Be for this person, or nobody, and take the route of the persona that this makes."""
    now = services.clock.now()
    after = services.flight_plan.routed(device.paired(pairing, now), now)
    step = onward(after)
    if step is None or after.pairing == device.pairing:
        return after
    # Noted with the pairing, so that the sweep asks for it should this process die.
    return after.plans(step.__name__, now)


def onward(device: Device) -> type[Step] | None:
    """Say by which step groups and assignment follow a pairing, once the device is registered."""
    if device.held or is_settled(device) or not is_listed(device):
        return None
    # The groups lead on to the assignment; a person of another persona has other groups.
    assigns = device.route is Route.AUTOPILOT and device.passed(Milestone.GROUPED)
    return AssignUser if assigns else AddToGroup
