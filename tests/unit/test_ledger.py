"""Claims on steps, and aggregates that two writers meet at."""

from datetime import datetime, timedelta

import pytest

from shared.domain.device import Device
from shared.domain.errors import Conflict, Rejected
from shared.domain.pairing import Clue, Lead
from shared.domain.parties import Party, Side
from shared.domain.rows import Document, Row, RowKey
from shared.domain.shipment import ManifestLine
from shared.runtime.aggregates import Devices, Hires
from shared.runtime.hashes import Hashes
from shared.runtime.leads import Leads
from shared.runtime.ledger import Claim, Ledger
from shared.runtime.records import ATTEMPTS
from simulator.clock import JumpingClock
from simulator.store import MemoryRows
from simulator.world import START

LEASE = timedelta(minutes=5)


class Meddling(MemoryRows):
    """A store in which somebody else writes between a read and the write after it."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    async def get(self, key: RowKey) -> Row | None:
        row = await super().get(key)
        if self.times:
            self.times -= 1
            await self.meddle(key, row)
        return row

    async def meddle(self, key: RowKey, found: Row | None, /) -> None:
        await self.upsert(key, a_document() if found is None else found.document)


def a_device(moment: datetime = START) -> Device:
    return Device(serial="SN-1", since=moment, line=ManifestLine(serial="SN-1"))


def a_document() -> Document:
    return {"serial": "SN-1", "since": START.isoformat(), "line": {"serial": "SN-1"}}


def a_ledger() -> tuple[Ledger, JumpingClock]:
    clock = JumpingClock(START)
    return Ledger(MemoryRows(), clock), clock


async def test_a_step_is_claimed_once() -> None:
    ledger, _ = a_ledger()

    assert await ledger.claim("S-1", LEASE) is Claim.OURS
    assert await ledger.claim("S-1", LEASE) is Claim.HELD
    assert await ledger.claim("S-2", LEASE) is Claim.OURS


async def test_a_claim_tells_how_long_it_lasts() -> None:
    ledger, clock = a_ledger()
    await ledger.claim("S-1", LEASE)

    clock.advance(timedelta(minutes=2))

    assert await ledger.held_for("S-1") == timedelta(minutes=3)
    assert await ledger.held_for("S-2") == timedelta(0)


async def test_a_claim_that_has_run_out_is_taken_over_by_one() -> None:
    ledger, clock = a_ledger()
    await ledger.claim("S-1", LEASE)
    clock.advance(LEASE)

    assert await ledger.held_for("S-1") == timedelta(0)
    assert await ledger.claim("S-1", LEASE) is Claim.OURS
    assert await ledger.claim("S-1", LEASE) is Claim.HELD


async def test_a_finished_step_is_done_for_good() -> None:
    ledger, clock = a_ledger()
    await ledger.claim("S-1", LEASE)
    await ledger.finish("S-1")
    clock.advance(timedelta(days=30))

    assert await ledger.claim("S-1", LEASE) is Claim.DONE
    assert await ledger.held_for("S-1") == timedelta(0)


async def test_a_released_step_can_be_claimed_at_once() -> None:
    ledger, _ = a_ledger()
    await ledger.claim("S-1", LEASE)

    await ledger.release("S-1")

    assert await ledger.claim("S-1", LEASE) is Claim.OURS


async def test_of_two_who_take_a_dead_claim_over_one_gets_it() -> None:
    rows, clock = Meddling(0), JumpingClock(START)
    ledger = Ledger(rows, clock)
    await ledger.claim("S-1", LEASE)
    clock.advance(LEASE)
    rows.times = 1

    assert await ledger.claim("S-1", LEASE) is Claim.HELD


class Releasing(Meddling):
    """A store in which the holder of a claim lets go of it just before it is read."""

    async def meddle(self, key: RowKey, _: Row | None, /) -> None:
        await self.delete(key)

    async def get(self, key: RowKey) -> Row | None:
        await super().get(key)
        return await super().get(key)


async def test_a_claim_that_is_released_while_it_is_looked_at_is_asked_for_again() -> None:
    rows = Releasing(0)
    ledger = Ledger(rows, JumpingClock(START))
    await ledger.claim("S-1", LEASE)
    rows.times = 1

    assert await ledger.claim("S-1", LEASE) is Claim.HELD
    assert await ledger.claim("S-1", LEASE) is Claim.OURS


async def test_a_change_is_made_again_on_what_somebody_else_wrote() -> None:
    devices = Devices(Meddling(3))

    changed = await devices.change(
        "SN-1", lambda device: (device or a_device()).noted(START, "Seen.")
    )

    assert [entry.what for entry in changed.timeline] == ["Seen."]
    assert await devices.get("SN-1") == changed


async def test_a_row_that_never_comes_to_rest_is_a_conflict() -> None:
    devices = Devices(Meddling(ATTEMPTS))
    now = START

    with pytest.raises(Conflict, match="SN-1 of devices"):
        await devices.change("SN-1", lambda device: (device or a_device()).noted(now, "Seen."))


async def test_a_change_that_changes_nothing_writes_nothing() -> None:
    rows = MemoryRows()
    devices = Devices(rows)
    await devices.put("SN-1", a_device())
    key = RowKey(table="devices", partition="SN-1", row="")
    before = await rows.get(key)

    await devices.update("SN-1", lambda device: device)

    assert await rows.get(key) == before


async def test_what_is_unknown_cannot_be_updated() -> None:
    with pytest.raises(Rejected, match="Nothing is known of SN-1"):
        await Devices(MemoryRows()).update("SN-1", lambda device: device)


async def test_an_unknown_hire_is_not_named_in_the_error() -> None:
    with pytest.raises(Rejected, match="this employee"):
        await Hires(MemoryRows()).update("E-1", lambda hire: hire)


async def test_what_is_deleted_is_gone() -> None:
    devices = Devices(MemoryRows())
    await devices.put("SN-1", a_device())

    await devices.delete("SN-1")

    assert await devices.get("SN-1") is None


async def test_leads_are_followed_to_the_other_side_only() -> None:
    leads, lead = Leads(MemoryRows()), Lead(clue=Clue.ORDER, value="po-1")
    for serial in ("SN-2", "SN-1", "SN-1"):
        await leads.leave(lead, Party(side=Side.DEVICE, key=serial))
    await leads.leave(lead, Party(side=Side.HIRE, key="E-1"))

    assert await leads.follow(lead, Side.DEVICE) == ("SN-1", "SN-2")
    assert await leads.follow(lead, Side.HIRE) == ("E-1",)


async def test_a_lead_that_was_withdrawn_leads_nowhere() -> None:
    leads, lead = Leads(MemoryRows()), Lead(clue=Clue.ORDER, value="po-1")
    await leads.leave(lead, Party(side=Side.HIRE, key="E-1"))

    await leads.withdraw(lead, Party(side=Side.HIRE, key="E-1"))

    assert await leads.follow(lead, Side.HIRE) == ()


async def test_a_hash_is_found_by_its_fingerprint_and_forgotten_with_its_device() -> None:
    hashes = Hashes(MemoryRows(), JumpingClock(START))
    await hashes.keep("SN-1", "F-1", "one")
    await hashes.keep("SN-1", "F-2", "two")

    found = await hashes.find("SN-1", "F-2")
    await hashes.forget("SN-1")

    assert found == "two"
    assert await hashes.find("SN-1", "F-1") is None
    assert await hashes.find("SN-1", "") is None
