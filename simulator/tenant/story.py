"""What a story arranges in the tenant: things that happen there without a request of ours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.tenant.assignments import group_target
from simulator.tenant.face import Face
from simulator.tenant.flight import USUAL_FAILING_APP, Passenger
from simulator.tenant.group import Group
from simulator.tenant.identities import Registration
from simulator.tenant.profile_fields import usual_profile
from simulator.tenant.users import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who somebody is.

    *licence* is the Intune plan's provisioning status, ``None`` without one;
    *manager* is their manager's UPN, blank without one.
    """

    name: str = "Robin Sample"
    user_type: str = "Member"
    enabled: bool = True
    licence: str | None = "Success"
    manager: str = ""
    department: str = ""
    job_title: str = ""


class StoryDirections(Face):
    """People, groups, profiles and machines that come about by themselves.

    *at* is the time from which they do; without it, at once.  None of this
    passes the gate.
    """

    def user_appears(
        self, upn: str, at: datetime | None = None, person: Person | None = None
    ) -> str:
        """Let somebody be in the directory; answers their object id."""
        who = person or Person()
        user = User(
            id=self.model.agenda.draws.guid("user", upn.lower()),
            upn=upn,
            name=who.name,
            user_type=who.user_type,
            enabled=who.enabled,
            licence=who.licence,
            manager=who.manager,
            department=who.department,
            job_title=who.job_title,
        )
        self._at(at, lambda when: self.model.users.add(user, when))
        return user.id

    def user_changes(self, upn: str, person: Person, at: datetime | None = None) -> None:
        """Let whatever is known of somebody change, but their UPN."""

        def change(when: datetime) -> None:
            user = self.model.users.get(upn)
            user.name, user.user_type = person.name, person.user_type
            user.enabled, user.manager = person.enabled, person.manager
            user.department, user.job_title = person.department, person.job_title
            self.model.users.license(user, person.licence, when)
            self.model.users.tell(user, when)

        self._at(at, change)

    def group_exists(self, name: str, *, rule: str | None = None) -> str:
        """Create an assigned group, or a dynamic one with a membership *rule*; answers its id."""
        group = Group(id=self.model.groups.new_id(), name=name, rule=rule)
        self.model.groups.create(group, self.model.agenda.now())
        return group.id

    def profile_assigned(self, name: str, *group_ids: str) -> str:
        """Create a deployment profile assigned to groups; answers its id."""
        profile_id = self.model.agenda.draws.guid("profile", name)
        documents = self.model.intune.deployment_profiles
        profile = documents.find(profile_id) or documents.add(profile_id, usual_profile(name))
        targets = [group_target(each) for each in group_ids]
        self.model.profiles.assign(profile, targets, self.model.agenda.now())
        return profile_id

    def profile_turns(self, serial: str, status: str, at: datetime | None = None) -> None:
        """Let a registered machine's profile be ``failed``, or in any status that Graph knows."""

        def turn(when: datetime) -> None:
            identity = self.model.identities.registered(serial)
            if identity is not None:
                self.model.profiles.turn(identity, status, when)

        self._at(at, turn)

    def oem_registers(
        self,
        serial: str,
        at: datetime | None = None,
        *,
        manufacturer: str = "Contoso",
        model: str = "Contoso 13",
        group_tag: str = "",
    ) -> None:
        """Let a machine's maker register it for us, without an import."""
        registration = Registration(
            serial=serial, manufacturer=manufacturer, model=model, group_tag=group_tag
        )
        self._at(at, lambda when: self.model.identities.register(registration, when))

    def device_object_deleted(self, serial: str) -> None:
        """Delete the Entra device object of a registered machine, as one who tidies up does."""
        identity = self.model.identities.registered(serial)
        if identity is not None:
            self.model.devices.delete(self.model.devices.get_by_device_id(identity.device_id))

    def owned_elsewhere(self, *serials: str) -> None:
        """Let machines belong to other tenants."""
        self.model.imports.owned_elsewhere |= {serial.upper() for serial in serials}

    def given_up_elsewhere(self, *serials: str) -> None:
        """Let another tenant deregister these machines."""
        self.model.imports.owned_elsewhere -= {serial.upper() for serial in serials}

    def import_ends(self, serial: str, error_name: str) -> None:
        """Let the next import of a machine end in an error, by the directory service's name."""
        self.model.imports.will_end[serial.upper()] = error_name

    def people_stay_away(self) -> None:
        """Let nobody switch a machine on unless the story says so."""
        self.model.deployments.people_start = False

    def switches_on(self, serial: str, at: datetime | None = None) -> None:
        """Let the person at the desk switch a registered machine on."""

        def switch(when: datetime) -> None:
            identity = self.model.identities.registered(serial)
            if identity is not None:
                self.model.deployments.switch_on(identity, when)

        self._at(at, switch)

    def deployment_fails(self, *serials: str, app: str = USUAL_FAILING_APP) -> None:
        """Let the device set-up of machines fail for good when it comes to it, by that *app*."""
        self.model.deployments.will_fail |= {serial.upper(): app for serial in serials}

    def deployed_before(self, serial: str, at: datetime) -> None:
        """Let a machine have been deployed at *at*, in a former life that ended with a reset.

        Its event and its line of the report stay; its managed device is gone.
        """
        passenger = Passenger(serial=serial, name=f"PC-{serial}"[:15])
        self.model.deployments.remember(passenger, at, took=timedelta(minutes=35))

    def exports_fail(self, times: int = 1) -> None:
        """Let as many of the export jobs that are asked for next end as ``failed``."""
        self.model.exports.will_fail += times

    def _at(self, at: datetime | None, action: Callable[[datetime], object]) -> None:
        agenda = self.model.agenda

        def act(when: datetime) -> None:
            action(when)

        agenda.plan(at or agenda.now(), act)
        agenda.catch_up()
