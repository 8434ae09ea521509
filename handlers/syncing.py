"""Have Intune look for new registrations: one sync in each window, however many devices wait."""

from datetime import timedelta

import structlog

from shared.domain.errors import GroundcrewError
from shared.runtime.ledger import Claim
from shared.runtime.services import Services

# Microsoft Graph's page of the sync action: once in ten minutes for the whole tenant.
WINDOW = timedelta(minutes=10)
# Claimed and never finished: whoever comes first in a window has it.
SYNC = "autopilot-sync"

log = structlog.get_logger()


async def sync(services: Services) -> None:
    """Ask for a sync unless somebody has done so lately; whatever fails, it comes without one."""
    try:
        if await services.ledger.claim(SYNC, WINDOW) is Claim.OURS:
            await services.autopilot.sync()
    except GroundcrewError as error:
        log.warning("sync.failed", reason=str(error))
