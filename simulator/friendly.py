"""A tenant that is set up as a flight plan wants it, with some people in it."""

from datetime import datetime
from pathlib import Path

from shared import flightplan
from shared.domain.flightplan import Membership, Persona
from shared.domain.setup import Kind
from simulator.cargo import MACHINES, Machine
from simulator.cast import COLLEAGUES, Colleague
from simulator.tenant import Person, Tenant

PROFILE = "User-driven Entra join"


def set_up(tenant: Tenant, flight_plan: Path) -> None:
    """Create what the flight plan names: groups, their deployment profile, and policies."""
    personas = flightplan.load(flight_plan).personas.values()
    rules = {
        group.name: _rule(persona) if group.membership is Membership.DYNAMIC else None
        for persona in personas
        for group in persona.groups
    }
    ids = [tenant.group_exists(name, rule=rule) for name, rule in rules.items()]
    tenant.profile_assigned(PROFILE, *ids)
    for persona in personas:
        if persona.user_group is not None:
            people = tenant.group_exists(persona.user_group.name)
            devices = tenant.group_exists(f"{persona.policy} devices")
            tenant.preparation_policy(persona.policy, user_group=people, device_group=devices)


def begin_anew(tenant: Tenant, flight_plan: Path) -> None:
    """Let the tenant be a new one, with the apps and scripts that the flight plan assigns."""
    tenant.nothing_is_set_up()
    wanted = flightplan.load_setup(flight_plan).tenant
    for app in wanted.of(Kind.APP):
        tenant.app_exists(app.name)
    for script in wanted.of(Kind.SCRIPT):
        tenant.script_exists(script.name)


def welcome(flight_plan: Path, tenant: Tenant, began: datetime) -> None:
    """Make a new tenant in which everybody has an account and every machine imports fine."""
    begin_anew(tenant, flight_plan)
    for colleague in COLLEAGUES:
        tenant.user_appears(colleague.upn, began, person_of(colleague))
    for machine in MACHINES:
        if machine.registered:
            maker_registers(tenant, machine)


def person_of(colleague: Colleague) -> Person:
    """Describe a colleague as the directory does."""
    manager = colleague.manager.upn if colleague.manager else ""
    return Person(name=colleague.name, manager=manager)


def maker_registers(tenant: Tenant, machine: Machine) -> None:
    """Let a machine's maker register it with the tenant."""
    tenant.oem_registers(
        machine.serial,
        manufacturer=machine.manufacturer,
        model=machine.model,
        group_tag=machine.tag,
    )


def _rule(persona: Persona) -> str:
    return f'(device.devicePhysicalIds -any (_ -eq "[OrderID]:{persona.group_tag}"))'
