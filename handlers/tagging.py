"""See that Autopilot shows the group tag of each device, and set it where it does not.

An import's tag can get lost, and a manufacturer registers with its own
(observed by others).  Dynamic groups and profiles go by the tag.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.steps import again
from shared.domain.autopilot import Identity
from shared.domain.commands import AddToGroup
from shared.domain.device import Device
from shared.domain.errors import Reason, Refused
from shared.domain.outcomes import Next, Outcome, Told
from shared.domain.pairing import SETTLED
from shared.domain.stages import Milestone
from shared.domain.waiting import Wait
from shared.runtime.services import Services

# So often a tag is set; then somebody else is setting it too.
MOST_REPAIRS = 10


def is_tag_seen(device: Device, services: Services) -> bool:
    """Say whether the right group tag was read back, none is asked for, or it is too late."""
    if device.stage in SETTLED and device.passed(Milestone.GROUPED):
        return True
    return services.flight_plan.group_tag_of(device) in {"", device.group_tag}


async def retag(
    devices: Sequence[Device], identities: Told[Identity], services: Services
) -> Mapping[str, Outcome]:
    """Set the tags that are wrong; the outcomes of those devices alone."""
    wrong = [each for each in devices if _is_wrong(each, identities.get(each.serial), services)]
    worn = [each for each in wrong if each.tag_repairs >= MOST_REPAIRS]
    tags = {
        each.identity_id: services.flight_plan.group_tag_of(each)
        for each in wrong
        if each.tag_repairs < MOST_REPAIRS
    }
    failed = await services.autopilot.set_group_tags(tags) if tags else {}
    outcomes: dict[str, Outcome] = {
        each.serial: failed.get(each.identity_id) or _set(each, services) for each in wrong
    }
    return outcomes | {each.serial: Refused(_does_not_hold(each, services)) for each in worn}


def _is_wrong(device: Device, identity: object, services: Services) -> bool:
    tag = services.flight_plan.group_tag_of(device)
    return isinstance(identity, Identity) and tag not in {"", identity.group_tag}


def _set(device: Device, services: Services) -> Next:
    now = services.clock.now()
    what = f"The group tag was wrong and is set to {services.flight_plan.group_tag_of(device)}."

    def noted(device: Device) -> Device:
        device = replace(device, group_tag="", tag_repairs=device.tag_repairs + 1)
        return device.noted(now, what)

    return replace(again(AddToGroup, device, Wait.GROUP_TAG, services), noting=noted)


def _does_not_hold(device: Device, services: Services) -> Reason:
    tag = services.flight_plan.group_tag_of(device)
    return Reason(
        code="group-tag-does-not-hold",
        sentence=f"The group tag of {device.serial} was set {MOST_REPAIRS} times and is not kept.",
        remedy=(
            "Find out who or what else sets group tags, and which of you is right; correct the "
            "flight plan or stop the other; then redrive."
        ),
        evidence={"serial": device.serial, "identity": device.identity_id, "groupTag": tag},
    )
