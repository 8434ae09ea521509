"""Find the people of devices, and see whether they may get one yet."""

from collections.abc import Mapping, Sequence

from shared.domain.device import Device
from shared.domain.directory import User
from shared.domain.errors import GroundcrewError, Reason, Refused
from shared.domain.waiting import Wait
from shared.runtime.services import Services

# Somebody, what must happen before they can be assigned, or the error in the way.
type Found = User | Wait | GroundcrewError


async def people_of(devices: Sequence[Device], services: Services) -> Mapping[str, Found]:
    """Find each device's person by its serial number; nobody is found for stock."""
    names = {
        each.serial: each.pairing.user_principal_name
        for each in devices
        if each.pairing is not None
    }
    # Whoever is to get several devices is asked about once, however they are spelled.
    asked = {name.casefold(): name for name in names.values() if name}
    users = await services.directory.users(asked.values()) if asked else {}
    found = {
        serial: _found(serial, name, users.get(asked.get(name.casefold(), "")))
        for serial, name in names.items()
    }
    able = {serial: user for serial, user in found.items() if isinstance(user, User)}
    return {**found, **await _licensed(able, services)}


def _found(serial: str, name: str, user: User | GroundcrewError | None) -> Found:
    if not name:
        return Wait.USER_NAME
    match user:
        case None:
            return Wait.USER
        case User(member=False):
            return Refused(_guest(serial))
        case User(enabled=False):
            return Wait.USER_ENABLED
    return user


async def _licensed(able: Mapping[str, User], services: Services) -> Mapping[str, Found]:
    ids = {user.id for user in able.values()}
    plans = services.flight_plan.service_plans
    told = await services.directory.licensed(ids, plans) if ids else {}
    found: dict[str, Found] = {}
    for serial, user in able.items():
        match told.get(user.id, False):
            case GroundcrewError() as error:
                found[serial] = error
            case False:
                found[serial] = Wait.LICENCE
    return found


def _guest(serial: str) -> Reason:
    return Reason(
        code="guest",
        sentence=f"The person of {serial} is a guest in this tenant.",
        remedy="Give the person a member account, or pair the device with somebody else.",
    )
