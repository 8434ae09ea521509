"""What no longer is as Groundcrew saw it, and what would bring it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from shared.domain.anew import begins_again, unassigned
from shared.domain.commands import AddToGroup, AssignUser, CheckDeployment, RegisterDevices, Step
from shared.domain.device import Device
from shared.domain.stages import Milestone


class DriftType(StrEnum):
    """What can drift."""

    REGISTRATION = "registration"
    GROUP_TAG = "group-tag"
    USER = "user"
    DIRECTORY_DEVICE = "directory-device"
    MEMBERSHIP = "membership"
    PROFILE = "profile"
    IDENTIFIER = "identifier"
    USER_GROUP = "user-group"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a type of drift says, and the *step* that mends it once its observation is *undone*.

    What has no step is only told.
    """

    sentence: str
    repair: str = ""
    step: type[Step] | None = None
    undone: Callable[[Device, datetime, str], Device] = Device.noted


def _ungrouped(device: Device, at: datetime, what: str) -> Device:
    return replace(device, group_tag="", object_id="").lost(Milestone.GROUPED, at, what)


def _unassigned(device: Device, at: datetime, what: str) -> Device:
    return unassigned(replace(device, asked_for=None, asked_at=None), at, what)


def _unprofiled(device: Device, at: datetime, what: str) -> Device:
    return device.lost(Milestone.PROFILED, at, what)


def _unlisted(device: Device, at: datetime, what: str) -> Device:
    return begins_again(device).settled(at, what)


_GROUP = "It is looked at, and put where it belongs, by AddToGroup."

MEANINGS: Mapping[DriftType, Meaning] = {
    DriftType.REGISTRATION: Meaning(
        sentence="It is no longer registered with Autopilot.",
        repair="It is looked at by CheckDeployment, which parks it as deregistered.",
        step=CheckDeployment,
    ),
    DriftType.GROUP_TAG: Meaning(
        sentence="Autopilot shows another group tag.",
        repair="The group tag is set by AddToGroup.",
        step=AddToGroup,
        undone=_ungrouped,
    ),
    DriftType.USER: Meaning(
        sentence="Somebody else, or nobody, is assigned to it.",
        repair="Its person is assigned by AssignUser.",
        step=AssignUser,
        undone=_unassigned,
    ),
    DriftType.DIRECTORY_DEVICE: Meaning(
        sentence="Its Entra device object is gone, or another one.",
        repair=_GROUP,
        step=AddToGroup,
        undone=_ungrouped,
    ),
    DriftType.MEMBERSHIP: Meaning(
        sentence="A group of its persona does not list it.",
        repair=_GROUP,
        step=AddToGroup,
        undone=_ungrouped,
    ),
    DriftType.PROFILE: Meaning(
        sentence="Its deployment profile is no longer assigned and in sync.",
        repair="It is not ready any more, and waits for the profile by CheckDeployment.",
        step=CheckDeployment,
        undone=_unprofiled,
    ),
    DriftType.IDENTIFIER: Meaning(
        sentence="Intune no longer lists its corporate identifier.",
        repair="The identifier is uploaded by RegisterDevices.",
        step=RegisterDevices,
        undone=_unlisted,
    ),
    DriftType.USER_GROUP: Meaning(
        sentence="The policy's user group does not list its person.",
        repair="The person is put into the group by AddToGroup.",
        step=AddToGroup,
        undone=_ungrouped,
    ),
    DriftType.ORPHAN: Meaning(
        sentence="It is registered with Autopilot, and no shipment of Groundcrew's speaks of it.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One finding: since when it is *known*, and when it was *seen* last.

    *in_use* is whether the device was switched on already: then nothing is
    repaired.  *repaired_at* is when its repair was sent last.
    """

    type: DriftType
    serial: str
    known: datetime
    seen: datetime
    in_use: bool = False
    repaired_at: datetime | None = None

    @property
    def id(self) -> str:
        """Name the finding, so that it is one however often it is seen."""
        return f"{self.serial}/{self.type}"

    @property
    def repair(self) -> str:
        """Say what would be done about it; blank when nothing would."""
        return "" if self.in_use else MEANINGS[self.type].repair

    def after(self, before: "Drift | None") -> "Drift":
        """Be seen again."""
        return replace(self, known=before.known, repaired_at=before.repaired_at) if before else self


class Part(StrEnum):
    """What a night goes through, one after the other."""

    DEVICES = "devices"
    IDENTITIES = "identities"


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """How far the look of a night has come: up to a *place* in a *part* of it.

    *looked* counts devices, *unseen* those that Graph told nothing of, *found*
    the findings by type, *repaired* the repairs that were sent.
    """

    date: date
    began: datetime
    part: Part = Part.DEVICES
    place: str = ""
    looked: int = 0
    unseen: int = 0
    repaired: int = 0
    found: dict[DriftType, int] = field(default_factory=dict[DriftType, int])
    ended: datetime | None = None

    def finds(self, types: Mapping[DriftType, int]) -> "Night":
        """Count findings."""
        both = {
            each: self.found.get(each, 0) + types.get(each, 0)
            for each in DriftType
            if each in self.found or each in types
        }
        return replace(self, found=both)
