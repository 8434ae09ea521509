"""Answer a delivery that comes again as it was answered first.

What names a delivery is signed, and so is its body.  The rest of the request
is not, so all of it that is read belongs to what must be the same.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import structlog

from handlers.admission import Sender
from shared.runtime.deliveries import Reused
from shared.runtime.http import Problem, Reply, Request
from shared.runtime.services import Services

# The attributes of a CloudEvent in binary mode.
_ATTRIBUTE = "ce-"

log = structlog.get_logger()


async def once(
    request: Request, sender: Sender, take_in: Callable[[], Awaitable[Reply]], services: Services
) -> Reply:
    """Take a delivery in, unless it was: then its first receipt is the answer.

    Nothing is remembered where the sender's scheme has no name for a delivery,
    nor when nothing came of it.  A receipt that is not ``lasting`` is not
    answered again: the delivery is read once more.
    """
    if not sender.delivery:
        return await take_in()
    try:
        opened = await services.deliveries.open(
            sender.source.name, sender.delivery, _digest(request)
        )
    except Reused as reused:
        raise Problem(
            HTTPStatus.CONFLICT,
            "delivery-id-reused",
            "This source has sent something else as the same delivery. Send it as a new one.",
        ) from reused
    if opened.first is not None:
        log.info("delivery.repeated", source=sender.source.name)
        return opened.first
    try:
        reply = await take_in()
    except Problem:
        if opened.is_new:
            await services.deliveries.forget(opened.row.key.partition)
        raise
    if reply.lasting:
        await services.deliveries.answer(opened, reply)
    return reply


def _digest(request: Request) -> str:
    attributes = {
        name: value for name, value in request.headers.items() if name.startswith(_ATTRIBUTE)
    }
    read = (request.media_type, dict(request.query), attributes)
    body = hashlib.sha256(request.body).hexdigest()
    return hashlib.sha256(json.dumps([*read, body], sort_keys=True).encode()).hexdigest()
