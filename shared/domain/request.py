"""Somebody asks for a device for somebody: the states of a request, as a table."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from shared.domain.errors import Impossible, Reason
from shared.domain.news import News


class RequestState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    IN_STOCK = "in stock"
    ORDERED = "ordered"
    ON_ITS_WAY = "on its way"
    READY = "ready"
    DELIVERED = "delivered"


_S = RequestState
NEXT: dict[RequestState, frozenset[RequestState]] = {
    _S.ASKED: frozenset({_S.APPROVED, _S.REFUSED}),
    _S.APPROVED: frozenset({_S.IN_STOCK, _S.ORDERED, _S.REFUSED}),
    _S.REFUSED: frozenset(),
    _S.IN_STOCK: frozenset({_S.READY, _S.DELIVERED}),
    _S.ORDERED: frozenset({_S.ON_ITS_WAY, _S.READY, _S.REFUSED}),
    _S.ON_ITS_WAY: frozenset({_S.READY, _S.DELIVERED}),
    _S.READY: frozenset({_S.DELIVERED}),
    _S.DELIVERED: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A wish for a device; its *order_reference* ties it to a shipment line.

    *person* is the user principal name of whom the device is for, *asked_by*
    that of who asked, *manager* of who has to agree; *device* is the serial
    number of the device that answers it.  *news* is what still has to be told.
    """

    id: str
    person: str
    persona: str
    asked_at: datetime
    since: datetime
    state: RequestState = RequestState.ASKED
    asked_by: str = ""
    employee_id: str = ""
    manager: str = ""
    decided_by: str = ""
    order_reference: str = ""
    location: str = ""
    needed_by: date | None = None
    why: str = ""
    device: str = ""
    news: tuple[News, ...] = ()

    def moved(self, state: RequestState, at: datetime) -> "Request":
        """Go to *state* if the table allows it (``Impossible`` otherwise)."""
        if state is self.state:
            return self
        if state not in NEXT[self.state]:
            raise Impossible(
                Reason(
                    code="request-impossible",
                    sentence=f"Request {self.id} cannot go from {self.state} to {state}.",
                    remedy="Ask for the device again with a new request.",
                )
            )
        return replace(self, state=state, since=at)
