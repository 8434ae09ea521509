"""What a story arranges for machines that are prepared without being registered."""

from collections.abc import Sequence
from datetime import datetime

from simulator.tenant.answers import bad_request
from simulator.tenant.apps import required_by
from simulator.tenant.assignments import group_target
from simulator.tenant.enrolment import EnrolmentRefusal, Machine
from simulator.tenant.intune_story import IntuneDirections
from simulator.tenant.policy_settings import usual_instances
from simulator.tenant.service_principals import INTUNE_PROVISIONING_CLIENT


class PreparationDirections(IntuneDirections):
    """Policies, deliveries, associations and restrictions; none of it passes the gate."""

    def preparation_policy(  # noqa: PLR0913  a policy has six parts, each named by its caller
        self,
        name: str,
        *,
        user_group: str,
        device_group: str,
        apps: Sequence[str] = (),
        scripts: Sequence[str] = (),
        priority: int = 1,
    ) -> str:
        """Create a complete device-preparation policy for a group of people; answers its id.

        Machines are put into *device_group*, an assigned group, which the Intune
        Provisioning Client comes to own. *apps* and *scripts* are names, in the
        order of their installation; they are made and assigned to that group.
        The least *priority* comes first.
        """
        at, intune = self.model.agenda.now(), self.model.intune
        self.model.groups.get(user_group)
        if self.model.groups.get(device_group).rule:
            message = "notStaticSecurityGroup"
            raise bad_request(message)
        found = [intune.apps.get(self.app_exists(each)) for each in apps]
        script_ids = [self.script_exists(each) for each in scripts]
        for app in found:
            app.targets[device_group] = required_by(device_group)
        for script_id in script_ids:
            intune.scripts.get(script_id).targets[device_group] = group_target(device_group)
        self._provisioned(device_group, at)
        policy_id = self.model.agenda.draws.guid("preparation policy", name)
        settings = usual_instances(found, script_ids, device_group)
        policy = intune.configuration_policies.add(policy_id, {"name": name}, settings)
        policy.priority, policy.device_group = priority, device_group
        policy.targets = [group_target(user_group)]
        return policy_id

    def _provisioned(self, device_group: str, at: datetime) -> None:
        """Let the Intune Provisioning Client own a group."""
        principals = self.model.service_principals
        client = principals.of_app(INTUNE_PROVISIONING_CLIENT)
        client = client or principals.create(INTUNE_PROVISIONING_CLIENT, at)
        self.model.groups.get(device_group).owners[client.id] = None

    def machine_delivered(
        self,
        serial: str,
        manufacturer: str,
        model: str,
        upn: str,
        at: datetime | None = None,
    ) -> None:
        """Bring a machine to a person's desk; they switch it on after ``switched_on``.

        Serial number, manufacturer and model are what its SMBIOS says.
        """
        machine = Machine(serial=serial, manufacturer=manufacturer, model=model, upn=upn)
        self._at(at, lambda when: self.model.deliveries.deliver(machine, when))

    def switches_on_new(self, serial: str, at: datetime | None = None) -> None:
        """Let the person switch a delivered machine on, for the first time or again."""
        self._at(at, lambda when: self.model.deliveries.switch_on(serial, when))

    def associated(self, serial: str, upn: str) -> None:
        """Associate a machine with this tenant and a person, before any registration counts.

        Graph's contract for this is not public, so only its effect is simulated.
        """
        self.model.deployments.associations[serial.upper()] = upn

    def personal_enrolment_blocked(self) -> None:
        """Refuse machines of which nobody said that they are the company's."""
        self.model.enrolments.personal_blocked = True

    def preparation_fails(self, serial: str, app: str | None = None) -> None:
        """Let a machine's preparation fail at an app of its policy, or before any script."""
        self.model.preparations.will_fail[serial.upper()] = app

    @property
    def enrolments_refused(self) -> tuple[EnrolmentRefusal, ...]:
        """What Intune refused so far, in order."""
        return tuple(self.model.enrolments.refusals)
