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
from shared.runtime.drifts import Drifts, Nights
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
from shared.runtime.versioned_rows import VersionedRows


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
    drifts: Drifts
    nights: Nights
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
    rows = VersionedRows(ports.rows)
    herald = Herald(flight_plan, ports.outbox, rows)
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
        devices=Devices(rows, herald),
        hires=Hires(rows, herald),
        requests=Requests(rows, herald),
        parked=ParkedThings(rows),
        acts=Acts(rows),
        drifts=Drifts(rows),
        nights=Nights(rows),
        hashes=Hashes(rows, ports.clock),
        leads=Leads(rows),
        ledger=Ledger(rows, ports.clock),
        rounds=Rounds(rows),
        exports=Exports(ports.monitoring, rows, ports.clock),
        deliveries=Deliveries(rows, ports.clock),
        published_keys=PublishedKeys(ports.endpoints, ports.clock),
        vendors=Vendors(ports.endpoints, ports.secrets, ports.clock, instances),
        subscriptions=Subscriptions(rows, ports.clock),
        tombstones=Tombstones(rows, ports.clock),
        erasures=Erasures(rows),
        stored=Stored(ports.rows),
    )
