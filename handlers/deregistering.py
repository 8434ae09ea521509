"""Take people off devices that leave, and devices out of Autopilot."""

from collections.abc import Mapping, Sequence

from handlers.departing import LOOKS, Leaver
from handlers.syncing import sync
from shared.domain.autopilot import EnrollmentState, Identity, ImportRecord, ImportStatus
from shared.domain.departures import Departure
from shared.domain.errors import NOT_DEREGISTERED, NOT_FOUND, GroundcrewError, Refused
from shared.domain.outcomes import Outcome, Told
from shared.domain.stages import Milestone
from shared.domain.waiting import Wait
from shared.ports import Failed
from shared.runtime.services import Services

_OPEN = frozenset({ImportStatus.UNKNOWN, ImportStatus.PENDING, ImportStatus.PARTIAL})
# While it is new, a device cannot be deregistered; one that vanished needs nothing more.
_NOT_YET = frozenset({NOT_DEREGISTERED, NOT_FOUND})


async def deregistered(leavers: Sequence[Leaver], services: Services) -> Mapping[str, Outcome]:
    """See who is registered still; unassign, then deregister all but those that go to stock."""
    by_serial = {each.serial: each for each in leavers}
    outcomes: dict[str, Outcome] = {}
    named: dict[str, Leaver] = {}
    bare: dict[str, Leaver] = {}
    found = await _identities(leavers, services)
    for serial, each in found.items():
        leaver = by_serial[serial]
        match each:
            case GroundcrewError() as error:
                outcomes[serial] = error
            case Identity() as identity if _is_enrolled(identity):
                # Listed a little longer than the managed device, or enrolled once more.
                leaver.is_unmanaged(holds=False)
                outcomes[serial] = leaver.waits(Wait.MANAGED_DEVICE, services, identity.id)
            case Identity(user_principal_name=name, id=identity_id):
                (named if name else bare)[identity_id] = leaver
    outcomes |= await _unassign(named, services)
    stays = {key: each for key, each in bare.items() if _stays(each)}
    outcomes |= await _unblock(stays, services)
    outcomes |= await _delete({key: bare[key] for key in bare.keys() - stays}, services)
    unseen = [each for each in leavers if each.serial not in found]
    outcomes |= await _unimported(unseen, services)
    return outcomes


def _is_enrolled(identity: Identity) -> bool:
    return bool(identity.managed_device_id) or identity.enrollment_state is EnrollmentState.ENROLLED


def _stays(leaver: Leaver) -> bool:
    return leaver.leaving.departure is Departure.RELEASE


async def _identities(leavers: Sequence[Leaver], services: Services) -> Told[Identity]:
    """Find the identities with their people, by the id that is known or else by serial number.

    An identity of another id than was known is one, too: somebody registered the device anew.
    """
    known = {each.device.identity_id: each.serial for each in leavers if each.device.identity_id}
    told = await services.autopilot.identities_by_id(list(known)) if known else {}
    found = {known[identity_id]: each for identity_id, each in told.items()}
    missing = [each.serial for each in leavers if each.serial not in found]
    listed = await services.autopilot.identities(missing) if missing else {}
    others = {each.id: serial for serial, each in listed.items() if isinstance(each, Identity)}
    read = await services.autopilot.identities_by_id(list(others)) if others else {}
    errors = {serial: each for serial, each in listed.items() if isinstance(each, GroundcrewError)}
    return found | errors | {others[each]: identity for each, identity in read.items()}


async def _unassign(named: Mapping[str, Leaver], services: Services) -> Mapping[str, Outcome]:
    asked = _due(named, Wait.UNASSIGNMENT)
    failed = await services.autopilot.unassign_users(asked) if asked else {}
    return _awaited(named, failed, Wait.UNASSIGNMENT, services)


async def _delete(bare: Mapping[str, Leaver], services: Services) -> Mapping[str, Outcome]:
    if not bare:
        return {}
    asked = _due(bare, Wait.DEREGISTRATION)
    failed = await services.autopilot.delete_identities(asked) if asked else {}
    # Microsoft's page tells to sync: it goes faster.
    await sync(services)
    return _awaited(bare, failed, Wait.DEREGISTRATION, services)


async def _unblock(stays: Mapping[str, Leaver], services: Services) -> Mapping[str, Outcome]:
    """Let those that go back to stock enrol again, where Intune would refuse it."""
    told = await services.autopilot.blocked_enrollments(list(stays)) if stays else {}
    outcomes: dict[str, Outcome] = {
        stays[identity_id].serial: each
        for identity_id, each in told.items()
        if isinstance(each, GroundcrewError)
    }
    blocked = {
        identity_id: stays[identity_id] for identity_id, each in told.items() if each is True
    }
    asked = _due(blocked, Wait.UNBLOCKING)
    failed = await services.autopilot.allow_next_enrollments(asked) if asked else {}
    return outcomes | _awaited(blocked, failed, Wait.UNBLOCKING, services)


def _due(leavers: Mapping[str, Leaver], wait: Wait) -> list[str]:
    return [identity_id for identity_id, leaver in leavers.items() if leaver.asks(wait)]


def _awaited(
    leavers: Mapping[str, Leaver], failed: Failed, wait: Wait, services: Services
) -> dict[str, Outcome]:
    """Look again at what was asked for; a refusal that may pass is no error."""
    outcomes: dict[str, Outcome] = {}
    for identity_id, leaver in leavers.items():
        error = failed.get(identity_id)
        if isinstance(error, Refused) and error.reason.code in _NOT_YET:
            error = None
        outcomes[leaver.serial] = error or leaver.waits(wait, services, identity_id)
    return outcomes


async def _unimported(leavers: Sequence[Leaver], services: Services) -> Mapping[str, Outcome]:
    """Wait for imports that may yet register a device; one that came to nothing does not."""
    asked = {
        each.serial: each
        for each in leavers
        if each.device.import_id and not each.device.passed(Milestone.REGISTERED)
    }
    told = await services.autopilot.imports_of(list(asked)) if asked else {}
    outcomes: dict[str, Outcome] = {}
    for serial, each in told.items():
        match each:
            case GroundcrewError() as error:
                outcomes[serial] = error
            case ImportRecord(status=status) if status in _OPEN:
                outcomes[serial] = asked[serial].waits(Wait.REGISTRATION, services)
            case ImportRecord(status=ImportStatus.COMPLETE) if asked[serial].looks < LOOKS:
                await sync(services)
                outcomes[serial] = asked[serial].waits(Wait.IDENTITY, services)
            case _:
                pass
    return outcomes
