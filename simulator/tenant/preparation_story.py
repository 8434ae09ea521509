"""What a story arranges for machines that are prepared without being registered."""

from collections.abc import Sequence
from datetime import datetime

from simulator.tenant.enrolment import EnrolmentRefusal, Machine
from simulator.tenant.preparation_policies import Installable, PreparationPolicy
from simulator.tenant.story import StoryDirections


class PreparationDirections(StoryDirections):
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
        """Create a device-preparation policy for a group of people; answers its id.

        Machines are put into *device_group*, an assigned group. *apps* and
        *scripts* are names, in the order of their installation, and count as
        assigned to that group. The least *priority* comes first.
        """
        guid = self.model.agenda.draws.guid
        policy = PreparationPolicy(
            id=guid("preparation policy", name),
            name=name,
            user_group=user_group,
            device_group=device_group,
            apps=tuple(Installable(id=guid("app", each), name=each) for each in apps),
            scripts=tuple(Installable(id=guid("script", each), name=each) for each in scripts),
            priority=priority,
            created=self.model.agenda.now(),
        )
        self.model.preparation_policies.create(policy)
        return policy.id

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
