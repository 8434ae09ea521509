"""The policy: personas, patience and what counts as licensed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from shared.domain.anew import rerouted
from shared.domain.commands import RegisterDevices
from shared.domain.device import Device
from shared.domain.pairing import RULES, Rule
from shared.domain.park import release
from shared.domain.request import Approval
from shared.domain.retention import Retention
from shared.domain.service_level import LeadTimes, ServiceLevel
from shared.domain.settled import is_settled
from shared.domain.setup import TenantPlan
from shared.domain.sources import OWN, Source
from shared.domain.stages import Route, Stage
from shared.domain.subscribers import Subscriber


class Membership(StrEnum):
    """Who writes a group's members: we, or a rule in Entra ID."""

    ASSIGNED = "assigned"
    DYNAMIC = "dynamic"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceGroup:
    """A group that a persona's devices belong to, by display name or object id."""

    name: str
    membership: Membership = Membership.ASSIGNED


@dataclass(frozen=True, slots=True, kw_only=True)
class UserGroup:
    """The group of people that a device-preparation policy is assigned to."""

    name: str
    membership: Membership = Membership.ASSIGNED


class WhenRegistered(StrEnum):
    """What to do with a device that is to be prepared and turns out to be registered (v1)."""

    PARK = "park"
    DEREGISTER = "deregister"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A named kind of workplace.

    *groups* are those of its devices (route ``autopilot``); *user_group* is that
    of its people (route ``device-preparation``), *policy* the name of the
    device-preparation policy that they get.  *approval* is who has to agree to
    a request for one.  *lead_times* are those of its people (``None``: as everybody's).
    """

    name: str
    groups: tuple[DeviceGroup, ...] = ()
    route: Route = Route.AUTOPILOT
    group_tag: str = ""
    user_group: UserGroup | None = None
    policy: str = ""
    when_registered: WhenRegistered = WhenRegistered.PARK
    approval: Approval = Approval.NONE
    lead_times: LeadTimes | None = None


# How long each stage may go without anybody looking, before the sweep asks again.
_OUTSTAYED = {
    Stage.EXPECTED: timedelta(minutes=10),
    Stage.REGISTERING: timedelta(minutes=15),
    Stage.REGISTERED: timedelta(minutes=15),
    Stage.IDENTIFIED: timedelta(minutes=15),
    Stage.GROUPED: timedelta(minutes=15),
    Stage.ASSIGNED: timedelta(minutes=15),
    Stage.READY: timedelta(hours=1),
    Stage.DEPLOYING: timedelta(minutes=30),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait before looking again: *first*, doubling up to *longest*.

    *handed_over* paces the looks at a device that only its person can move on;
    *escalated* is how long before the start date an unregistered device is
    called overdue; *recovery* is how long a failed deployment may yet turn out
    well, *unsettled* how long one may run of which nobody says how it ended;
    *outstayed* is how far past its planned look a device may be in each stage.
    """

    first: timedelta = timedelta(minutes=1)
    longest: timedelta = timedelta(minutes=15)
    handed_over: timedelta = timedelta(minutes=30)
    escalated: timedelta = timedelta(days=7)
    recovery: timedelta = timedelta(hours=6)
    unsettled: timedelta = timedelta(days=7)
    outstayed: dict[Stage, timedelta] = field(default_factory=lambda: dict(_OUTSTAYED))

    def before(self, look: int) -> timedelta:
        """How long to wait before look number *look*, counted from 1."""
        return min(self.first * (1 << min(look - 1, 20)), self.longest)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftPolicy:
    """What to do of a night about what has drifted: report it alone, or *repair* it as well."""

    repair: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FlightPlan:
    """What ``flightplan.yaml`` says."""

    personas: dict[str, Persona]
    default_persona: str
    # INTUNE_A, "Microsoft Intune Plan 1": the service plan that a person must hold.
    service_plans: tuple[str, ...] = ("c1ec4a95-1f05-45b3-a911-aa3fa01094f5",)
    patience: Patience = field(default_factory=Patience)
    retention: Retention = field(default_factory=Retention)
    sources: Mapping[str, Source] = field(default_factory=lambda: {OWN.name: OWN})
    subscribers: Mapping[str, Subscriber] = field(default_factory=dict[str, Subscriber])
    # The CloudEvents attribute of the events that are sent to them.
    events_source: str = "/groundcrew"
    # The rules that may pair, the strongest first.
    pairing: tuple[Rule, ...] = RULES
    service_level: ServiceLevel = field(default_factory=ServiceLevel)
    drift: DriftPolicy = field(default_factory=DriftPolicy)
    # How the tenant is to be set up; the app never looks at it.
    tenant: TenantPlan = field(default_factory=TenantPlan)

    def persona_of(self, device: Device) -> Persona:
        """Find a device's persona: its line's, its group tag's, its person's, or the default."""
        tag = device.line.group_tag
        tagged = (name for name, each in self.personas.items() if each.group_tag == tag != "")
        told = (
            device.line.persona,
            next(tagged, ""),
            device.pairing.persona if device.pairing else "",
        )
        name = next((name for name in told if name in self.personas), self.default_persona)
        return self.personas[name]

    def lead_times_of(self, persona: str) -> LeadTimes:
        """Find the lead times of a persona's people; who has none is of the default persona."""
        known = self.personas.get(persona) or self.personas[self.default_persona]
        return known.lead_times or self.service_level.lead_times

    def group_tag_of(self, device: Device) -> str:
        """Find the group tag to register a device with: the line's own, or its persona's."""
        return device.line.group_tag or self.persona_of(device).group_tag

    def routed(self, device: Device, at: datetime) -> Device:
        """Take the route of the device's persona, from its beginning, while it may still change.

        What parked the device on its old route holds it no longer.
        """
        route = self.persona_of(device).route
        if route is device.route or is_settled(device):
            return device
        begun = release(rerouted(device, route, at), at, "Its persona takes another route.")
        return begun.waits(None).plans(RegisterDevices.__name__, at)
