"""Who comes on when: waits for the cues of a story's scenes."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from simulator.stories import Cue, Scene


class Prompter:
    """Gives each scene once, when it is due."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self._uncued = [scene for scene in scenes if scene.cue is not None]
        self._due = [(scene.after, scene) for scene in scenes if scene.cue is None]

    @property
    def done(self) -> bool:
        """Whether every scene has been given."""
        return not (self._uncued or self._due)

    def due(self, waits: Mapping[str, str], at: timedelta) -> list[Scene]:
        """Give what is due *at* this time, when each known device and request *waits* for this."""
        for scene in tuple(self._uncued):
            if _is_met(scene.cue, waits):
                self._uncued.remove(scene)
                self._due.append((at + scene.after, scene))
        ripe = [(when, scene) for when, scene in self._due if when <= at]
        self._due = [each for each in self._due if each not in ripe]
        return [scene for _, scene in sorted(ripe, key=lambda each: each[0])]


def _is_met(cue: Cue | None, waits: Mapping[str, str]) -> bool:
    if cue is None:
        return True
    return cue.about in waits and cue.waits in {None, waits[cue.about]}
