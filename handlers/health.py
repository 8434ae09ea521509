"""Say whether the app can work."""

from http import HTTPStatus

from shared.domain.errors import GroundcrewError
from shared.runtime.http import Reply, Request, reply
from shared.runtime.services import Services


async def ready(_: Request, services: Services) -> Reply:
    """Answer whether the store answers; the flight plan has been read to get here."""
    try:
        await services.devices.page(None, 1)
    except GroundcrewError as error:
        checks = {"store": str(error)}
        return reply({"status": "not ready", "checks": checks}, HTTPStatus.SERVICE_UNAVAILABLE)
    return reply({"status": "ready", "checks": {"store": "ok", "flight plan": "ok"}})
