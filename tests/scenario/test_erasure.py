"""A person is erased everywhere, and what they had is given to others."""

from datetime import timedelta
from typing import Any

import pytest

from shared.domain.acts import Act
from shared.domain.commands import DeviceRequest, HireEvent, RequestEvent
from shared.domain.stages import Stage
from shared.runtime.stored import TABLES
from simulator.tenant import Operation
from simulator.world import START, World
from tests.erasing import EMPLOYEE, erase, erased, left_of
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship

HOUR = timedelta(hours=1)
ALEX = "alex.wilber@contoso.com"


async def a_ready_world(**told: Any) -> World:  # noqa: ANN401  fields of a line
    """Adele's device is ready, and nobody has switched it on."""
    world = a_world()
    hired(world, a_hire(employee_id=EMPLOYEE))
    await ship(world, a_line("SN-1", order_reference="PO-1", **told))
    await world.settle(HOUR)
    assert (await world.device("SN-1")).stage is Stage.READY
    return world


@pytest.mark.parametrize("told", [{}, {"person": ADELE}, {"employee_id": EMPLOYEE}])
async def test_nothing_is_left_of_somebody_whose_device_is_ready(told: dict[str, str]) -> None:
    world = await a_ready_world(**told)

    proof = await erased(world)

    assert proof["matches"] == 0
    assert await left_of(world, EMPLOYEE, ADELE) == []


async def test_their_device_is_unassigned_and_lies_in_stock() -> None:
    world = await a_ready_world()

    await erased(world)

    device = await world.device("SN-1")
    assert (device.stage, device.pairing) == (Stage.READY, None)
    assert world.tenant.counts.by_operation[Operation.UNASSIGN_USER] == 1


async def test_a_device_in_use_stays_as_it_is_without_their_name() -> None:
    world = a_world()
    hired(world, a_hire(employee_id=EMPLOYEE))
    await ship(world, a_line("SN-1", order_reference="PO-1", person=ADELE))
    await world.settle()

    await erased(world)

    device = await world.device("SN-1")
    assert (device.stage, device.pairing, device.assigned_to) == (Stage.DEPLOYED, None, "")
    assert await left_of(world, EMPLOYEE, ADELE) == []
    assert world.tenant.counts.by_operation[Operation.UNASSIGN_USER] == 0


async def test_the_proof_names_every_table() -> None:
    world = await a_ready_world()

    proof = await erased(world)

    assert set(proof["tables"]) == set(TABLES)
    assert proof["tables"]["hires"] == {"rows": 0, "erased": 1, "matches": 0}


async def test_a_name_that_the_operator_adds_is_looked_for() -> None:
    world = await a_ready_world()
    device = await world.device("SN-1")
    noted = device.noted(world.clock.now(), "Adele Vance called.")
    await world.services.devices.put("SN-1", noted)

    await erased(world, names=["Adele Vance"])

    assert await left_of(world, "Adele Vance") == []


async def test_somebody_who_bears_the_name_by_now_keeps_it() -> None:
    world = await a_ready_world()
    hired(world, a_hire(employee_id="E-2", order_reference="PO-2", said_at=START + HOUR))
    await world.settle(HOUR)

    proof = await erased(world)

    (hire,) = await world.hires()
    assert (hire.employee_id, hire.user_principal_name) == ("E-2", ADELE)
    assert proof["names_of_others"] == 1


async def test_asking_again_is_one_act() -> None:
    world = await a_ready_world()
    await erase(world)
    await erase(world)
    await world.settle(HOUR)

    acts: tuple[Act, ...] = (await world.services.acts.page(None, 10)).items

    assert [act.type for act in acts] == ["forget"]


async def test_the_act_names_the_person_by_a_digest() -> None:
    world = await a_ready_world()
    proof = await erased(world, why=f"{ADELE} asked for it.")

    (act,) = (await world.services.acts.page(None, 10)).items

    assert act.subject == proof["digest"]
    assert ADELE not in act.why


def a_request(event: RequestEvent, by: str, *, person: str = ADELE) -> DeviceRequest:
    at = START + timedelta(minutes=list(RequestEvent).index(event))
    asked = event is RequestEvent.ASKED
    return DeviceRequest(
        event=event, request_id="R-1", said_at=at, by=by, person=person if asked else ""
    )


async def test_a_request_for_them_goes_and_its_device_is_for_others() -> None:
    world = a_world()
    world.ask(a_request(RequestEvent.ASKED, ALEX), origin="asked")
    await ship(world, a_line("SN-1", request="R-1"))
    await world.settle(HOUR)
    had = (await world.device("SN-1")).pairing

    await erased(world, names=[ADELE])

    assert had is not None
    assert await world.services.requests.get("R-1") is None
    assert (await world.device("SN-1")).pairing is None
    assert await left_of(world, ADELE) == []


async def test_a_request_that_they_made_for_somebody_else_stays_where_it_is() -> None:
    world = a_world()
    world.tenant.user_appears(ALEX)
    world.ask(a_request(RequestEvent.ASKED, ADELE, person=ALEX), origin="asked")
    await world.settle(HOUR)
    before = await world.services.requests.known("R-1")

    await erased(world, names=[ADELE])

    request = await world.services.requests.known("R-1")
    assert (request.person, request.state) == (ALEX, before.state)
    assert request.asked_by.startswith("erased-")


async def test_what_hr_said_before_brings_nobody_back() -> None:
    world = await a_ready_world()
    await erased(world)

    hired(world, a_hire(HireEvent.CHANGED, employee_id=EMPLOYEE))
    await world.settle(HOUR)

    assert await world.hires() == ()
    assert await left_of(world, EMPLOYEE, ADELE) == []


async def test_a_shipment_that_names_them_later_is_for_nobody() -> None:
    world = await a_ready_world()
    await erased(world)

    await ship(world, a_line("SN-2", person=ADELE))
    await world.settle(HOUR)

    assert (await world.device("SN-2")).pairing is None
    assert await left_of(world, ADELE) == []


async def test_hr_announces_them_anew_and_they_begin_anew() -> None:
    world = await a_ready_world()
    await erased(world)

    await ship(world, a_line("SN-2", order_reference="PO-2"))
    anew = a_hire(employee_id=EMPLOYEE, said_at=world.clock.now(), order_reference="PO-2")
    hired(world, anew)
    await world.settle(HOUR)

    (hire,) = await world.hires()
    assert hire.device == "SN-2"
