"""Admit what a source sends: who may send here, and whether this is who it says it is.

What is not admitted learns nothing: an unknown source is 404, a sender that is
not recognised 401, and neither says more.  The log says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import structlog

from shared.domain.errors import Misconfigured
from shared.domain.sources import Intake, Source
from shared.domain.verifiers import Bearer, Key, Signature
from shared.intake.bodies import check_length
from shared.intake.verifying import (
    Unrecognised,
    key_id_of,
    recognise_key,
    recognise_signature,
    recognise_token,
    usable,
)
from shared.runtime.http import Problem, Request
from shared.runtime.services import Services

# In bytes.  HR sends people, a supplier thousands of lines with hashes, a form one request.
MOST_BYTES: Mapping[Intake, int] = {
    Intake.HR: 256 * 1024,
    Intake.PROCUREMENT: 32 * 1024 * 1024,
    Intake.REQUESTS: 64 * 1024,
}

log = structlog.get_logger()


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
    """Find the source and recognise the sender (``Problem`` 404, 413 and 401, in this order)."""
    source = services.flight_plan.sources.get(request.route.get("source", ""))
    if source is None or intake not in source.takes:
        raise Problem(HTTPStatus.NOT_FOUND, "source-unknown", "There is no such source.")
    check_length(request, MOST_BYTES[intake])
    try:
        return await _recognised(request, source, services)
    except Unrecognised as refused:
        log.warning("sender.refused", source=source.name, intake=intake, code=refused.code)
        raise Problem(
            HTTPStatus.UNAUTHORIZED, "sender-unknown", "The sender is not recognised."
        ) from refused


def unready(services: Services) -> Mapping[str, str]:
    """Say of each source that can recognise nobody which setting it lacks."""
    wrong = {
        source.name: _wrong_with(source, services)
        for source in services.flight_plan.sources.values()
    }
    return {name: sentence for name, sentence in wrong.items() if sentence}


async def _recognised(request: Request, source: Source, services: Services) -> Sender:
    now = services.clock.now()
    match source.verifier:
        case Signature() as verifier:
            secrets = _secrets_of(source, services)
            delivery = recognise_signature(request, verifier, secrets, now)
            # Where the scheme cannot tell two events from one that came twice, a thin one is
            # fetched again rather than lost.
            told_apart = verifier.tells_deliveries_apart or not source.fetches
            return Sender(source=source, delivery=delivery if told_apart else "")
        case Key() as verifier:
            recognise_key(request, verifier, _secrets_of(source, services))
            return Sender(source=source)
        case Bearer() as verifier:
            key = await services.published_keys.find(verifier.keys_url, key_id_of(request))
            caller = recognise_token(request, verifier, key, now)
            return Sender(source=source, person=caller.person)


def _secrets_of(source: Source, services: Services) -> tuple[str, ...]:
    """Read a source's secrets; without any, nobody is recognised."""
    try:
        return services.secrets.of(*source.secrets)
    except Misconfigured:
        return ()


def _wrong_with(source: Source, services: Services) -> str:
    if isinstance(source.verifier, Bearer):
        return ""
    named = " or ".join(source.secrets)
    secrets = _secrets_of(source, services)
    if not secrets:
        return f"The setting {named} is missing."
    if not any(usable(source.verifier, secrets)):
        return f"The setting {named} does not hold what the source's verifier needs."
    return ""
