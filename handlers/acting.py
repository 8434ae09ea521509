"""Hear over HTTP what an operator says of a device, and put it on its queue.

What the store shows to be in vain is refused at once; what it does not show yet
is decided when the word is taken from its queue.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus

from handlers.inquiry import unknown
from handlers.operators import act_of, hear, note
from shared.domain.acts import ActType
from shared.domain.changes import ChangeDevice, DeviceEvent
from shared.domain.device import Device
from shared.domain.hire import HireState
from shared.domain.serials import normalised
from shared.domain.settled import is_settled
from shared.domain.stages import Route, Stage
from shared.intake.acts import Said, refusal
from shared.intake.device_acts import ReassignData, ReplaceData
from shared.intake.lines import LineData, lint
from shared.runtime.envelope import first
from shared.runtime.http import Problem, Reply, Request, reply
from shared.runtime.services import Services

_E = DeviceEvent


async def act_on_device(request: Request, services: Services) -> Reply:
    """Retire, release, replace, reassign, unblock or look again at a device."""
    kind = _KINDS.get(request.route["act"])
    if kind is None:
        raise Problem(
            HTTPStatus.NOT_FOUND, "unknown-act", f"An act is one of: {', '.join(_KINDS)}."
        )
    device = await services.devices.get(normalised(request.route["serial"]))
    if device is None:
        raise unknown("device", "serial number")
    said = hear(request, kind.data, services)
    _check(device, kind.event)
    told = await _told(device, kind.event, said, services)
    moment = services.clock.now() if kind.event is _E.RETRY else device.since
    mark = f"{moment.isoformat()}/{told.person}/{told.employee_id}/{told.fingerprint}"
    act = await note(
        act_of(ActType(kind.event.value), device.serial, said, services), services, mark=mark
    )
    command = replace(told, said_at=act.at)
    await services.outbox.send(first(command, origin=act.id, correlation=act.id).message())
    answer = {"act": act.id, "serial": device.serial, "does": kind.does}
    return reply(answer, HTTPStatus.ACCEPTED)


def _check(device: Device, event: DeviceEvent) -> None:
    """Refuse what would be in vain (``Problem`` 409)."""
    for events, holds, code, detail in _IN_VAIN:
        if event in events and holds(device):
            raise Problem(HTTPStatus.CONFLICT, code, detail.format(device.serial))


_RETURNING = frozenset({_E.RELEASE, _E.REPLACE, _E.REASSIGN, _E.UNBLOCK, _E.RETRY})
_IN_VAIN: tuple[tuple[frozenset[DeviceEvent], Callable[[Device], bool], str, str], ...] = (
    (
        frozenset(_E),
        lambda device: device.stage is Stage.RETIRED,
        "retired",
        "{} is retired; send its line again to begin anew.",
    ),
    (
        _RETURNING,
        lambda device: device.stage is Stage.CANCELLED and device.leaving is None,
        "cancelled",
        "{} is cancelled; retire it, or send its line again.",
    ),
    (
        frozenset({_E.RETRY}),
        lambda device: device.stage is Stage.PARKED,
        "parked",
        "{} is parked; redrive it once its cause is mended.",
    ),
    (
        frozenset({_E.REASSIGN}),
        is_settled,
        "in-use",
        "{} is in use or leaves; release it first, and reassign it then.",
    ),
    (
        frozenset({_E.REPLACE}),
        lambda device: device.route is not Route.AUTOPILOT,
        "route-without-hash",
        "{} is prepared without a hardware hash; release it instead.",
    ),
    (
        frozenset({_E.UNBLOCK}),
        lambda device: not device.identity_id,
        "not-registered",
        "{} was not seen in Autopilot; there is nothing to unblock.",
    ),
)


async def _told(device: Device, event: DeviceEvent, said: Said, services: Services) -> ChangeDevice:
    """Make a command of what was said (``Problem`` when it is in vain)."""
    told = ChangeDevice(event=event, serial=device.serial, said_at=services.clock.now())
    match said:
        case ReassignData():
            return await _given(told, said, services)
        case ReplaceData():
            return await _rehashed(told, device, said, services)
        case _:
            return told


async def _given(told: ChangeDevice, said: ReassignData, services: Services) -> ChangeDevice:
    """Name the person as HR does, if HR knows them; who will not come gets nothing."""
    hire = await services.hires.get(said.employee_id) if said.employee_id else None
    if hire is not None and hire.state is HireState.CANCELLED:
        raise Problem(HTTPStatus.CONFLICT, "hire-cancelled", "HR says that they will not come.")
    known = hire.user_principal_name if hire is not None else ""
    return replace(told, person=said.person or known, employee_id=said.employee_id)


async def _rehashed(
    told: ChangeDevice, device: Device, said: ReplaceData, services: Services
) -> ChangeDevice:
    """Keep the new hash, which is this machine's and not the one that is registered."""
    line = LineData(serial=device.serial, hardware_hash=said.hardware_hash)
    found = lint(line, str)
    if found.decoded is None or found.faults:
        raise refusal(*found.faults)
    fingerprint = found.decoded.fingerprint
    if fingerprint == device.line.fingerprint:
        raise Problem(
            HTTPStatus.CONFLICT, "hash-known", "The device carries this very hash already."
        )
    await services.hashes.keep(device.serial, fingerprint, found.decoded.text)
    return replace(told, fingerprint=fingerprint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What an act says in its body, and in a sentence what will happen."""

    event: DeviceEvent
    does: str
    data: type[Said] = Said


_KINDS = {
    each.event.value: each
    for each in (
        _Kind(
            event=_E.RETIRE,
            does="It is deleted from Intune, its person taken off, and deregistered.",
        ),
        _Kind(
            event=_E.RELEASE,
            does="It is deleted from Intune, its person taken off; then it is stock again.",
        ),
        _Kind(
            event=_E.REPLACE,
            does="It is deleted from Intune and deregistered; then its new hash is registered.",
            data=ReplaceData,
        ),
        _Kind(event=_E.REASSIGN, does="It is for this person from now on.", data=ReassignData),
        _Kind(event=_E.UNBLOCK, does="Intune is asked to take its next enrolment."),
        _Kind(event=_E.RETRY, does="It is looked at now."),
    )
}
