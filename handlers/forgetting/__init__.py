"""Clear away what has done its work: hashes at every sweep, all the rest every few hours.

How long what is over is kept stands in the flight plan.  What something may
still follow from is never cleared away, and each row that goes leaves behind
that it was forgotten: a message that repeats old words begins nothing anew.
"""

from collections import Counter
from datetime import timedelta

import structlog

from handlers.forgetting.hashes import forget_hashes
from handlers.forgetting.marks import forget_marks, forget_what_left
from handlers.forgetting.people import forget_hires, forget_people
from handlers.forgetting.things import forget_devices, forget_requests
from shared.runtime.ledger import Claim
from shared.runtime.services import Services

# Reading whole tables is dear, and nothing depends on it.
FORGETTING = timedelta(hours=6)
# Hires and requests go before the devices that name them.
_KINDS = (
    forget_hires,
    forget_requests,
    forget_devices,
    forget_people,
    forget_marks,
    forget_what_left,
)

log = structlog.get_logger()


async def forget(services: Services) -> None:
    """Forget what is of no more use."""
    await forget_hashes(services)
    if await services.ledger.claim("forgetting", FORGETTING) is not Claim.OURS:
        return
    forgotten: Counter[str] = Counter()
    for each in _KINDS:
        forgotten.update(await each(services))
    log.info("sweep.forgotten", **{name: count for name, count in forgotten.items() if count})
