"""A device as it is stored, without the person it was for."""

from typing import Any

from shared.domain.device import Device
from shared.domain.rows import Document
from shared.domain.stages import Stage
from shared.domain.traces import Person, Traces

# Whose pairing is not undone by anybody any more.
_AT_REST = frozenset({Stage.DEPLOYING, Stage.DEPLOYED, Stage.CANCELLED, Stage.RETIRED})


def person_on(device: Device, stand_in: str) -> Person | None:
    """Find whom a device names, in whatever way; ``None`` when it names nobody."""
    line, lapsed, pairing = device.line, device.notices.lapsed, device.pairing
    ids = {line.employee_id, lapsed.get("employee_id", "")}
    names = {line.person, lapsed.get("person", ""), device.assigned_to, device.asked_for or ""}
    if pairing is not None:
        ids.add(pairing.employee_id)
        names.add(pairing.user_principal_name)
    if device.given is not None:
        ids.add(device.given.employee_id)
        names.add(device.given.person)
    words = sorted({*ids, *names} - {""})
    # An id of the line may be another one than that of the pairing.
    return Person(employee_id="", names=tuple(words), stand_in=stand_in) if words else None


def is_at_rest(document: Document) -> bool:
    """Whether a stored device is in use, leaves or is gone: nothing follows from its pairing."""
    return document["stage"] in _AT_REST or document.get("leaving") is not None


def unnamed(document: Document, traces: Traces) -> Document:
    """Write a device without somebody; a pairing that is still to be undone is left to that."""
    pairing = document.get("pairing")
    theirs = traces.count(pairing) > 0
    left: dict[str, Any] = traces.without({**document, "pairing": None})
    left["serial"] = document["serial"]
    left["pairing"] = None if theirs and is_at_rest(document) else pairing
    if traces.is_person(document.get("asked_for")):
        left |= {"asked_for": None, "asked_at": None}
    return left
