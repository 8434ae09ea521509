"""Let a person give back what is kept for them, as one whose hire is cancelled does."""

from dataclasses import replace

from handlers.following import restate
from handlers.pairing import pair_device, pair_hire, pair_request, reassigned
from shared.domain.claimant import claimant_of_request
from shared.domain.commands import FollowUp, RequestEvent
from shared.domain.hire import Hire, HireState
from shared.domain.request import Request, RequestState, Word
from shared.runtime.services import Services

_AT_REST = frozenset({RequestState.DELIVERED, RequestState.REFUSED, RequestState.CANCELLED})


async def leave(employee_id: str, services: Services) -> list[FollowUp]:
    """Let somebody who is not known to be gone be expected no more; a device in use stays so.

    What the device does next is planned before it is given back: should this
    process die in between, the sweep asks for it.
    """
    hire = await services.hires.get(employee_id)
    if hire is None:
        return []
    follow_ups = await reassigned(hire.device, services) if hire.device else []
    gone = await services.hires.update(employee_id, _gone)
    for serial in await pair_hire(hire, gone, services):
        follow_ups += await reassigned(serial, services)
    return follow_ups


async def withdraw(request: Request, services: Services) -> list[FollowUp]:
    """Give back what a request has that was made for the person, and remove it."""
    follow_ups: list[FollowUp] = []
    if request.state not in _AT_REST:
        follow_ups += await reassigned(request.device, services) if request.device else []
        word = Word(event=RequestEvent.CANCELLED, at=services.clock.now())
        await services.requests.update(request.id, lambda request: request.told(word))
        cancelled = await restate(request.id, services)
        if cancelled is not None and cancelled.known:
            follow_ups += await pair_request(cancelled, services)
    claimant = claimant_of_request(request)
    for lead in (*claimant.leads, *claimant.stock):
        await services.leads.withdraw(lead, claimant.party)
    await services.requests.delete(request.id)
    return follow_ups


async def part(serial: str, services: Services) -> list[FollowUp]:
    """Take a device from somebody whom its line does not name any more."""
    follow_ups = await reassigned(serial, services)
    touched = await pair_device(serial, services)
    for each in dict.fromkeys((serial, *touched)):
        follow_ups += await reassigned(each, services)
    return follow_ups


def _gone(hire: Hire) -> Hire:
    """Expect somebody no more; nothing of it is told to others."""
    return replace(hire, state=HireState.CANCELLED, task=None, readiness=None, news=())
