"""Leave alone what late messages say of people and things that were forgotten.

A message cannot be taken off its queue, and a sender may repeat itself months
later.  What was said before something was forgotten, and what only repeats it,
brings nothing back.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from shared.domain.changes import ChangeDevice
from shared.domain.commands import DeviceRequest, HireEvent, NewHire, Shipment
from shared.domain.news import News
from shared.domain.over import first_day
from shared.domain.shipment import ManifestLine
from shared.domain.traces import Person, Traces
from shared.runtime.services import Services
from shared.runtime.tombstones import Kind, Tombstone

# Rows that are over are kept for months: a word that is younger cannot be of an earlier life.
OLD = timedelta(days=1)

log = structlog.get_logger()


async def is_late(command: NewHire, services: Services) -> bool:
    """Whether a thin event is of somebody who was forgotten after it: nobody need be asked."""
    tombstone = await services.tombstones.of(Kind.EMPLOYEE, command.employee_id)
    return tombstone is not None and command.said_at <= tombstone.at


async def heeds_hire(command: NewHire, services: Services, *, thin: bool) -> bool:
    """Whether HR's word counts.  Somebody who was forgotten comes anew only when HR says so.

    That is a ``created`` that is later than the forgetting, with a start date that
    is later, too: HR systems tell of every change of an employee, for years, and a
    *thin* event that was asked back looks like a new hire each time.
    """
    tombstone = await services.tombstones.of(Kind.EMPLOYEE, command.employee_id)
    if tombstone is None:
        return not await _is_over(command, services, thin=thin)
    if not _comes_anew(command, tombstone, thin=thin):
        log.info("hire.unheeded", erased=tombstone.erased)
        return False
    await services.tombstones.lift(Kind.EMPLOYEE, command.employee_id)
    await services.tombstones.lift(Kind.PERSON, command.user_principal_name)
    return True


async def _is_over(command: NewHire, services: Services, *, thin: bool) -> bool:
    """Whether somebody unknown started so long ago that they were forgotten, or never new.

    Whom HR itself announces is taken in whatever the start date says.
    """
    if command.event is HireEvent.CREATED and not thin:
        return False
    start, kept = command.start_date, services.flight_plan.retention.hires
    if start is None or services.clock.now() - first_day(start) <= kept:
        return False
    if await services.hires.get(command.employee_id) is not None:
        return False
    log.info("hire.unheeded", erased=False)
    return True


def _comes_anew(command: NewHire, tombstone: Tombstone, *, thin: bool) -> bool:
    if command.event is not HireEvent.CREATED or command.said_at <= tombstone.at:
        return False
    if tombstone.erased and not thin:
        return True
    if command.start_date is None:
        return not thin
    return command.start_date >= tombstone.at.date()


async def heeded_shipment(command: Shipment, services: Services) -> Shipment:
    """Leave erased people out of a manifest, and devices that were forgotten after it was said."""
    lines = [await _unnamed(line, services) for line in command.lines]
    said_at = command.said_at
    if said_at is None or services.clock.now() - said_at <= OLD:
        return replace(command, lines=tuple(lines))
    forgotten = {
        line.serial: await services.tombstones.of(Kind.DEVICE, line.serial) for line in lines
    }
    kept = [line for line in lines if not _before(said_at, forgotten[line.serial])]
    return replace(command, lines=tuple(kept))


async def _unnamed(line: ManifestLine, services: Services) -> ManifestLine:
    """Leave out somebody erased: a supplier repeats what was ordered, only HR brings them back."""
    if not await _erased(line.employee_id, line.person, services):
        return line
    return replace(line, person="", employee_id="")


async def heeded_request(command: DeviceRequest, services: Services) -> DeviceRequest | None:
    """Leave out what was asked for somebody who was erased after it, and who else said it."""
    at = command.said_at
    person = await _erased(command.employee_id, command.person, services)
    request = None
    if services.clock.now() - at > OLD:
        request = await services.tombstones.of(Kind.REQUEST, command.request_id)
    if _before(at, person) or _before(at, request):
        log.info("request.unheeded", request=command.request_id)
        return None
    by = await _erased("", command.by, services)
    return replace(command, by=by.stand_in) if by is not None and at <= by.at else command


async def heeds_change(command: ChangeDevice, services: Services) -> bool:
    """Whether an operator's word counts: not if it names somebody who was erased after it."""
    erased = await _erased(command.employee_id, command.person, services)
    return not _before(command.said_at, erased)


async def heeded_news(news: News, services: Services) -> News:
    """Take somebody who was erased out of what is told to others."""
    employee_id, person = news.facts.get("employee_id", ""), news.facts.get("person", "")
    tombstone = await _erased(employee_id, person, services)
    if tombstone is None or news.at > tombstone.at:
        return news
    traces = Traces(Person(employee_id=employee_id, names=(person,), stand_in=tombstone.stand_in))
    return replace(news, facts=traces.without(news.facts))


async def _erased(employee_id: str, person: str, services: Services) -> Tombstone | None:
    """Find the tombstone of somebody erased; a name may be somebody else's by now, an id not."""
    kind, value = (Kind.EMPLOYEE, employee_id) if employee_id else (Kind.PERSON, person)
    tombstone = await services.tombstones.of(kind, value)
    return tombstone if tombstone is not None and tombstone.erased else None


def _before(at: datetime, tombstone: Tombstone | None) -> bool:
    return tombstone is not None and at <= tombstone.at
