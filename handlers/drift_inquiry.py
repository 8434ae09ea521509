"""Answer what has drifted, and how far the look of the night has come."""

from handlers.explaining import Json
from handlers.inquiry import listed
from shared.domain.drift import MEANINGS, Drift, Night
from shared.runtime.drifts import TONIGHT
from shared.runtime.http import Reply, Request, reply
from shared.runtime.services import Services


async def list_drift(request: Request, services: Services) -> Reply:
    """List what no longer is as it was seen, a page at a time."""
    page = await listed(request, services.drifts)
    night = await services.nights.get(TONIGHT)
    return reply(
        {
            "repair": services.flight_plan.drift.repair,
            "night": None if night is None else night_json(night),
            "items": [drift_json(each) for each in page.items],
            "continuation": page.continuation,
        }
    )


def drift_json(drift: Drift) -> Json:
    """Write a finding down for a caller."""
    return {
        "serial": drift.serial,
        "type": drift.type,
        "sentence": MEANINGS[drift.type].sentence,
        "known": drift.known.isoformat(),
        "seen": drift.seen.isoformat(),
        "in_use": drift.in_use,
        "repair": drift.repair or None,
        "repaired_at": None if drift.repaired_at is None else drift.repaired_at.isoformat(),
    }


def night_json(night: Night) -> Json:
    """Write down how far a night has come."""
    return {
        "date": night.date.isoformat(),
        "began": night.began.isoformat(),
        "ended": None if night.ended is None else night.ended.isoformat(),
        "looked": night.looked,
        "unseen": night.unseen,
        "repaired": night.repaired,
        "found": night.found,
    }
