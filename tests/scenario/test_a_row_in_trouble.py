"""One device's row cannot be written for a while: nobody else waits for it, and it is not lost."""

from collections.abc import Mapping, Sequence

from handlers.shipping import shipment
from handlers.steps import take
from shared.domain.commands import AddToGroup, AssignUser, FollowUp, Shipment
from shared.domain.device import Device
from shared.domain.errors import Unavailable
from shared.domain.outcomes import Next, Outcome
from shared.domain.rows import Document, Row, RowKey
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.runtime.persistence import FIRST_WAIT
from shared.runtime.services import Services
from simulator.store import MemoryRows
from simulator.world import START
from tests.journeys import a_line, a_world


class RowsWithOneInTrouble(MemoryRows):
    """Rows of which the one of device B is not written while there is trouble."""

    trouble = True

    async def insert(self, key: RowKey, document: Document) -> Row:
        self._ask(key)
        return await super().insert(key, document)

    async def replace(self, row: Row, document: Document) -> Row:
        self._ask(row.key)
        return await super().replace(row, document)

    def _ask(self, key: RowKey) -> None:
        if self.trouble and (key.table, key.partition) == ("devices", "B"):
            raise Unavailable("The store does not answer.")


async def assigned(devices: Sequence[Device], _: Services) -> Mapping[str, Outcome]:
    return {device.serial: Next(step=AssignUser) for device in devices}


async def test_who_cannot_be_noted_takes_the_step_again_alone() -> None:
    rows = RowsWithOneInTrouble()
    world = a_world(rows=rows)
    rows.trouble = False
    for serial in "ABC":
        device = Device(serial=serial, since=START, line=ManifestLine(serial=serial))
        await world.services.devices.put(serial, device.plans("AddToGroup", START))
    rows.trouble = True

    follow_ups = await take(AddToGroup(serials=("A", "B", "C")), assigned, world.services)

    assert [each.command for each in follow_ups] == [
        AssignUser(serials=("A", "C")),
        AddToGroup(serials=("B",)),
    ]


async def test_a_line_that_cannot_be_written_is_taken_in_again_alone() -> None:
    world = a_world(rows=RowsWithOneInTrouble())
    command = Shipment(
        event=ShipmentEvent.DISPATCHED,
        shipment_id="SHP-1",
        lines=(a_line("A"), a_line("B"), a_line("C")),
    )

    *_, rest = await shipment(command, world.services)

    again = Shipment(event=command.event, shipment_id="SHP-1", lines=(a_line("B"),))
    assert rest == FollowUp(command=again, after=FIRST_WAIT)
    assert {device.serial for device in await world.devices()} == {"A", "C"}
