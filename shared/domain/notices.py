"""What suppliers said of one device and when, whatever order their notices came in."""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from shared.domain.shipment import ManifestLine
from shared.domain.words import Times, Words, earlier

_SERIAL = "serial"
_SHIPMENT = "shipment_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """The notices of one device, as far as they still count.

    *times* tells when each field of the line was last said, *lapsed* what was
    said of a field before the device went back: it holds no longer for a device
    that was dispatched anew.  *gone_at* is when it was last cancelled or returned.
    """

    times: Times = field(default_factory=dict[str, datetime])
    lapsed: dict[str, str] = field(default_factory=dict[str, str])
    first_at: datetime | None = None
    dispatched_at: datetime | None = None
    gone_at: datetime | None = None
    delivered_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether the device is on its way by the latest word; at one moment, gone is gone."""
        if self.dispatched_at is None:
            return False
        return self.gone_at is None or self.dispatched_at > self.gone_at

    @property
    def told_at(self) -> datetime | None:
        """When the latest word was said."""
        return max(filter(None, (self.dispatched_at, self.gone_at)), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What all notices of one device come to: its line, its shipment, and the notices."""

    line: ManifestLine
    shipment_id: str
    notices: Notices

    def dispatched(self, line: ManifestLine, shipment_id: str, at: datetime) -> "Announcement":
        """Hear that a device was dispatched, now or long ago."""
        words = self._words.and_said({**asdict(line), _SHIPMENT: shipment_id}, at)
        last = self.notices.dispatched_at
        notices = replace(
            self.notices,
            first_at=earlier(self.notices.first_at, at),
            dispatched_at=at if last is None else max(last, at),
        )
        return _summed_up(words, notices)

    def gone(self, at: datetime) -> "Announcement":
        """Hear that a device was cancelled, or went back."""
        last = self.notices.gone_at
        notices = replace(self.notices, gone_at=at if last is None else max(last, at))
        return _summed_up(self._words, notices)

    @property
    def _words(self) -> Words:
        said = {**asdict(self.line), _SHIPMENT: self.shipment_id}
        values = {**said, **self.notices.lapsed}
        # A row of an earlier version tells no times: whatever is said now is newer.
        return Words(values=values, times=self.notices.times)


def _summed_up(words: Words, notices: Notices) -> Announcement:
    """Let what was said before the device went back lapse, once it was dispatched anew."""
    said = {name: str(value) for name, value in words.values.items()}
    lapsed: dict[str, str] = {}
    if notices.live and notices.gone_at is not None:
        gone_at = notices.gone_at
        old = {name for name, at in words.times.items() if at <= gone_at} - {_SERIAL}
        lapsed = {name: said[name] for name in old}
        said |= dict.fromkeys(old, "")
    shipment_id = said.pop(_SHIPMENT)
    return Announcement(
        line=ManifestLine(**said),
        shipment_id=shipment_id,
        notices=replace(notices, times=words.times, lapsed=lapsed),
    )
