"""A step that cannot work ends in the park: host, queues and store are the real ones."""

import asyncio
from pathlib import Path

from cli.addresses import Address
from cli.client import Client, Json
from shared.domain.rows import RowKey
from shared.storage.sqlite import SqliteRows
from simulator.stack import Stack, StackPlan
from simulator.stack.stack import DATABASE

MANIFEST = b"Device Serial Number,Windows Product ID,Hardware Hash\nSN-1,,\n"
CSV = {"Content-Type": "text/csv"}


async def parked(client: Client) -> Json:
    """Wait until something is parked."""
    async with asyncio.timeout(60):
        while not (found := await client.every("parked")):  # noqa: ASYNC110  no bell rings
            await asyncio.sleep(0.1)
    (one,) = found
    return one


async def test_ten_failures_that_nobody_foresaw_end_in_a_park_record(tmp_path: Path) -> None:
    async with Stack(StackPlan(speed=600, state=tmp_path)) as stack:
        # Somebody has changed a row by hand, and no release of Groundcrew can read it.
        rows = SqliteRows(str(tmp_path / DATABASE))
        key = RowKey(table="devices", partition="SN-1", row="")
        await rows.upsert(key, {"serial": ["not", "a", "text"]})
        await rows.close()
        async with Client(Address(url=stack.base_url, key=stack.key)) as client:
            await client.post("procurement/groundcrew", MANIFEST, CSV)
            record = await parked(client)
        left = stack.queues.depth("shipment")

    assert (record["code"], record["queue"]) == ("step-failed", "shipment")
    assert record["sentence"] == "A step failed ten times in a way that nobody foresaw."
    assert record["evidence"]["error"] == "ValidationError"
    assert record["evidence"]["dead_letter_reason"] == "MaxDeliveryCountExceeded"
    assert (left.available, left.locked, left.dead_lettered) == (0, 0, 0)
