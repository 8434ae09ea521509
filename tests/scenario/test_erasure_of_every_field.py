"""A person may stand in any field of any row, also in one that is added tomorrow."""

import base64
import json
import zlib
from dataclasses import replace
from typing import Any

import pytest

from shared.domain.acts import Act
from shared.domain.commands import COMMANDS, Command
from shared.domain.device import Device
from shared.domain.hire import Hire
from shared.domain.parked import Parked
from shared.domain.request import Request
from shared.domain.rows import RowKey
from shared.domain.stages import Stage
from shared.runtime.envelope import encode, first
from shared.runtime.records import Records
from shared.runtime.stored import TABLES
from simulator.world import World
from tests.anywhere import full_of
from tests.erasing import EMPLOYEE, erased, left_of
from tests.journeys import ADELE, a_hire, a_world, hired

# As a field of its own, in a sentence, in an address, and among other names.
WAYS = (ADELE, EMPLOYEE, ADELE.upper(), f"Told {ADELE}, and {EMPLOYEE}.", f"a/{EMPLOYEE}/b")

# What is read as one of our kinds has its own tests above.
TYPED = frozenset({"hires", "devices", "requests", "acts", "parked", "erasures"})


async def known(world: World) -> None:
    """Have HR say how the person is called."""
    hired(world, a_hire(employee_id=EMPLOYEE))
    await world.settle()


@pytest.mark.parametrize("words", WAYS)
@pytest.mark.parametrize("stage", [Stage.READY, Stage.DEPLOYED, Stage.PARKED, Stage.CANCELLED])
async def test_a_device_has_nobody_in_any_field(words: str, stage: Stage) -> None:
    world = a_world(sweeps=False)
    await known(world)
    device: Device = full_of(Device, words)
    await world.services.devices.put("SN-1", replace(device, serial="SN-1", stage=stage))

    proof = await erased(world)

    assert stage is Stage.READY or (await world.device("SN-1")).stage is stage
    assert await left_of(world, ADELE, EMPLOYEE) == []
    assert proof["matches"] == 0


@pytest.mark.parametrize("words", WAYS)
@pytest.mark.parametrize(("table", "kind"), [("hires", Hire), ("requests", Request), ("acts", Act)])
async def test_hires_requests_and_acts_of_others_have_nobody_in_any_field(
    words: str, table: str, kind: type[Any]
) -> None:
    world = a_world(sweeps=False)
    await known(world)
    item = full_of(kind, words)
    key = "E-77" if kind is Hire else "X-1"
    if kind is Hire:
        item = replace(item, employee_id=key, user_principal_name="x@contoso.com", names=())
    if kind is Request:
        item = replace(item, id=key)
    books: dict[str, Records[Any]] = {
        "hires": world.services.hires,
        "requests": world.services.requests,
        "acts": world.services.acts,
    }
    await books[table].put(key, item)

    await erased(world)

    assert await left_of(world, ADELE, EMPLOYEE) == []


@pytest.mark.parametrize("words", WAYS)
@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
async def test_a_park_record_has_nobody_in_it_nor_in_its_message(
    words: str, kind: type[Command]
) -> None:
    world = a_world(sweeps=False)
    await known(world)
    envelope = first(full_of(kind, words), origin="parked", correlation=words)
    parked = replace(full_of(Parked, words), id="P-1", message=encode(envelope).decode())
    await world.services.parked.put("P-1", parked)

    await erased(world)

    assert await left_of(world, ADELE, EMPLOYEE) == []


@pytest.mark.parametrize("words", WAYS)
@pytest.mark.parametrize("table", [each for each in TABLES if each not in TYPED])
async def test_no_row_of_any_table_says_anything_of_them(words: str, table: str) -> None:
    world = a_world(sweeps=False)
    await known(world)
    packed = base64.b64encode(zlib.compress(json.dumps({"lines": [words]}).encode())).decode()
    document = {"at": "2026-01-05T08:00:00+00:00", "erased": True, "stand_in": "x", "key": "x"}
    key = RowKey(table=table, partition="P", row="R")
    await world.rows.upsert(key, {**document, "receipt": packed, "more": [{words: words}]})
    await world.rows.upsert(RowKey(table=table, partition=words, row=words), document)

    proof = await erased(world)

    assert await left_of(world, ADELE, EMPLOYEE) == []
    assert proof["matches"] == 0
