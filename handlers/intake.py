"""Take in what HR systems and suppliers send over HTTP: read it, keep it, queue it.

Nothing is asked of Graph here.  Nothing is queued unless something can go on.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from http import HTTPStatus

import structlog

from handlers.admission import Sender, admit
from handlers.repeating import once
from shared.domain.sources import Intake
from shared.intake.hires import read_hires
from shared.intake.manifests import read_manifest
from shared.intake.permits import permits_of
from shared.intake.received import KeptHash, Received, Step, Terms
from shared.intake.verdict_csv import CsvProblem, verdicts_reply, wants_csv
from shared.runtime.envelope import first
from shared.runtime.http import Problem, Reply, Request, reply
from shared.runtime.services import Services

# How many writes are under way at once: enough to hide the way to the store and back.
AT_ONCE = 32

log = structlog.get_logger()


async def receive_hire(request: Request, services: Services) -> Reply:
    """Take in HR's events."""
    sender = await admit(request, Intake.HR, services)

    async def take_in() -> Reply:
        return await _take_in(read_hires(request, _terms(sender, services)), sender, services)

    return await once(request, sender, take_in, services)


async def receive_shipment(request: Request, services: Services) -> Reply:
    """Take in a supplier's events, or a manifest as a file."""
    sender = await admit(request, Intake.PROCUREMENT, services)

    async def take_in() -> Reply:
        received = read_manifest(request, _terms(sender, services))
        told = await _take_in(received, sender, services)
        if not wants_csv(request):
            return told
        return replace(verdicts_reply(received), lasting=told.lasting)

    try:
        return await once(request, sender, take_in, services)
    except Problem as problem:
        if wants_csv(request):
            raise CsvProblem(problem) from problem
        raise


def _terms(sender: Sender, services: Services) -> Terms:
    plan = services.flight_plan
    return Terms(
        source=sender.source,
        personas=frozenset(plan.personas),
        now=services.clock.now(),
        permits=permits_of(plan, sender.source),
        delivery=sender.delivery,
    )


async def _take_in(received: Received, sender: Sender, services: Services) -> Reply:
    """Keep the hashes before anything can ask for them, then queue the commands."""
    log.info(
        "intake.received",
        receipt=received.receipt,
        source=sender.source.name,
        subject=received.subject,
        commands=len(received.steps),
        **received.counts,
    )
    if not received.goes_on:
        raise received.problem()

    async def keep(kept: KeptHash) -> None:
        await services.hashes.keep(kept.serial, kept.decoded.fingerprint, kept.decoded.text)

    async def send(step: Step) -> None:
        envelope = first(step.command, origin=step.origin, correlation=received.receipt)
        await services.outbox.send(envelope.message())

    await _each(received.hashes, keep)
    await _each(received.steps, send)
    # What is refused today may be accepted once the flight plan is mended.
    lasting = not received.counts["refused"]
    return reply(received.content(), HTTPStatus.ACCEPTED, lasting=lasting)


async def _each[T](items: Iterable[T], do: Callable[[T], Awaitable[None]]) -> None:
    """Do something with each, a few at once; the first error ends it all and is raised."""
    waiting = iter(items)

    async def work() -> None:
        for item in waiting:
            await do(item)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(work())
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from failed
