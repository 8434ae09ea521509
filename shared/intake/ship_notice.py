"""The X12 856 ("Ship Notice/Manifest"): hierarchical levels with serial numbers in them.

Levels (HL) are shipment, order, tare, pack and item; what is said of a level
holds for those below it.  Which elements hold serial numbers, makers and models
is the sender's choice, see ``Edi``.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from shared.domain.errors import Reason
from shared.domain.sources import Edi
from shared.intake.faults import Fault
from shared.intake.manifest import RawLine
from shared.intake.oddities import Oddities, Oddity
from shared.intake.ship_levels import Level, Serial
from shared.intake.verdicts import Place
from shared.intake.x12 import Segment, Transaction, malformed

_DEEPEST = 20
# Which elements of MAN hold a qualifier, a mark and the last mark of a range.
_MARKS = ((1, 2, 3), (4, 5, 6))
_RANGE = Reason(
    code="serial-range",
    sentence="The segment gives a range of serial numbers.",
    remedy="Send each serial number in a segment of its own.",
)


class ShipNotice:
    """One 856 that has been read: its beginning (BSN) and its lines."""

    def __init__(self, transaction: Transaction, edi: Edi, oddities: Oddities) -> None:
        self._edi = edi
        self._oddities = oddities
        self._levels: dict[str, Level] = {}
        self._at = Level()
        self._all = [self._at]
        self.beginning: Segment | None = None
        readers = {
            "BSN": self._begin,
            "HL": self._descend,
            "PRF": self._order,
            "LIN": self._item,
            "SN1": self._quantity,
            "PID": self._described,
            "REF": self._reference,
            "MAN": self._marks,
            "N1": self._party,
            "CTT": self._total,
        }
        for segment in transaction.segments:
            if segment.name in readers:
                readers[segment.name](segment)
        self._compare()

    def lines(self, event: int | None) -> Iterator[RawLine]:
        """Make a line of every serial number; *event* numbers the notices of a file."""
        for level in self._all:
            for serial in level.serials:
                yield self._line(level, serial, event)

    def _line(self, level: Level, serial: Serial, event: int | None) -> RawLine:
        said = level.item_level()
        item = said.item if said else {}
        orders = (each.order_reference for each in level.upward() if each.order_reference)
        locations = (each.location for each in level.upward() if each.location)
        named = f"{serial.segment.name}{serial.element:02}"
        spelled = {"serial": named, "order_reference": "PRF01", "location": "N104"}
        values = {
            "serial": serial.segment.element(serial.element),
            "manufacturer": _first(item, self._edi.manufacturer_qualifiers),
            "model": _first(item, self._edi.model_qualifiers),
            "order_reference": next(orders, ""),
            "location": next(locations, ""),
        }
        return RawLine(
            place=Place(event=event, line=serial.segment.number),
            values=values,
            spelled=lambda name: spelled.get(name, "LIN"),
            faults=(Fault(field=named, reason=_RANGE),) if serial.last_of_range else (),
        )

    def _begin(self, segment: Segment) -> None:
        self.beginning = self.beginning or segment

    def _descend(self, segment: Segment) -> None:
        name, above = segment.element(1), segment.element(2)
        if name in self._levels:
            malformed(segment.number, "an earlier level has the same number")
        if above and above not in self._levels:
            malformed(segment.number, "it stands below a level that is not there")
        self._add(segment, self._levels[above] if above else self._all[0])
        self._levels[name] = self._at

    def _add(self, segment: Segment, parent: Level) -> None:
        if parent.depth == _DEEPEST:
            malformed(segment.number, f"it stands more than {_DEEPEST} levels deep")
        self._at = Level(parent=parent, depth=parent.depth + 1, number=segment.number)
        self._all.append(self._at)

    def _order(self, segment: Segment) -> None:
        self._at.order_reference = self._at.order_reference or segment.element(1)

    def _item(self, segment: Segment) -> None:
        if self._at.is_item:  # some send the items of an order without levels of their own
            self._add(segment, self._at.parent or self._at)
        self._at.is_item, self._at.number = True, segment.number
        if self._at.parent is not None:
            self._at.parent.items.append(self._at)
        for place in range(2, len(segment.elements), 2):
            qualifier = segment.element(place)
            self._at.item.setdefault(qualifier, segment.element(place + 1))
            if f"LIN*{qualifier}" in self._edi.serial_qualifiers:
                self._at.serials.append(Serial(segment=segment, element=place + 1))

    def _quantity(self, segment: Segment) -> None:
        self._at.quantity = segment.element(2)

    def _described(self, segment: Segment) -> None:
        self._at.item.setdefault("PID", segment.element(5))

    def _reference(self, segment: Segment) -> None:
        if f"REF*{segment.element(1)}" in self._edi.serial_qualifiers:
            self._at.serials.append(Serial(segment=segment, element=2))

    def _marks(self, segment: Segment) -> None:
        for qualifier, mark, last in _MARKS:
            if f"MAN*{segment.element(qualifier)}" in self._edi.serial_qualifiers:
                found = Serial(segment=segment, element=mark, last_of_range=segment.element(last))
                self._at.serials.append(found)

    def _party(self, segment: Segment) -> None:
        code = segment.element(4)
        if segment.element(1) != "ST" or not self._edi.locations:
            return
        self._at.location = self._edi.locations.get(code, "")
        if not self._at.location:
            self._oddities.meet(Oddity.LOCATION_UNKNOWN, segment.number)

    def _total(self, segment: Segment) -> None:
        items = sum(level.is_item for level in self._all)
        if segment.element(1).lstrip("0") not in {str(len(self._levels)), str(items)}:
            self._oddities.meet(Oddity.TOTAL, segment.number)

    def _compare(self) -> None:
        """Hold the quantity of each item against the serial numbers that it has."""
        found = Counter(
            id(item)
            for level in self._all
            if (item := level.item_level()) is not None
            for _ in level.serials
        )
        for level in self._all:
            quantity = level.quantity.partition(".")[0].lstrip("0") or "0"
            if level.quantity and quantity != str(found[id(level)]):
                self._oddities.meet(Oddity.QUANTITY, level.number)


def _first(item: dict[str, str], qualifiers: Sequence[str]) -> str:
    return next((item[each] for each in qualifiers if item.get(each)), "")
