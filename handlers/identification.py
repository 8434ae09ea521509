"""Bring devices that are prepared into the corporate identifiers, and see them there.

Look: is the device registered with Autopilot (v1)?  That would win over the
device-preparation policy, so that it is deregistered first, or parked.  Is its
corporate identifier listed?  Act: upload the identifiers that are not.  Look
again: the device is identified when Intune lists it.
"""

from collections.abc import Mapping, Sequence

from handlers.steps import again
from shared.domain.autopilot import EnrollmentState, Identity
from shared.domain.commands import AddToGroup, ConfirmRegistration, RegisterDevices
from shared.domain.device import Device
from shared.domain.errors import NOT_DEREGISTERED, GroundcrewError, Reason, Refused
from shared.domain.flightplan import WhenRegistered
from shared.domain.identifiers import identifier_of
from shared.domain.outcomes import Next, Outcome, Told
from shared.domain.pairing import SETTLED
from shared.domain.stages import Milestone
from shared.domain.waiting import Wait
from shared.runtime.services import Services

# With the longest patience this is half a day of what usually takes half an hour.
LOOKS = 48
_IN_INTUNE = "Deregister it in the Intune admin center, then redrive"


async def identify(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    """Look, act, look again; what was identified before is so still.

    A registration counts until the device is cleared: it may have come later.
    """
    outcomes: dict[str, Outcome] = {
        each.serial: Refused(_undescribed(each.serial, lacking))
        for each in devices
        if (lacking := identifier_of(each).lacking) and not each.passed(Milestone.IDENTIFIED)
    }
    doubtful = [each for each in devices if each.serial not in outcomes and not _is_cleared(each)]
    outcomes |= await _without_registration(doubtful, services)
    left = [each for each in devices if each.serial not in outcomes]
    listed = await _made_to_be_listed(left, services)
    return outcomes | {
        each.serial: await _outcome(each, listed.get(each.serial, False), services) for each in left
    }


def _is_cleared(device: Device) -> bool:
    identified = device.passed(Milestone.IDENTIFIED)
    return identified and (device.passed(Milestone.CLEARED) or device.stage in SETTLED)


async def _outcome(
    device: Device,
    listed: bool | GroundcrewError,  # noqa: FBT001  an observation, no switch
    services: Services,
) -> Outcome:
    match listed:
        case GroundcrewError() as error:
            return error
        case True:
            return await _identified(device, services)
    return _watched(device, Wait.IDENTIFIER, _never_listed(device.serial), services)


async def _identified(device: Device, services: Services) -> Next:
    """Note that the identifier was seen, and forget the hash: this route needs none."""
    now = services.clock.now()
    identifier = identifier_of(device)

    def note(device: Device) -> Device:
        for step in (RegisterDevices, ConfirmRegistration):
            device = device.answered(step.__name__)
        if device.passed(Milestone.IDENTIFIED):
            return device
        return device.reached(Milestone.IDENTIFIED, now, "Intune lists its identifier.").waits(None)

    await services.hashes.forget(device.serial)
    # The line may have been corrected meanwhile, and with it the identifier.
    return Next(
        step=AddToGroup, noting=note, still=lambda fresh: identifier_of(fresh) == identifier
    )


async def _made_to_be_listed(devices: Sequence[Device], services: Services) -> Told[bool]:
    seen: dict[str, bool | GroundcrewError] = {
        each.serial: True for each in devices if each.passed(Milestone.IDENTIFIED)
    }
    wanted = {each.serial: identifier_of(each) for each in devices if each.serial not in seen}
    if not wanted:
        return seen
    seen |= await services.preparation.identifiers(wanted.values())
    missing = [each for serial, each in wanted.items() if seen.get(serial, False) is False]
    if not missing:
        return seen
    failed = await services.preparation.import_identifiers(missing)
    sent = [each for each in missing if each.serial not in failed]
    again = await services.preparation.identifiers(sent) if sent else {}
    return {**seen, **again, **failed}


async def _without_registration(
    devices: Sequence[Device], services: Services
) -> Mapping[str, Outcome]:
    """See who is registered (v1); each of them must wait until it is not, or is parked."""
    asked = {device.serial: device for device in devices}
    found = await services.autopilot.identities(asked) if asked else {}
    outcomes: dict[str, Outcome] = {}
    leaving: dict[str, Device] = {}
    for serial, identity in found.items():
        match _verdict(asked[serial], identity, services):
            case GroundcrewError() as error:
                outcomes[serial] = error
            case identity_id:
                leaving[identity_id] = asked[serial]
    failed = await services.autopilot.delete_identities(leaving) if leaving else {}
    return outcomes | {
        device.serial: _leaves(device, failed.get(identity_id), services)
        for identity_id, device in leaving.items()
    }


def _verdict(
    device: Device, identity: Identity | GroundcrewError, services: Services
) -> str | GroundcrewError:
    """Tell the id to deregister, or why not."""
    if isinstance(identity, GroundcrewError):
        return identity
    if services.flight_plan.persona_of(device).when_registered is WhenRegistered.PARK:
        return Refused(_registered(device.serial))
    if identity.enrollment_state is EnrollmentState.ENROLLED or identity.managed_device_id:
        return Refused(_enrolled(device.serial))
    return identity.id


def _leaves(device: Device, error: GroundcrewError | None, services: Services) -> Outcome:
    """Wait while the registration lingers; that it cannot be deleted yet is no fact."""
    unready = isinstance(error, Refused) and error.reason.code == NOT_DEREGISTERED
    if error is None or unready:
        return _watched(device, Wait.DEREGISTRATION, _lingers(device.serial), services)
    return error


def _watched(device: Device, wait: Wait, hopeless: Reason, services: Services) -> Outcome:
    """Look again a while later, though not for ever."""
    if device.looks.get(ConfirmRegistration.__name__, 0) >= LOOKS:
        return Refused(hopeless)
    return again(ConfirmRegistration, device, wait, services)


def _undescribed(serial: str, lacking: Sequence[str]) -> Reason:
    return Reason(
        code="model-missing",
        sentence=f"The line of {serial} does not say its {' and '.join(lacking)}.",
        remedy="Send the line again with manufacturer and model as the machine itself tells them.",
        evidence={"fields": ", ".join(lacking)},
    )


def _registered(serial: str) -> Reason:
    return Reason(
        code="registered-with-autopilot",
        sentence=f"{serial} is registered with Autopilot, which wins over device preparation.",
        remedy=f"{_IN_INTUNE}; or set when_registered: deregister in its persona, then redrive.",
    )


def _enrolled(serial: str) -> Reason:
    return Reason(
        code="enrolled-already",
        sentence=f"{serial} is registered with Autopilot and enrolled: somebody may be using it.",
        remedy="Wipe and delete the device in Intune if it is to be prepared anew, then redrive.",
    )


def _lingers(serial: str) -> Reason:
    return Reason(
        code=NOT_DEREGISTERED,
        sentence=f"Autopilot still lists {serial}, half a day after it was to be deregistered.",
        remedy=f"{_IN_INTUNE}.",
    )


def _never_listed(serial: str) -> Reason:
    return Reason(
        code="identifier-never-seen",
        sentence=f"Intune took in the corporate identifier of {serial} and never listed it.",
        remedy="Look for it in the Intune admin center under corporate identifiers; then redrive.",
    )
