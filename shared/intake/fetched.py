"""What an HR system answers when it is asked for the person that a thin event named."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from shared.domain.commands import HireEvent, NewHire
from shared.domain.errors import Reason, Rejected
from shared.domain.expressions import find
from shared.domain.hire_formats import EMPLOYEE_ID, FetchBack, HireFormat
from shared.domain.sources import Source
from shared.intake.vendor_data import Said, Unfit, persona_of, said_in


def fetched_hire(
    command: NewHire,
    document: Any,  # noqa: ANN401  whatever JSON holds
    source: Source,
    personas: Collection[str],
) -> NewHire:
    """Add what the answer says to a thin event's command, which is then complete.

    Where the answer says nothing, the event's word stands.  ``Rejected`` with
    the code ``fetched-unreadable`` when the answer cannot be read; its sentence
    names the field and never the value.
    """
    hires = source.hires or HireFormat()
    fetch = hires.fetch or FetchBack(url="")
    said = _said(document, fetch, hires.dates)
    persona, _ = persona_of(said.persona, source, personas)
    return replace(
        command,
        event=HireEvent.CANCELLED if said.cancelled else command.event,
        user_principal_name=said.user_principal_name or command.user_principal_name,
        start_date=said.start_date or command.start_date,
        persona=persona or command.persona,
        location=said.location or command.location,
        order_reference=said.order_reference or command.order_reference,
        needs_device=command.needs_device if said.needs_device is None else said.needs_device,
        fetch_from="",
    )


def _said(document: Any, fetch: FetchBack, dates: tuple[str, ...]) -> Said:  # noqa: ANN401  whatever JSON holds
    try:
        person = find(fetch.found, document)
    except ValueError as error:
        raise _unreadable(fetch.found) from error
    if not isinstance(person, dict) or not person:
        raise _unreadable(fetch.found)
    conditions = {"cancelled": fetch.cancelled, "needs_device": fetch.needs_device}
    # What names the person is the event; a literal stands for it here.
    places = {**fetch.fields, **conditions, EMPLOYEE_ID: "'known'"}
    try:
        return said_in(person, places, dates)
    except Unfit as unfit:
        raise _unreadable(*(fault.field for fault in unfit.faults)) from unfit


def _unreadable(*fields: str) -> Rejected:
    return Rejected(
        Reason(
            code="fetched-unreadable",
            sentence=f"What the HR system answered cannot be read at: {', '.join(fields)}.",
            remedy="Correct the source's hires.fetch in the flight plan, or the person in the "
            "HR system; then redrive.",
        )
    )
