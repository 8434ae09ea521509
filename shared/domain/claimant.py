"""Whoever a device can be for: a hire, or a request that was approved, seen alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from shared.domain.departures import Given
from shared.domain.device import Device
from shared.domain.flightplan import FlightPlan
from shared.domain.hire import Hire, Pairing
from shared.domain.pairing import (
    GIVEN,
    Clue,
    Lead,
    Rank,
    Rule,
    Strength,
    Turn,
    announced_at,
    lead,
    rank,
)
from shared.domain.parties import Party, Side
from shared.domain.request import Request, RequestState
from shared.domain.words import NEVER

# A request that nobody has approved, or that somebody refused, claims nothing.
CLAIMING = frozenset(
    {
        RequestState.APPROVED,
        RequestState.IN_STOCK,
        RequestState.ORDERED,
        RequestState.ON_ITS_WAY,
        RequestState.READY,
        RequestState.DELIVERED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """A hire or a request, as far as devices are concerned.

    *names* are the person's, the present one first; *device* is what it has;
    *claims* says whether it may have one, *draws* whether one from stock.
    *companion* is the request that was made for this hire: its device is the
    hire's as well, unless the hire has one of their own.  *begun_anew_at* is when
    somebody whose hire was rescinded was hired again.
    """

    party: Party
    device: str
    claims: bool
    draws: bool
    turn: Turn
    names: tuple[str, ...]
    employee_id: str
    order_reference: str
    persona: str
    location: str
    start_date: date | None
    request: str = ""
    companion: Request | None = None
    begun_anew_at: datetime | None = None

    @property
    def leads(self) -> tuple[Lead, ...]:
        """What ties it to a device, but for stock."""
        return (
            *lead(Clue.EMPLOYEE, self.employee_id),
            *(each for name in self.names for each in lead(Clue.PERSON, name)),
            *lead(Clue.ORDER, self.order_reference),
            *lead(Clue.REQUEST, self.request),
        )

    @property
    def stock(self) -> tuple[Lead, ...]:
        """The lead to the stock that it may draw from."""
        return lead(Clue.STOCK, self.persona, self.location) if self.draws else ()

    def pairing(self, rule: str) -> Pairing:
        """Write down who the device is for, and why; a request's person may be no hire."""
        return Pairing(
            rule=rule,
            employee_id="" if self.request else self.employee_id,
            user_principal_name=self.names[0] if self.names else "",
            start_date=self.start_date,
            persona=self.persona,
            request=self.request,
        )


def claimant_of_hire(hire: Hire, companion: Request | None) -> Claimant:
    """See a hire as a claimant; one for whom somebody asked comes right after that request."""
    turn = Turn(
        since=hire.first_said_at or hire.said_at,
        needed=hire.start_date or date.max,
        key=str(Party(side=Side.HIRE, key=hire.employee_id)),
    )
    waits = bool(hire.order_reference) or (companion is not None and bool(companion.device))
    former = [name for name in hire.names if name != hire.user_principal_name.casefold()]
    return Claimant(
        party=Party(side=Side.HIRE, key=hire.employee_id),
        device=hire.device,
        claims=hire.expects_device,
        draws=hire.expects_device and not waits,
        turn=turn if companion is None else turn.behind(claimant_of_request(companion).turn),
        names=tuple(filter(None, (hire.user_principal_name, *former))),
        employee_id=hire.employee_id,
        order_reference=hire.order_reference,
        persona=hire.persona,
        location=hire.location,
        start_date=hire.start_date,
        companion=companion,
        begun_anew_at=None if hire.cancelled_at is None else hire.created_at,
    )


def claimant_of_request(request: Request) -> Claimant:
    """See a request as a claimant."""
    party = Party(side=Side.REQUEST, key=request.id)
    # What was delivered and taken back is asked for anew.
    had = request.state is RequestState.DELIVERED and not request.device
    claims = request.state in CLAIMING and not had
    return Claimant(
        party=party,
        device=request.device,
        claims=claims,
        draws=claims and not request.order_reference,
        turn=Turn(since=request.asked_at, needed=request.needed_by or date.max, key=str(party)),
        names=(request.person,) if request.person else (),
        employee_id=request.employee_id,
        order_reference=request.order_reference,
        persona=request.persona,
        location=request.location,
        start_date=request.needed_by,
        request=request.id,
    )


def is_of(request: Request, hire: Hire) -> bool:
    """Whether a request is for this hire: by employee id, or else by any name they had."""
    if request.employee_id:
        return _same(request.employee_id, hire.employee_id)
    return request.person.strip().casefold() in hire.names


def tie(claimant: Claimant, device: Device, plan: FlightPlan) -> tuple[Strength, Rule] | None:
    """Find the strongest rule that ties these two."""
    if _is_given(claimant, device):
        return GIVEN, Rule.OPERATOR
    found = [
        ((plan.pairing.index(rule), number), rule)
        for number, rule in _ties(claimant, device, plan)
        if rule in plan.pairing
    ]
    return min(found, default=None)


def rank_of(claimant: Claimant, device: Device, plan: FlightPlan) -> Rank | None:
    """Rank a pair, if a rule ties it."""
    found = tie(claimant, device, plan)
    if found is None:
        return None
    return rank(found[0], claimant.turn, announced_at(device), device.serial)


def stock_of(device: Device, plan: FlightPlan) -> tuple[Lead, ...]:
    """Name the stock that a device belongs to while it is nobody's."""
    persona = plan.persona_of(replace(device, pairing=None)).name
    return lead(Clue.STOCK, persona, device.line.location) if Rule.STOCK in plan.pairing else ()


def _ties(claimant: Claimant, device: Device, plan: FlightPlan) -> Iterator[tuple[int, Rule]]:
    line = device.line
    if _same(line.employee_id, claimant.employee_id):
        yield 0, Rule.PERSON
    if _is_among(line.person, claimant.names[:1]):
        yield 1, Rule.PERSON
    if _is_among(line.person, claimant.names[1:]):
        yield 2, Rule.PERSON
    if _same(line.order_reference, claimant.order_reference):
        yield 0, Rule.ORDER_REFERENCE
    if _same(line.request, claimant.request):
        yield 0, Rule.REQUEST
    if claimant.stock and claimant.stock == stock_of(device, plan):
        yield 0, Rule.STOCK


def _is_given(claimant: Claimant, device: Device) -> bool:
    given = device.given or Given(at=NEVER)
    return _same(given.employee_id, claimant.employee_id) or _is_among(given.person, claimant.names)


def _is_among(name: str, names: Sequence[str]) -> bool:
    return any(_same(name, each) for each in names)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold() != ""
