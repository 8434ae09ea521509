"""The simulated Microsoft tenant: one model, whatever face looks at it."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import timedelta

from shared.ports import Clock
from simulator.tenant.agenda import Agenda
from simulator.tenant.app_operations import AppOperations
from simulator.tenant.autopilot_operations import AutopilotOperations
from simulator.tenant.caller import Caller
from simulator.tenant.configuration_policy_operations import ConfigurationPolicyOperations
from simulator.tenant.counts import Counts
from simulator.tenant.deployment_operations import DeploymentOperations
from simulator.tenant.directory_operations import DirectoryOperations
from simulator.tenant.directory_story import DirectoryDirections
from simulator.tenant.draws import Draws
from simulator.tenant.enrollment_operations import EnrollmentOperations
from simulator.tenant.export_operations import ExportOperations
from simulator.tenant.gate import Gate
from simulator.tenant.group_operations import GroupOperations
from simulator.tenant.latencies import Latencies
from simulator.tenant.leaving_operations import LeavingOperations
from simulator.tenant.limits import Limits
from simulator.tenant.model import Model
from simulator.tenant.moods import Moods
from simulator.tenant.object_operations import ObjectOperations
from simulator.tenant.policy_operations import PolicyOperations
from simulator.tenant.preparation_operations import PreparationOperations
from simulator.tenant.preparation_story import PreparationDirections
from simulator.tenant.profile_operations import ProfileOperations
from simulator.tenant.script import Script
from simulator.tenant.trace import Trace
from simulator.tenant.workflow_operations import WorkflowOperations


class Tenant(
    AutopilotOperations,
    DirectoryOperations,
    DeploymentOperations,
    LeavingOperations,
    PreparationOperations,
    PreparationDirections,
    GroupOperations,
    ObjectOperations,
    PolicyOperations,
    DirectoryDirections,
    ExportOperations,
    WorkflowOperations,
    # Intune's side of a tenant's set-up.
    EnrollmentOperations,
    ProfileOperations,
    ConfigurationPolicyOperations,
    AppOperations,
):
    """Intune, Autopilot, Entra and the people at their desks.

    Operations pass the gate and raise ``GraphFault`` (``AnswerLost`` when they
    acted in vain); what a story arranges does not.  The same seed and the same
    requests make the same tenant.  It throttles by quota only after
    ``limits_apply``, and in process every app may do everything except within
    ``acting_as``.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        seed: int = 0,
        latencies: Latencies | None = None,
        script: Script | None = None,
        moods: Moods | None = None,
    ) -> None:
        agenda = Agenda(clock, Draws(seed), latencies or Latencies(), moods or Moods())
        model = Model(agenda)
        super().__init__(model, Gate(agenda, script or Script(seed=seed)))

    @property
    def counts(self) -> Counts:
        """How many requests came so far."""
        return self.gate.counts

    @property
    def script(self) -> Script:
        """What goes wrong; rules may be added at any time."""
        return self.gate.script

    def trace_to(self, sink: Trace) -> None:
        """Tell *sink* of every request from now on: one JSON object, without hardware hashes."""
        self.gate.trace = sink

    def limits_apply(self, limits: Limits | None) -> None:
        """Throttle by these quotas from now on, or (``None``) by none."""
        self.gate.limit(limits)

    def messages_travel(self, time: timedelta) -> None:
        """Blame nobody for asking again within *time* after a 429: that cannot be heard yet."""
        self.gate.travel(time)

    def acting_as(self, roles: Collection[str], *, app: str = "") -> AbstractContextManager[None]:
        """Ask in process as an app that holds these app roles and no other."""
        return self.gate.calling(Caller(app=app, roles=frozenset(roles)))

    def signed_in(
        self, scopes: Collection[str], *, person: str = "", app: str = ""
    ) -> AbstractContextManager[None]:
        """Ask in process for a person, by UPN, who gave an app these scopes and no other."""
        return self.gate.calling(Caller(app=app, scopes=frozenset(scopes), person=person))

    def one_round_trip(self) -> AbstractContextManager[None]:
        """Ask in process within one batch of at most twenty requests.

        Raises ``GraphFault`` at its beginning when the batch is refused, and
        ``AnswerLost`` at its end when its answers are.
        """
        return self.gate.one_round_trip()
