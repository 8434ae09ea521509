"""What a step makes of a device, as a value: what comes next, or the error in its way.

A step looks at many devices at once.  Each gets its own outcome, so that one
that is refused holds up none of the others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from shared.domain.commands import Step
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError
from shared.domain.waiting import Wait

type Change = Callable[[Device], Device]

# For each thing that was asked about: what was found, or what stood in the way.
# Whatever is missing was not there.
type Told[T] = Mapping[str, T | GroundcrewError]


def unchanged(device: Device) -> Device:
    """Change nothing."""
    return device


def always(_device: Device) -> bool:
    """Hold whatever has become of the device."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The step that comes next (``None``: nothing more), at once or *after* a while.

    *wait* says what the device waits for (``None``: as it says now); *noting*
    is written on the device.  Both are only done if the freshest copy of the
    device is *still* what the outcome was made from; if not, *otherwise* is
    noted, and the same step comes again at once.
    """

    step: type[Step] | None
    after: timedelta = timedelta(0)
    wait: Wait | None = None
    noting: Change = unchanged
    still: Callable[[Device], bool] = always
    otherwise: Change = unchanged


# ``Rejected`` parks the device; ``Retryable`` has the step come again for it.
type Outcome = Next | GroundcrewError
