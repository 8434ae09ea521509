"""Have a person erased because somebody asked for it, and tell what became of that."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from handlers.inquiry import unknown
from handlers.operators import act_of, hear, note
from shared.domain.acts import ActType
from shared.domain.erasure import ForgetPerson, Progress
from shared.intake.forgetting import SaidToForget
from shared.runtime.envelope import first
from shared.runtime.erasures import Erasure
from shared.runtime.http import Reply, Request, reply
from shared.runtime.services import Services
from shared.runtime.tombstones import Kind

# What no search of the store can find or take back.
OUT_OF_REACH = (
    "Messages that are on queues: when they come they meet a tombstone, and bring nobody back.",
    "Logs and telemetry: our lines hold no person, addresses that were asked for hold their id.",
    "Entra ID, Intune and Autopilot: a device that is in use keeps its assigned user.",
    "Subscribers, HR systems, suppliers and forms: who was told or who told us keeps it.",
    "Backups and copies of the store.",
)


async def forget_hire(request: Request, services: Services) -> Reply:
    """Begin to erase a person; asking twice erases once."""
    said = hear(request, SaidToForget, services)
    employee_id = request.route["employee_id"]
    digest = await services.tombstones.digest(Kind.EMPLOYEE, employee_id)
    before = await services.erasures.get(digest)
    finished = None if before is None else before.finished_at
    act = await note(
        act_of(ActType.FORGET, digest, said, services),
        services,
        mark="" if finished is None else finished.isoformat(),
    )
    # From now on nothing that was said before brings the person back.
    await services.tombstones.put(Kind.EMPLOYEE, employee_id, erased=True, at=act.at)
    await services.erasures.put(digest, Erasure(digest=digest, asked_at=act.at))
    command = ForgetPerson(
        employee_id=employee_id,
        asked_at=act.at,
        act=act.id,
        progress=Progress().knows(*said.names),
    )
    envelope = first(command, origin=f"forget/{act.id}", correlation=act.id)
    await services.outbox.send(envelope.message())
    told = {"forgetting": digest, "act": act.id, "queue": envelope.queue}
    return reply({**told, "out_of_reach": OUT_OF_REACH}, HTTPStatus.ACCEPTED)


async def show_forgetting(request: Request, services: Services) -> Reply:
    """Tell how far the erasure of a person is, and what was found at its end."""
    digest = await services.tombstones.digest(Kind.EMPLOYEE, request.route["employee_id"])
    erasure = await services.erasures.get(digest)
    if erasure is None:
        raise unknown("erasure", "employee id")
    return reply(erasure_json(erasure))


def erasure_json(erasure: Erasure) -> Mapping[str, Any]:
    """Write an erasure down for a caller; the person is a digest."""
    finished = erasure.finished_at
    return {
        "digest": erasure.digest,
        "asked_at": erasure.asked_at.isoformat(),
        "finished_at": None if finished is None else finished.isoformat(),
        "names": erasure.names,
        "names_of_others": erasure.shared,
        "rounds": erasure.rounds,
        "matches": erasure.matches if finished else None,
        "tables": {
            name: {"rows": each.rows, "erased": each.erased, "matches": each.matches}
            for name, each in erasure.tables.items()
        },
        "out_of_reach": OUT_OF_REACH,
    }
