"""Which request to Graph told what stands in a timeline."""

from dataclasses import replace

from shared.domain.device import Device
from shared.domain.timeline import told
from shared.runtime.work import present


def told_by_graph(device: Device, before: Device) -> Device:
    """Say of a device's new lines which request told them: the latest one that was about it."""
    names = (device.serial, device.identity_id, device.import_record, device.object_id)
    told_by = present().told_of(*names)
    return replace(device, timeline=told(device.timeline, before.timeline, told_by))
