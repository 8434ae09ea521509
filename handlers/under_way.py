"""Write down that an import of a device is under way, as soon as it is known or known again."""

from collections.abc import Sequence
from dataclasses import replace

from shared.domain.autopilot import ImportRecord
from shared.domain.device import Device
from shared.domain.stages import Milestone
from shared.runtime.services import Services
from shared.runtime.telling_exchanges import told_by_graph


async def under_way(record: ImportRecord, services: Services) -> Device:
    """Write Graph's id of an import down."""
    now = services.clock.now()

    def submitted(device: Device) -> Device:
        known = replace(device, import_record=record.id, import_id=record.import_id)
        what = "The hardware hash was submitted to Autopilot."
        return told_by_graph(known.reached(Milestone.SUBMITTED, now, what), device)

    return await services.devices.update(record.serial, submitted)


async def recalled(devices: Sequence[Device], services: Services) -> list[Device]:
    """Find the records of imports that a process posted last of all, so that they are deleted.

    The devices are seen by now; only those that have such a record are told.
    """
    lost = {
        each.serial: each
        for each in devices
        if each.import_id and not each.passed(Milestone.SUBMITTED)
    }
    records = await services.autopilot.imports_of(lost) if lost else {}
    return [
        await under_way(record, services)
        for serial, record in records.items()
        if isinstance(record, ImportRecord) and record.import_id == lost[serial].import_id
    ]
