"""What a line's names mean before HR has spoken, or once HR has spoken against them."""

from handlers.claims import load
from shared.domain.device import Device
from shared.domain.pairing import Clue, Rule, lead
from shared.domain.parties import Party, Side
from shared.domain.request import RequestState
from shared.runtime.services import Services


def named_on(device: Device) -> str:
    """Name the person of a device by an operator's word, or else by its line."""
    given = device.given.person if device.given is not None else ""
    return given.strip() or device.line.person.strip()


async def may_be_named(device: Device, services: Services) -> bool:
    """Whether the person whom the line names may start: HR expects them, or never spoke of them."""
    name = named_on(device)
    if not name or (device.given is None and Rule.PERSON not in services.flight_plan.pairing):
        return False
    heard = False
    for each in lead(Clue.PERSON, name):
        for key in await services.leads.follow(each, Side.HIRE):
            hire = await load(Party(side=Side.HIRE, key=key), services)
            if hire is None or each not in hire.leads:
                continue
            if hire.claims:
                return True
            heard = True
    return not heard


async def is_awaited(device: Device, services: Services) -> bool:
    """Whether a device is meant for somebody of whom nothing is known yet: it is no stock."""
    plan = services.flight_plan
    for each in lead(Clue.EMPLOYEE, device.given.employee_id if device.given else ""):
        if not await services.leads.follow(each, Side.HIRE):
            return True
    if Rule.PERSON in plan.pairing:
        for each in lead(Clue.EMPLOYEE, device.line.employee_id):
            if not await services.leads.follow(each, Side.HIRE):
                return True
    if not device.line.request or Rule.REQUEST not in plan.pairing:
        return False
    request = await services.requests.get(device.line.request)
    return request is None or request.state is RequestState.ASKED
