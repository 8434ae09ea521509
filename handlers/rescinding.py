"""See to devices whose person will not come after all, and who are at work already."""

from handlers.parking import park_device, unpark
from shared.domain.commands import CheckDeployment
from shared.domain.errors import HIRE_CANCELLED, Reason, Rejected
from shared.domain.hire import Hire, HireState
from shared.domain.settled import is_in_use
from shared.runtime.services import Services


async def tell_of_device_in_use(hire: Hire, services: Services) -> None:
    """Put on record that somebody has to decide: nobody is taken off a device that is in use.

    The device keeps its stage and is watched as before; once HR says that the
    person comes after all, the record is gone.
    """
    device = await services.devices.get(hire.device) if hire.device else None
    if device is None or not is_in_use(device) or device.leaving is not None:
        return
    if hire.state is HireState.CANCELLED:
        command = CheckDeployment(serials=(device.serial,))
        await park_device(command, device.serial, Rejected(_reason(device.serial)), services)
    elif device.parked_as:
        await unpark(device.serial, services)


def _reason(serial: str) -> Reason:
    return Reason(
        code=HIRE_CANCELLED,
        sentence=f"HR cancelled the hire whose device {serial} is in use already.",
        remedy=(
            f"Have the device back and release it for somebody else (groundcrew devices release"
            f" {serial}), or retire it. If the person keeps it, dismiss this record."
        ),
        evidence={"serial": serial},
    )
