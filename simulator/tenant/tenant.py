"""The simulated Microsoft tenant: one model, whatever face looks at it."""

from shared.ports import Clock
from simulator.tenant.agenda import Agenda
from simulator.tenant.autopilot_operations import AutopilotOperations
from simulator.tenant.deployment_operations import DeploymentOperations
from simulator.tenant.directory_operations import DirectoryOperations
from simulator.tenant.draws import Draws
from simulator.tenant.export_operations import ExportOperations
from simulator.tenant.gate import Counts, Gate, Trace
from simulator.tenant.latencies import Latencies
from simulator.tenant.model import Model
from simulator.tenant.moods import Moods
from simulator.tenant.preparation_operations import PreparationOperations
from simulator.tenant.preparation_story import PreparationDirections
from simulator.tenant.script import Script


class Tenant(
    AutopilotOperations,
    DirectoryOperations,
    DeploymentOperations,
    PreparationOperations,
    PreparationDirections,
    ExportOperations,
):
    """Intune, Autopilot, Entra and the people at their desks.

    Operations pass the gate and raise ``GraphFault`` (``AnswerLost`` when they
    acted in vain); what a story arranges does not.  The same seed and the same
    requests make the same tenant.
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
