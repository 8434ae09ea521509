"""Ask an HR system what an event means that only says whose data have changed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from shared.domain.calls import Answered, Call
from shared.domain.commands import HireEvent, NewHire
from shared.domain.errors import Misconfigured, Reason, Refused, Rejected, Unavailable
from shared.domain.expressions import find
from shared.domain.fetch_faults import fault_of
from shared.domain.hire import HireState
from shared.domain.hire_formats import EMPLOYEE_ID, FetchBack, FurtherCall
from shared.domain.sources import Source
from shared.domain.templates import filled
from shared.intake.fetched import fetched_hire
from shared.runtime.services import Services

# For so long an HR system may not find whom it has told us of: what it reads from lags behind.
REPLICATION = timedelta(hours=1)
_MISSING = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


async def fetched(command: NewHire, services: Services) -> NewHire:
    """Make the whole of a thin event, as said at the event's time.

    Nobody is asked about somebody who will not come.  Raises what
    ``shared.domain.fetch_faults`` says of a refusal.
    """
    if command.event is HireEvent.CANCELLED:
        return replace(command, fetch_from="")
    source, fetch = _source(command, services)
    document = await _document(command, source, fetch, services)
    if document is None or not _holds_somebody(document, fetch):
        return await _missing(command, source, services)
    if fetch.cancelled:
        # Whoever is not said to have left is there, also if they had left before.
        command = replace(command, event=HireEvent.CREATED)
    return fetched_hire(command, document, source, services.flight_plan.personas)


def _source(command: NewHire, services: Services) -> tuple[Source, FetchBack]:
    source = services.flight_plan.sources.get(command.fetch_from)
    fetch = source.hires.fetch if source and source.hires else None
    if source is None or fetch is None:
        raise Misconfigured(
            Reason(
                code="source-unknown",
                sentence=f"The flight plan no longer says how {command.fetch_from} is asked.",
                remedy="Give the source its fetch in the flight plan again, then redrive.",
                evidence={"source": command.fetch_from},
            )
        )
    return source, fetch


async def _document(
    command: NewHire, source: Source, fetch: FetchBack, services: Services
) -> object:
    """Put the answers together; ``None`` when the HR system does not know the person."""
    first = FurtherCall(url=fetch.url, method=fetch.method, body=fetch.body)
    document = await _answer(first, command, source, fetch, services)
    for name, further in fetch.more.items():
        if document is None:
            return None
        if not isinstance(document, dict):
            raise _unreadable(source)
        told = await _answer(further, command, source, fetch, services)
        document = None if told is None else document | {name: told}
    return document


def _holds_somebody(document: object, fetch: FetchBack) -> bool:
    """Whether anything stands where the person should; some vendors find nobody with 200."""
    try:
        return bool(find(fetch.found, document))
    except ValueError:
        # Whoever reads the answer says what is wrong with it.
        return True


async def _answer(
    wanted: FurtherCall, command: NewHire, source: Source, fetch: FetchBack, services: Services
) -> Any:  # noqa: ANN401  JSON has no better type
    call = call_for(wanted, command.employee_id, source, fetch.headers)
    answered = await services.vendors.ask(source, fetch, call)
    if answered.status in _MISSING:
        return None
    if (fault := fault_of(source, answered)) is not None:
        raise fault
    return _read(source, answered)


def call_for(
    wanted: FurtherCall, employee_id: str, source: Source, headers: Mapping[str, str]
) -> Call:
    """Fill in the templates of a call; the id is written so that it stays one word of each."""
    quoted = quote(employee_id, safe="")
    if not quoted.strip("."):
        # Such a word would lead elsewhere in an address, however it is written.
        raise Rejected(
            Reason(
                code="employee-id-unusable",
                sentence="The employee id cannot stand in an address.",
                remedy="Find out why the HR system sends an id of dots.",
                evidence={"source": source.name},
            )
        )
    escaped = json.dumps(employee_id)[1:-1]
    in_address = {**source.variables, EMPLOYEE_ID: quoted}
    in_body = {**source.variables, EMPLOYEE_ID: escaped}
    return Call(
        method=wanted.method,
        url=filled(wanted.url, in_address),
        headers={name: filled(value, in_address) for name, value in headers.items()},
        body=filled(wanted.body, in_body).encode(),
    )


def _read(source: Source, answered: Answered) -> object:
    try:
        document: object = json.loads(answered.body)
    except (ValueError, RecursionError):
        raise _unreadable(source) from None
    if document is None:
        raise _unreadable(source)
    return document


async def _missing(command: NewHire, source: Source, services: Services) -> NewHire:
    """Decide on somebody whom the HR system does not know: not yet, no more, or a mistake."""
    hire = await services.hires.get(command.employee_id)
    if hire and hire.state is HireState.CANCELLED and hire.said_at >= command.said_at:
        return replace(command, fetch_from="")
    if services.clock.now() - command.said_at < REPLICATION:
        raise Unavailable(f"{source.name} does not know the person of its event yet.")
    raise Refused(
        Reason(
            code="person-missing",
            sentence=f"{source.name} does not know the person of its event.",
            remedy=(
                "See whether the person was deleted there, or is hidden from these credentials."
                " Redrive once they can be read; somebody who is gone needs nothing."
            ),
            evidence={"source": source.name},
        )
    )


def _unreadable(source: Source) -> Refused:
    return Refused(
        Reason(
            code="answer-unreadable",
            sentence=f"{source.name} did not answer in JSON that holds a person.",
            remedy="Compare what the flight plan says of fetching with the vendor's documents.",
            evidence={"source": source.name},
        )
    )
