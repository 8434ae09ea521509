"""The readiness list on the sample flight plan: before an apply, after it, and seen by an app."""

from shared.flightplan import load
from shared.tenant.check import Facts, State, Step, check
from shared.tenant.lint import lint
from shared.tenant.parts import PARTS
from shared.tenant.planning.plan import Asked, planned
from shared.tenant.survey import survey
from simulator.tenant.caller import Caller
from tests.setting_up import EVERYTHING
from tests.tenant_setups import SAMPLE, SettingUp, a_new_tenant


async def readiness(world: SettingUp, *, signed_in: bool = True) -> list[Step]:
    flight_plan = load(SAMPLE)
    surveyed = await survey(world.tenancy, flight_plan.tenant)
    plan = planned(PARTS, flight_plan.tenant, surveyed, Asked(signed_in=signed_in))
    findings = lint(flight_plan, surveyed.survey, surveyed.names)
    return list(
        check(Facts(flight_plan=flight_plan, survey=surveyed.survey, plan=plan, findings=findings))
    )


def where(steps: list[Step], state: State) -> list[int]:
    return [number for number, each in enumerate(steps) if each.state is state]


async def test_a_new_tenant_is_ready_in_nothing_that_has_to_be_set_up() -> None:
    steps = await readiness(a_new_tenant())

    assert where(steps, State.DONE) == []
    assert where(steps, State.TO_DO) == [0, 1, 3, 4, 5, 8, 9, 10, 11, 12, 13]


async def test_a_tenant_is_ready_after_an_apply() -> None:
    world = a_new_tenant()
    await world.applied()

    steps = await readiness(world)

    assert [(each.title, each.sentence) for each in steps if not each.settled] == []
    assert where(steps, State.DONE) == [0, 1, 3, 4, 5, 8, 9, 10, 11, 12, 13]


async def test_an_app_cannot_see_the_scope_of_automatic_enrolment_and_nothing_else() -> None:
    world = a_new_tenant()
    await world.applied()

    with world.tenant.gate.calling(Caller(roles=EVERYTHING)):
        steps = await readiness(world, signed_in=False)

    assert where(steps, State.CANNOT_SEE) == [0, 8]
    assert "Mobility (MDM and WIP) > Microsoft Intune" in steps[0].fix


async def test_a_check_writes_nothing() -> None:
    world = a_new_tenant()

    await readiness(world)

    assert world.writes == 0
