"""What happens to a machine once a device-preparation policy has it."""

from collections.abc import Callable
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity
from simulator.tenant.devices import Devices, EntraDevice
from simulator.tenant.enrolment import Enrolment
from simulator.tenant.groups import Groups
from simulator.tenant.preparation import FAILED, SUCCEEDED, Codes, Preparation
from simulator.tenant.preparation_policies import PreparationPolicies, PreparationPolicy


class Preparations:
    """Every device-preparation deployment: policies, then scripts, then apps.

    *will_fail* names machines by serial number, and the app that fails
    (``None``: the time runs out before any script).
    """

    def __init__(
        self, agenda: Agenda, devices: Devices, groups: Groups, policies: PreparationPolicies
    ) -> None:
        self.will_fail: dict[str, str | None] = {}
        self._agenda = agenda
        self._groups = groups
        self._policies = policies
        self._begun: list[Preparation] = []
        self._groups_awaiting: dict[str, str] = {}
        devices.listeners.append(self._add_to_group)

    def policy_for(self, user_id: str) -> PreparationPolicy | None:
        """Find the policy that a person's machine takes when they sign in."""
        return self._policies.for_person(user_id)

    def begin(self, enrolment: Enrolment, policy: PreparationPolicy, at: datetime) -> None:
        """Begin to prepare a machine that has just enrolled, and put it in the device group."""
        enrolment.profile_name = policy.name
        self._groups_awaiting[enrolment.device.id] = policy.device_group
        if enrolment.device.replicated:
            self._add_to_group(enrolment.device, at)
        preparation = Preparation(enrolment=enrolment, policy=policy)
        self._begun.append(preparation)
        self._later("policies_applied", preparation, at, self._apply_policies)

    def status_rows(self) -> list[Entity]:
        """List the rows of the report ``AutopilotV2DeploymentStatus``."""
        return [each.status_row() for each in self._begun]

    def app_rows(self) -> list[Entity]:
        """List the rows of the report ``AutopilotV2DeploymentStatusDetailedAppInfo``."""
        return [row for each in self._begun for row in each.app_rows()]

    def script_rows(self) -> list[Entity]:
        """List the rows of the report ``AutopilotV2DeploymentStatusDetailedScriptInfo``."""
        return [row for each in self._begun for row in each.script_rows()]

    def _add_to_group(self, device: EntraDevice, at: datetime) -> None:
        """Let the service itself put a device into its group, as soon as it can be read."""
        group_id = self._groups_awaiting.pop(device.id, None)
        group = self._groups.find(group_id) if group_id is not None else None
        if group is not None and device.id not in group.added:
            self._groups.add_members(group.id, (device.id,), at)

    def _apply_policies(self, preparation: Preparation, at: datetime) -> None:
        serial = preparation.enrolment.machine.serial.upper()
        if serial in self.will_fail and self.will_fail[serial] is None:
            self._end(preparation, FAILED, at)
        else:
            self._later("scripts_run", preparation, at, self._run_scripts)

    def _run_scripts(self, preparation: Preparation, at: datetime) -> None:
        preparation.install(preparation.policy.scripts)
        self._later("apps_installed", preparation, at, self._install_apps)

    def _install_apps(self, preparation: Preparation, at: datetime) -> None:
        failing = self.will_fail.get(preparation.enrolment.machine.serial.upper())
        every = preparation.install(preparation.policy.apps, failing)
        self._end(preparation, SUCCEEDED if every else FAILED, at)

    def _end(self, preparation: Preparation, codes: Codes, at: datetime) -> None:
        preparation.took = at - preparation.enrolment.began
        preparation.enrolment.last_sync = at
        preparation.end(codes)

    def _later(
        self,
        what: str,
        preparation: Preparation,
        at: datetime,
        then: Callable[[Preparation, datetime], None],
    ) -> None:
        span = getattr(self._agenda.latencies, what)
        name = (what, preparation.enrolment.id)
        self._agenda.plan_within(span, at, name, lambda when: then(preparation, when))
