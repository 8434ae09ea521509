"""Take a person out of one row: remove the row, or write it without them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from handlers.erasing.leaving import part, withdraw
from shared.domain.commands import FollowUp
from shared.domain.errors import Conflict, Malformed, Unavailable
from shared.domain.rows import Document, Row
from shared.domain.traces import Traces
from shared.domain.unnamed import is_at_rest, unnamed
from shared.runtime.envelope import decode
from shared.runtime.services import Services
from shared.runtime.stored import told_by

type Scrubbed = tuple[bool, list[FollowUp]]

_RECEIPT = ("receipt", "status", "content_type")
# A message about one person, by the field that says whom.
_ABOUT = ("employee_id", "person")


async def scrub(row: Row, traces: Traces, services: Services) -> Scrubbed:
    """Take the person out of a row; whether there was anything, and what follows."""
    if not any(map(traces.count, told_by(row))):
        return False, []
    return True, await _KINDS.get(row.key.table, _anything)(row, traces, services)


async def _anything(row: Row, traces: Traces, services: Services) -> list[FollowUp]:
    """Remove a row that is named after the person; write any other without them."""
    if traces.count([row.key.partition, row.key.row]):
        await services.stored.delete(row)
    else:
        # How a delivery was answered lies packed in its row; that it came is a digest.
        kept = {name: each for name, each in row.document.items() if name not in _RECEIPT}
        packed = traces.count(told_by(row)) > traces.count(told_by(replace(row, document=kept)))
        await _write(row, traces.without(kept if packed else row.document), services)
    return []


async def _lead(row: Row, _traces: Traces, services: Services) -> list[FollowUp]:
    """Nothing leads to the person any more."""
    await services.stored.delete(row)
    return []


async def _hire(row: Row, traces: Traces, services: Services) -> list[FollowUp]:
    """Remove the person's own row; another one keeps the id that it is named after."""
    if traces.is_person(row.key.partition):
        await services.stored.delete(row)
        return []
    own = {"employee_id": row.document["employee_id"]}
    await _write(row, {**traces.without(row.document), **own}, services)
    return []


async def _request(row: Row, traces: Traces, services: Services) -> list[FollowUp]:
    """Remove a request that was made for the person; one that they made for others stays."""
    request = await services.requests.get(row.key.partition)
    if request is None:
        return []
    if traces.is_person(request.employee_id) or traces.is_person(request.person):
        return await withdraw(request, services)
    return await _anything(row, traces, services)


async def _device(row: Row, traces: Traces, services: Services) -> list[FollowUp]:
    """Let a device be nobody's, unless it is somebody else's; what it is doing goes on."""
    theirs = traces.count(row.document.get("pairing")) > 0
    await _write(row, unnamed(row.document, traces), services)
    if not theirs or is_at_rest(row.document):
        return []
    return await part(row.key.partition, services)


async def _park_record(row: Row, traces: Traces, services: Services) -> list[FollowUp]:
    """Remove what was asked of the person themselves; a message about others is kept."""
    if traces.count([row.key.partition]) or _is_about(row.document, traces):
        await services.stored.delete(row)
    else:
        await _write(row, traces.without(row.document), services)
    return []


def _is_about(document: Document, traces: Traces) -> bool:
    try:
        command = decode(str(document.get("message", "")).encode()).command
    except Malformed:
        return False
    return any(traces.is_person(getattr(command, name, "")) for name in _ABOUT)


async def _write(row: Row, document: Document, services: Services) -> None:
    """Write a row, unless somebody else did meanwhile: then it is looked at again."""
    try:
        await services.stored.replace(row, document)
    except Conflict as error:
        raise Unavailable("A row is being written while a person is taken out of it.") from error


_KINDS: Mapping[str, Callable[[Row, Traces, Services], Awaitable[list[FollowUp]]]] = {
    "leads": _lead,
    "hires": _hire,
    "requests": _request,
    "devices": _device,
    "parked": _park_record,
}
