"""What becomes of a message that cannot be read: it is parked, or waits for a newer version."""

from shared.domain.errors import Rejected, TooNew
from shared.domain.parked import Parked
from shared.domain.unreadable import too_new
from shared.runtime import measures
from shared.runtime.delivery import Delivery, Verdict
from shared.runtime.park_records import record_of
from shared.runtime.persistence import USUAL
from shared.runtime.services import Services
from shared.runtime.work import present


async def park_message(delivery: Delivery, error: Rejected, services: Services) -> Verdict:
    """Park a message that cannot be read."""
    return await set_aside(record_of(delivery, error, services.clock.now()), services)


async def set_aside(parked: Parked, services: Services) -> Verdict:
    """Park what belongs to no device."""
    await services.parked.put(parked.id, parked)
    return parked_for(parked)


def parked_for(parked: Parked) -> Verdict:
    """Say for which reason a delivery was parked, in its line and in what is measured."""
    present().note(code=parked.reason.code)
    measures.PARKED(1, {"queue": parked.queue, "code": parked.reason.code})
    return Verdict.PARKED


async def put_off(delivery: Delivery, error: TooNew, services: Services) -> Verdict:
    """Send the bytes on unchanged: while the app is renewed, another instance may read them.

    They are put off about a day long, as any step is.  Then no newer version is
    about to come, and somebody has to deploy it.
    """
    postponed = delivery.postponed
    if postponed >= USUAL.tries:
        return await park_message(delivery, Rejected(too_new(str(error), postponed)), services)
    wait = USUAL.wait(postponed + 1, None)
    await services.outbox.send(delivery.later(services.clock.now() + wait))
    present().note(reason=str(error), seconds=wait.total_seconds(), postponed=postponed + 1)
    return Verdict.POSTPONED
