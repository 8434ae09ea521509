"""Look ahead once an hour: whose start is in danger, and what hires and requests left untold."""

from collections import Counter
from datetime import timedelta

import structlog

from shared.domain.hire import Hire, Verdict
from shared.domain.readiness import due_of
from shared.domain.warning import judged
from shared.runtime import measures
from shared.runtime.ledger import Claim
from shared.runtime.records import every
from shared.runtime.services import Services

HOURLY = timedelta(hours=1)
# Claimed and never finished: whoever comes first in an hour has it.
_LOOK = "looking-ahead"

log = structlog.get_logger()


async def look_ahead(services: Services) -> None:
    """Judge every hire and go through the requests, unless somebody has within the hour."""
    if await services.ledger.claim(_LOOK, HOURLY) is not Claim.OURS:
        return
    verdicts: Counter[str] = Counter({verdict.value: 0 for verdict in Verdict})
    async for hire in every(services.hires.page):
        after = await _judge(hire, services)
        if after.readiness is not None:
            verdicts[after.readiness.verdict] += 1
        if hire.news or (hire.task is not None and hire.device):
            await services.hires.herald(hire.employee_id)
    measures.STARTS({"verdict": verdict} for verdict in verdicts.elements())
    log.info("service_level.judged", verdicts=dict(verdicts))
    if not services.flight_plan.subscribers:
        return
    async for request in every(services.requests.page):
        if request.news:
            await services.requests.herald(request.id)


async def _judge(hire: Hire, services: Services) -> Hire:
    """Give the verdict on a start, and write it down when it has changed.

    The device is read only where something is due: of most hires nothing is, or not any more.
    """
    plan, now = services.flight_plan, services.clock.now()
    due = due_of(hire, plan, now)
    asks = due is not None and bool(due.stages) and bool(hire.device)
    device = await services.devices.get(hire.device) if asks else None
    if judged(hire, device, plan, now) == hire:
        return hire

    def fresh(present: Hire) -> Hire:
        # Paired meanwhile, or told anew by HR: the next look judges by that.
        return judged(present, device, plan, now) if present.device == hire.device else present

    return await services.hires.amend(hire.employee_id, fresh) or hire
