"""The lint beside a look at a simulated tenant: it cries at nothing that is well."""

from dataclasses import replace

from shared.domain.flightplan import FlightPlan
from shared.domain.setup import Kind, TenantPlan, Wanted
from shared.flightplan import load
from shared.tenant.lint import Code, Finding, lint
from shared.tenant.survey import survey
from tests.tenant_setups import SAMPLE, SettingUp, a_new_tenant


def a_tenant_with_apps() -> SettingUp:
    """Make a tenant that has what the sample assigns."""
    world = a_new_tenant()
    plan = load(SAMPLE).tenant
    for app in plan.of(Kind.APP):
        world.tenant.app_exists(app.name)
    for script in plan.of(Kind.SCRIPT):
        world.tenant.script_exists(script.name)
    return world


async def linted(world: SettingUp, plan: FlightPlan) -> tuple[Finding, ...]:
    found = await survey(world.tenancy, plan.tenant)
    return lint(plan, found.survey, found.names)


def with_page_waiting_for(app: str) -> FlightPlan:
    def changed(each: Wanted) -> Wanted:
        if each.kind is not Kind.ENROLLMENT_STATUS_PAGE:
            return each
        return replace(each, fields={**each.fields, "selected_mobile_apps": [app]})

    plan = load(SAMPLE)
    return replace(plan, tenant=TenantPlan(objects=tuple(map(changed, plan.tenant.objects))))


async def test_the_sample_has_no_findings_in_a_tenant_that_nobody_has_set_up() -> None:
    assert await linted(a_tenant_with_apps(), load(SAMPLE)) == ()


async def test_the_sample_has_no_findings_in_the_tenant_that_it_has_set_up() -> None:
    world = a_tenant_with_apps()
    await world.applied()

    assert await linted(world, load(SAMPLE)) == ()


async def test_an_app_that_the_tenant_has_not_is_found() -> None:
    found = await linted(a_tenant_with_apps(), with_page_waiting_for("Some App"))

    assert [each.code for each in found] == [Code.REFERENCE_UNKNOWN]
    assert "Some App" in found[0].sentence
