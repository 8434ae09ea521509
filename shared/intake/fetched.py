"""What an HR system answers about a person, as the command that the thin event meant."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import jmespath

from shared.domain.commands import HireEvent, NewHire
from shared.domain.errors import Reason, Refused
from shared.domain.sources import Source


def fetched_hire(
    command: NewHire, document: object, source: Source, personas: Collection[str]
) -> NewHire:
    """Read the person out of an answer."""
    fetch = source.hires.fetch if source.hires else None
    if fetch is None:
        raise ValueError("the source fetches nothing")
    found: Any = jmespath.search(fetch.found, document)
    told: dict[str, Any] = {
        name: jmespath.search(expression, found) for name, expression in fetch.fields.items()
    }
    persona = source.personas.get(told.get("persona") or "", "")
    if persona and persona not in personas:
        raise Refused(Reason(code="persona-unknown", sentence="No such persona.", remedy="Add it."))
    gone = bool(fetch.cancelled and jmespath.search(fetch.cancelled, found))
    start = told.get("start_date")
    return replace(
        command,
        event=HireEvent.CANCELLED if gone else command.event,
        user_principal_name=told.get("user_principal_name") or "",
        start_date=date.fromisoformat(start) if start else None,
        persona=persona,
        location=told.get("location") or "",
        fetch_from="",
    )
