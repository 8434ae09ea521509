"""Say whether the app can work."""

from http import HTTPStatus

from handlers.admission import unready
from shared.domain.errors import GroundcrewError
from shared.runtime.http import Reply, Request, reply
from shared.runtime.services import Services


async def ready(_: Request, services: Services) -> Reply:
    """Answer whether the store answers; the flight plan has been read to get here.

    A source without its secret keeps nobody else from sending: it is named, and
    the app stays in service.
    """
    try:
        await services.devices.page(None, 1)
    except GroundcrewError as error:
        checks = {"store": str(error)}
        return reply({"status": "not ready", "checks": checks}, HTTPStatus.SERVICE_UNAVAILABLE)
    wrong = unready(services)
    checks = {f"source {name}": sentence for name, sentence in wrong.items()}
    status = "degraded" if wrong else "ready"
    return reply({"status": status, "checks": {"store": "ok", "flight plan": "ok", **checks}})
