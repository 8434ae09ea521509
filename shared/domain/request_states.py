"""Where a request stands: read from what was said of it and from what was seen of its device.

What was observed outweighs what was said: a device at work is delivered,
whatever is said of the request afterwards.
"""

from dataclasses import replace
from datetime import datetime

from shared.domain.device import Device
from shared.domain.news import News, NewsType
from shared.domain.request import Approval, Request, RequestState
from shared.domain.stages import Milestone, Stage
from shared.domain.waiting import Wait, WaitingFor, waiting_for

_AGREED = frozenset({RequestState.APPROVED, RequestState.ORDERED})
_AT_WORK = (Milestone.ENROLLED, Milestone.DEPLOYED)
_WAITS = {RequestState.APPROVED: Wait.STOCK, RequestState.ORDERED: Wait.ORDER}
_APPROVALS = {
    None: Wait.MANAGER,
    Approval.MANAGER: Wait.APPROVAL_BY_MANAGER,
    Approval.OPERATOR: Wait.APPROVAL,
}
# What the timeline says of a state that a request comes to.
_LINES = {
    RequestState.ASKED: "It waits for somebody to agree.",
    RequestState.APPROVED: "Approved.",
    RequestState.REFUSED: "Refused.",
    RequestState.CANCELLED: "Cancelled.",
    RequestState.IN_STOCK: "A device from stock is for it.",
    RequestState.ORDERED: "It has an order reference; its device is awaited.",
    RequestState.ON_ITS_WAY: "Its device is on its way.",
    RequestState.READY: "Its device is ready.",
    RequestState.DELIVERED: "Its device was switched on.",
}
_FACTS = ("person", "employee_id", "persona", "device", "order_reference", "decided_by")


def state_of(request: Request, device: Device | None) -> RequestState:
    """Find where a request stands; *device* is the one that it points to, if there is one.

    A supplier's word that the device was delivered does not count, because it
    does not say to whom: it is delivered once it is switched on.
    """
    if request.state is RequestState.DELIVERED:
        return request.state
    theirs = device if _is_theirs(request, device) else None
    if theirs is not None and any(map(theirs.passed, _AT_WORK)):
        return RequestState.DELIVERED
    said, _ = request.ruled()
    if said not in _AGREED:
        return said
    if theirs is None:
        return RequestState.ORDERED if request.order_reference else RequestState.APPROVED
    return _with_device(request, theirs)


def _with_device(request: Request, device: Device) -> RequestState:
    if device.stage is Stage.READY:
        return RequestState.READY
    return RequestState.ON_ITS_WAY if _comes_for(request, device) else RequestState.IN_STOCK


def request_waits(request: Request, state: RequestState) -> WaitingFor | None:
    """Say what must happen next with a request, as far as its device does not say it."""
    if state is RequestState.ASKED:
        return waiting_for(_APPROVALS[request.approval])
    wait = _WAITS.get(state)
    return None if wait is None else waiting_for(wait)


def restated(request: Request, device: Device | None, at: datetime) -> Request:
    """Stand where words and device lead, and have it told when that is somewhere else."""
    state = state_of(request, device)
    if state is request.state:
        return request
    facts = {name: str(value) for name in _FACTS if (value := getattr(request, name))}
    news = News(
        type=NewsType.REQUEST_CHANGED,
        subject=request.id,
        at=at,
        facts={"state": state.value, "before": request.state.value} | facts,
    )
    there = replace(request, state=state, since=at, news=(*request.news, news))
    return there.noted(at, _LINES[state])


def _is_theirs(request: Request, device: Device | None) -> bool:
    pairing = None if device is None else device.pairing
    return pairing is not None and pairing.request == request.id


def _comes_for(request: Request, device: Device) -> bool:
    """Whether its shipment was meant to answer the request; any other device was in stock."""
    line = device.line
    told = (
        (line.request, request.id),
        (line.order_reference, request.order_reference),
        (line.person, request.person),
        (line.employee_id, request.employee_id),
    )
    return any(said.casefold() == ours.casefold() != "" for said, ours in told)
