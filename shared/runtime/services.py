"""Everything a handler may use, in one value."""

from dataclasses import dataclass

from shared.domain.flightplan import FlightPlan
from shared.ports import (
    Autopilot,
    Clock,
    DevicePreparation,
    Directory,
    Endpoints,
    LifecycleWorkflows,
    Monitoring,
    Outbox,
    Rows,
)
from shared.runtime.aggregates import Acts, Devices, Hires, ParkedThings, Requests
from shared.runtime.deliveries import Deliveries
from shared.runtime.erasures import Erasures
from shared.runtime.exports import Exports
from shared.runtime.hashes import Hashes
from shared.runtime.herald import Herald
from shared.runtime.leads import Leads
from shared.runtime.ledger import Ledger
from shared.runtime.published_keys import PublishedKeys
from shared.runtime.rounds import Rounds
from shared.runtime.secrets import Secrets
from shared.runtime.stored import Stored
from shared.runtime.subscriptions import Subscriptions
from shared.runtime.tombstones import Tombstones
from shared.runtime.vendors import Vendors


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The ports, and what stands on the store."""

    autopilot: Autopilot
    directory: Directory
    preparation: DevicePreparation
    monitoring: Monitoring
    workflows: LifecycleWorkflows
    endpoints: Endpoints
    outbox: Outbox
    clock: Clock
    flight_plan: FlightPlan
    secrets: Secrets
    devices: Devices
    hires: Hires
    requests: Requests
    parked: ParkedThings
    acts: Acts
    hashes: Hashes
    leads: Leads
    ledger: Ledger
    rounds: Rounds
    exports: Exports
    deliveries: Deliveries
    published_keys: PublishedKeys
    vendors: Vendors
    subscriptions: Subscriptions
    tombstones: Tombstones
    erasures: Erasures
    stored: Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What is plugged in from outside: adapters in Azure, twins in the simulator."""

    autopilot: Autopilot
    directory: Directory
    preparation: DevicePreparation
    monitoring: Monitoring
    workflows: LifecycleWorkflows
    endpoints: Endpoints
    outbox: Outbox
    rows: Rows
    clock: Clock
    secrets: Secrets


def assemble(ports: Ports, flight_plan: FlightPlan, instances: int = 1) -> Services:
    """Stand everything else on the ports, in one of so many *instances* of the app."""
    herald = Herald(flight_plan, ports.outbox, ports.rows)
    return Services(
        autopilot=ports.autopilot,
        directory=ports.directory,
        preparation=ports.preparation,
        monitoring=ports.monitoring,
        workflows=ports.workflows,
        endpoints=ports.endpoints,
        outbox=ports.outbox,
        clock=ports.clock,
        flight_plan=flight_plan,
        secrets=ports.secrets,
        devices=Devices(ports.rows, herald),
        hires=Hires(ports.rows, herald),
        requests=Requests(ports.rows, herald),
        parked=ParkedThings(ports.rows),
        acts=Acts(ports.rows),
        hashes=Hashes(ports.rows, ports.clock),
        leads=Leads(ports.rows),
        ledger=Ledger(ports.rows, ports.clock),
        rounds=Rounds(ports.rows),
        exports=Exports(ports.monitoring, ports.rows, ports.clock),
        deliveries=Deliveries(ports.rows, ports.clock),
        published_keys=PublishedKeys(ports.endpoints, ports.clock),
        vendors=Vendors(ports.endpoints, ports.secrets, ports.clock, instances),
        subscriptions=Subscriptions(ports.rows, ports.clock),
        tombstones=Tombstones(ports.rows, ports.clock),
        erasures=Erasures(ports.rows),
        stored=Stored(ports.rows),
    )
