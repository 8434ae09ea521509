"""The steps of Microsoft's two tutorials, and how far a tenant is with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shared.domain.setup import Kind


class Tutorial(StrEnum):
    """Microsoft's step by step tutorials, by their titles."""

    AUTOPILOT = "Windows Autopilot user-driven Microsoft Entra join"
    DEVICE_PREPARATION = "Windows Autopilot device preparation user-driven Microsoft Entra join"


class State(StrEnum):
    """How far a step is.

    It is *done* when what the flight plan wants of it was seen in the tenant, and
    *by Groundcrew* when there is nothing to set up: Groundcrew takes it for every device.
    """

    TO_DO = "to do"
    BY_HAND = "by hand"
    CANNOT_SEE = "cannot see"
    DONE = "done"
    BY_GROUNDCREW = "by Groundcrew"
    DOES_NOT_APPLY = "does not apply"


# Whatever is one of these keeps no device from being ready.
_SETTLED = frozenset({State.DONE, State.BY_GROUNDCREW, State.DOES_NOT_APPLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """An object of the flight plan that a step is about."""

    kind: Kind
    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step by its *number* and *title* in its tutorial, why it is in its *state*, and the *fix*.

    The fix names a field of the flight plan, a command or a page of a portal; it is
    blank where nothing is to be done.
    """

    tutorial: Tutorial
    number: int
    title: str
    state: State
    sentence: str
    fix: str = ""
    objects: tuple[Concerned, ...] = ()

    @property
    def settled(self) -> bool:
        """Say whether nothing is left of it for anybody."""
        return self.state in _SETTLED


def check_json(steps: Sequence[Step]) -> dict[str, Any]:
    """Write the list for programs; ``ready`` says whether every step is settled."""
    return {
        "ready": all(each.settled for each in steps),
        "steps": [
            {
                "tutorial": each.tutorial,
                "number": each.number,
                "title": each.title,
                "state": each.state,
                "sentence": each.sentence,
                "fix": each.fix,
                "objects": [
                    {"kind": about.kind, "key": about.key, "name": about.name}
                    for about in each.objects
                ],
            }
            for each in steps
        ],
    }
