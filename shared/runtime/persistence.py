"""How often a step is tried whose service does not answer, and how long it waits in between."""

from dataclasses import dataclass
from datetime import timedelta

FIRST_WAIT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Persistence:
    """Waits from *first* on, doubling up to *longest*, and so many *tries* in all.

    A service that says when to come again is taken at its word.  Of one that is
    not *trusted* it may only make a wait longer, up to a day: who says "one
    second" all day long would use up the tries within minutes.
    """

    first: timedelta = FIRST_WAIT
    longest: timedelta = timedelta(minutes=30)
    tries: int = 50
    trusted: bool = True

    def wait(self, tries: int, asked: timedelta | None) -> timedelta:
        """Say how long to wait after so many tries, of which the last *asked* for so much."""
        pace = min(self.first * (1 << min(tries - 1, 20)), self.longest)
        if self.trusted:
            return asked or pace
        return max(pace, min(asked or pace, MOST_ASKED))


MOST_ASKED = timedelta(days=1)
# About a day.  An outage is no fact about a device.
USUAL = Persistence()
# The services of others, which may be down for a night: about a day, by the hour.
OF_OTHERS = Persistence(longest=timedelta(hours=1), tries=32, trusted=False)
