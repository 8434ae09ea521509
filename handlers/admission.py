"""Admit what a source sends: who may send here, and whether this is who it says it is.

What is not admitted learns nothing: an unknown source is 404, a sender that is
not recognised 401, and neither says more.
"""

import hmac
from dataclasses import dataclass
from http import HTTPStatus

from shared.domain.sources import Intake, Source
from shared.domain.verifiers import Key
from shared.runtime.http import Problem, Request
from shared.runtime.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who was admitted.

    *delivery* is what the sender's scheme calls this delivery, the same whenever
    it is sent again; blank where the scheme has no name for it.  *person* is the user principal
    name that an access token was made out to, if it was one.
    """

    source: Source
    delivery: str = ""
    person: str = ""


async def admit(request: Request, intake: Intake, services: Services) -> Sender:
    """Find the source and recognise the sender (``Problem`` 404 and 401 when not)."""
    source = services.flight_plan.sources.get(request.route.get("source", ""))
    if source is None or intake not in source.takes:
        raise Problem(HTTPStatus.NOT_FOUND, "source-unknown", "There is no such source.")
    match source.verifier:
        case Key(header=header):
            given = request.headers.get(header, "").encode()
            secrets = services.secrets.of(*source.secrets)
            # Every secret is compared, so that the time tells nothing of which one fits.
            fits = [hmac.compare_digest(given, secret.encode()) for secret in secrets]
            if any(fits):
                return Sender(source=source)
        case _:
            raise NotImplementedError
    raise Problem(HTTPStatus.UNAUTHORIZED, "sender-unknown", "The sender is not recognised.")
