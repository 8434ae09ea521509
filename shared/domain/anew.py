"""Beginning a device's route anew: forget what was seen and holds no longer."""

from dataclasses import replace
from datetime import datetime

from shared.domain.device import Device
from shared.domain.stages import Milestone, Route


def imports_again(device: Device) -> Device:
    """Forget the import that came to nothing, so that a new one may be made."""
    milestones = dict(device.milestones)
    milestones.pop(Milestone.SUBMITTED, None)
    return replace(
        device, milestones=milestones, import_id="", import_record="", imports=device.imports + 1
    )


def begins_again(device: Device) -> Device:
    """Forget the registration that somebody has removed, and all that followed from it."""
    kept = {Milestone.ANNOUNCED} & device.milestones.keys()
    return replace(
        imports_again(device),
        milestones={one: device.milestones[one] for one in kept},
        identity_id="",
        object_id="",
        group_tag="",
        failed_imports=0,
        tag_repairs=0,
        assigned_to="",
        finding=None,
        failing_since=None,
    )


def rerouted(device: Device, route: Route, at: datetime) -> Device:
    """Take another route from its beginning; what was seen on the old one counts no more."""
    if route is device.route:
        return device
    begun = replace(begins_again(device), route=route, planned={}, looks={})
    return begun.settled(at, f"Takes the route {route}.")


def unassigned(device: Device, at: datetime, what: str) -> Device:
    """Forget that the person was seen assigned."""
    return replace(device, assigned_to="").lost(Milestone.ASSIGNED, at, what)
