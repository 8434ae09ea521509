"""Look ahead once an hour: whose start is in danger, and what hires and requests left untold."""

from datetime import timedelta

from shared.domain.flightplan import FlightPlan
from shared.domain.hire import Hire
from shared.domain.news import NewsType
from shared.domain.risk import is_near, risk_of, warned
from shared.runtime.ledger import Claim
from shared.runtime.records import every
from shared.runtime.services import Services

HOURLY = timedelta(hours=1)
# Claimed and never finished: whoever comes first in an hour has it.
_LOOK = "looking-ahead"


async def look_ahead(services: Services) -> None:
    """Go through the hires and the requests, unless somebody has done so within the hour."""
    if not _anybody_listens(services.flight_plan):
        return
    if await services.ledger.claim(_LOOK, HOURLY) is not Claim.OURS:
        return
    subscribers = services.flight_plan.subscribers.values()
    wanted = any(NewsType.HIRE_AT_RISK in each.events for each in subscribers)
    async for hire in every(services.hires.page):
        if wanted:
            await _judge(hire, services)
        if hire.news or (hire.task is not None and hire.device):
            await services.hires.herald(hire.employee_id)
    async for request in every(services.requests.page):
        if request.news:
            await services.requests.herald(request.id)


def _anybody_listens(plan: FlightPlan) -> bool:
    """Whether there are subscribers, or a source whose hires may come with a waiting task."""
    return bool(plan.subscribers) or any(each.hires for each in plan.sources.values())


async def _judge(hire: Hire, services: Services) -> None:
    """Tell of a danger to somebody's start when it arises, or becomes another one."""
    now = services.clock.now()
    risk = None
    if is_near(hire, now.date(), services.flight_plan.patience.escalated):
        risk = risk_of(await services.devices.get(hire.device) if hire.device else None)
    if risk is not None or hire.at_risk:
        await services.hires.amend(hire.employee_id, lambda hire: warned(hire, risk, now))
