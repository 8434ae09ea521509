"""The person at the desk: switches the machine on, and waits for the set-up to end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NIL_GUID, stamp
from simulator.tenant.devices import Devices, EntraDevice
from simulator.tenant.enrollment_pages import EnrollmentConfiguration
from simulator.tenant.flight import Flight, Passenger, passenger_of
from simulator.tenant.identities import Identities
from simulator.tenant.identity import BLOCKED, Identity
from simulator.tenant.joining import NOT_SUPPORTED, Joining
from simulator.tenant.profiles import IN_SYNC, Profiles
from simulator.tenant.progress import (
    FAILURE,
    IN_PROGRESS,
    NOT_ATTEMPTED,
    SUCCESS,
    SUCCESS_ON_RETRY,
    Progress,
)
from simulator.tenant.users import Users

# Microsoft's known issues of Autopilot: a deployment longer than this may show as incomplete.
EVENTS_LISTEN = timedelta(hours=1)

type PageFor = Callable[[str, str], EnrollmentConfiguration]


class Deployments:
    """Every deployment, begun by people who find their machine ready (*people_start*).

    *will_fail* names the app that fails by the machine's serial number in upper case;
    *page_for* finds the status page for a device's and a person's object ids.
    """

    def __init__(
        self, agenda: Agenda, users: Users, devices: Devices, joining: Joining, page_for: PageFor
    ) -> None:
        self.flights: list[Flight] = []
        self.people_start = True
        # Serial numbers and people of associated machines, which take another way than this.
        self.associations: dict[str, str] = {}
        self.will_fail: dict[str, str] = {}
        self._agenda = agenda
        self._users = users
        self._joining = joining
        self._page_for = page_for
        self._registered: dict[str, datetime] = {}
        devices.listeners.append(self._note_registration)

    def watch(self, identities: Identities, profiles: Profiles) -> None:
        """Look out for machines that became ready for their person."""
        identities.listeners.append(self._consider)
        profiles.listeners.append(self._consider)

    def switch_on(self, identity: Identity, at: datetime) -> None:
        """Begin a deployment unless the machine is enrolled, gone, associated or without device.

        Whoever may not join gets no further, and a machine joins Entra alone where
        automatic enrolment is not for its person.
        """
        if identity.enrolled or not identity.seen or identity.device_id == NIL_GUID:
            return
        if identity.serial.upper() in self.associations or self._is_blocked(identity, at):
            return
        person = self._users.find(identity.upn)
        if not self._joining.admits(person, identity.serial, at):
            return
        enrols = self._joining.enrols(person)
        device = self._joining.join(identity.serial, identity.device_id, at, enrolled=enrols)
        if not enrols:
            return
        page = self._page_for(device.id, person.id if person else "")
        registered = self._registered.get(identity.device_id)
        flight = self._new(passenger_of(identity, person, page, registered), at)
        flight.identity, flight.device_id = identity, identity.device_id
        identity.managed_device_id, identity.enrolment = flight.managed_device_id, "enrolled"
        self._move(flight, flight.fact)
        self._set_up(flight, at)

    def remember(self, passenger: Passenger, at: datetime, took: timedelta) -> None:
        """Let a deployment that succeeded long ago have left its event and its line."""
        half = took / 2
        flight = self._new(passenger, at)
        flight.fact = flight.told = flight.reported = Progress(
            at=at + took,
            state=SUCCESS,
            device_setup=SUCCESS,
            account_setup=SUCCESS,
            device_took=half,
            account_took=took - half,
        )

    def enrolled(self) -> list[Flight]:
        """List the deployments whose machine Intune manages."""
        return [flight for flight in self.flights if flight.identity is not None]

    def event(self, event_id: str) -> Flight | None:
        """Find a deployment by its event's id."""
        return next((flight for flight in self.flights if flight.id == event_id), None)

    def _new(self, passenger: Passenger, at: datetime) -> Flight:
        number = str(len(self.flights) + 1)
        guid = self._agenda.draws.guid
        begun = Progress(at=at)
        flight = Flight(
            id=guid("autopilot event", number),
            passenger=passenger,
            managed_device_id=guid("managed device", number),
            device_id=NIL_GUID,
            began=at,
            fact=begun,
            told=begun,
        )
        self.flights.append(flight)
        return flight

    def _note_registration(self, device: EntraDevice, at: datetime) -> None:
        self._registered.setdefault(device.device_id, at)

    def _is_blocked(self, identity: Identity, at: datetime) -> bool:
        blocked = identity.userless_enrolment == BLOCKED
        if blocked:
            self._joining.refuse(identity.serial, identity.upn, NOT_SUPPORTED, at)
        return blocked

    def _consider(self, identity: Identity, at: datetime) -> None:
        if self.people_start and _ready(identity) and not identity.enrolled:
            span = self._agenda.latencies.switched_on
            name = ("switched_on", identity.id)
            self._agenda.plan_within(span, at, name, lambda when: self._arrive(identity, when))

    def _arrive(self, identity: Identity, at: datetime) -> None:
        if _ready(identity):
            self.switch_on(identity, at)

    def _set_up(self, flight: Flight, at: datetime) -> None:
        what = "long_device_setup" if self._takes_long(flight) else "device_setup"
        self._later(what, flight, at, self._end_device_setup)

    def _end_device_setup(self, flight: Flight, at: datetime) -> None:
        ended = replace(flight.fact, at=at, device_took=at - flight.began)
        app = self.will_fail.get(flight.passenger.serial.upper())
        if app is not None:
            flight.failing_app = app
            self._move(flight, replace(ended, device_setup=FAILURE, state=FAILURE))
        elif not flight.retried and self._agenda.is_in_mood("fails_at_first", flight.id):
            self._move(flight, replace(ended, device_setup=FAILURE, state=FAILURE))
            self._later("retried", flight, at, self._retry)
        else:
            self._move(flight, replace(ended, device_setup=SUCCESS, account_setup=IN_PROGRESS))
            self._later("account_setup", flight, at, self._end_account_setup)

    def _retry(self, flight: Flight, at: datetime) -> None:
        flight.retried = True
        flight.event_rests = self._agenda.is_in_mood("stays_failed", flight.id)
        again = replace(flight.fact, at=at, state=IN_PROGRESS, device_setup=IN_PROGRESS)
        self._move(flight, replace(again, account_setup=NOT_ATTEMPTED, device_took=timedelta(0)))
        self._set_up(flight, at)

    def _end_account_setup(self, flight: Flight, at: datetime) -> None:
        took = at - flight.began - flight.fact.device_took
        state = SUCCESS_ON_RETRY if flight.retried else SUCCESS
        ended = replace(flight.fact, at=at, account_setup=SUCCESS, account_took=took)
        self._move(flight, replace(ended, state=state))

    def _move(self, flight: Flight, fact: Progress) -> None:
        """Let something happen to the machine, and let those tell of it who do."""
        flight.fact = fact
        if flight.identity is not None:
            flight.identity.last_contacted = stamp(fact.at)
        if self._takes_long(flight) and fact.at - flight.began > EVENTS_LISTEN:
            flight.event_rests = True
        if not flight.event_rests:
            flight.told = fact
        self._later("report_written", flight, fact.at, lambda this, _: _report(this, fact))

    def _takes_long(self, flight: Flight) -> bool:
        return self._agenda.is_in_mood("takes_long", flight.id)

    def _later(
        self, what: str, flight: Flight, at: datetime, then: Callable[[Flight, datetime], None]
    ) -> None:
        span = getattr(self._agenda.latencies, what)
        self._agenda.plan_within(span, at, (what, flight.id), lambda when: then(flight, when))


def _report(flight: Flight, fact: Progress) -> None:
    flight.reported = fact


def _ready(identity: Identity) -> bool:
    return bool(identity.upn) and identity.profile_status == IN_SYNC
