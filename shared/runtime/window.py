"""A limit's share as a window that slides, in whole milliseconds of any clock."""

from datetime import UTC, datetime, timedelta

from pyrate_limiter import InMemoryBucket, Rate, RateItem

NO_TIME = timedelta(0)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Window:
    """At most *most* units within *within*, wherever that begins."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most = most
        self._within = within // _MILLISECOND
        self._spent = InMemoryBucket([Rate(most, self._within)])

    def left(self, now: datetime) -> int:
        """Say how many units may still be spent now."""
        self._spent.leak(_stamp(now))
        return self.most - self._spent.count()

    def wait(self, units: int, now: datetime) -> timedelta:
        """Say how long until so many fit; no more are ever waited for than fit at once."""
        units = min(units, self.most)
        if units <= self.left(now):
            return NO_TIME
        # Room for so much comes when the entry that stands in its way leaves the window.
        blocking = self._spent.peek(self.most - units)
        since = blocking.timestamp if blocking else _stamp(now)
        return (since + self._within + 1 - _stamp(now)) * _MILLISECOND

    def taking(self, units: int) -> timedelta:
        """Say how long so many keep the window busy."""
        return units / self.most * self._within * _MILLISECOND

    def spend(self, name: str, units: int, now: datetime) -> None:
        """Count so many units, spent on *name*."""
        self._spent.put(RateItem(name, _stamp(now), units))


def _stamp(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND
