"""BSN, the beginning of an X12 856: which shipment, what of it, and when that was said."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from shared.domain.shipment import ShipmentEvent
from shared.intake.chunks import Notice
from shared.intake.faults import Fault, fault, faults_of
from shared.intake.fields import Key
from shared.intake.file_query import FileQuery
from shared.intake.moments import AHEAD, TIME_AHEAD
from shared.intake.oddities import Oddities, Oddity
from shared.intake.received import Terms
from shared.intake.x12 import Segment

# BSN01, the transaction set's purpose: original, cancellation, replace.
_REPLACE = "05"
_PURPOSES = {
    "00": ShipmentEvent.DISPATCHED,
    "01": ShipmentEvent.CANCELLED,
    _REPLACE: ShipmentEvent.DISPATCHED,
}
_MISSING = (
    "edi-without-beginning",
    "The ship notice has no segment {field}.",
    "Send BSN with purpose, shipment id, date and time.",
)
_PURPOSE = (
    "purpose-unknown",
    "{field} is no purpose that this intake knows.",
    f"Send one of: {', '.join(_PURPOSES)}.",
)
_OTHERWISE = (
    "purpose-disagrees",
    "{field} says that the shipment is cancelled, the query of the address something else.",
    "Leave event out of the query; the file says it.",
)
_WHEN = re.compile(r"(?P<day>[0-9]{8})/(?P<time>[0-9]{4})(?P<seconds>[0-9]{2})?(?:[0-9]{1,2})?")


class _Beginning(BaseModel):
    shipment_id: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginnings:
    """Reads the beginnings of a file's notices; *receipt* names the file."""

    query: FileQuery
    terms: Terms
    receipt: str
    oddities: Oddities

    def notice_of(self, begins: Segment | None) -> Notice | Fault:
        """Make the notice that BSN begins, or say why there is none."""
        if begins is None:
            return fault("BSN", _MISSING)
        event = _PURPOSES.get(begins.element(1))
        if event is None:
            return fault("BSN01", _PURPOSE)
        if event is ShipmentEvent.CANCELLED and self.query.event not in {None, event}:
            return fault("BSN01", _OTHERWISE)
        said_at = self.query.time or self._said_at(begins)
        if said_at is not None and said_at > self.terms.now + AHEAD:
            return Fault(field="BSN03", reason=TIME_AHEAD)
        try:
            told = _Beginning(shipment_id=begins.element(2) or self.query.shipment_id)
        except ValidationError as error:
            return faults_of(error, lambda _: "BSN02")[0]
        if begins.element(1) == _REPLACE:
            self.oddities.meet(Oddity.REPLACES, begins.number)
        return Notice(
            event=self.query.event or event,
            shipment_id=told.shipment_id,
            receipt=self.receipt,
            said_at=said_at,
        )

    def _said_at(self, begins: Segment) -> datetime | None:
        """Read date and time, whose zone is the source's: BSN has none."""
        found = _WHEN.fullmatch(f"{begins.element(3)}/{begins.element(4)}")
        if found is not None:
            written = f"{found['day']}T{found['time']}{found['seconds'] or '00'}"
            try:
                told = datetime.fromisoformat(written)
                return told.replace(tzinfo=_zone(self.terms.source.edi.time_zone)).astimezone(UTC)
            except (ValueError, OverflowError):
                pass
        self.oddities.meet(Oddity.TIME, begins.number)
        return None


def _zone(name: str) -> tzinfo:
    # UTC is known everywhere, other zones where the machine has a list of them.
    return UTC if name == "UTC" else ZoneInfo(name)
