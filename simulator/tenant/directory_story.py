"""What a story arranges about the set-up of the directory."""

from simulator.tenant.enrolment import EnrolmentRefusal
from simulator.tenant.mobility_policy import NOBODY
from simulator.tenant.service_principals import INTUNE_PROVISIONING_CLIENT
from simulator.tenant.story import StoryDirections


class DirectoryDirections(StoryDirections):
    """Apps, policies, and what a tenant has from its beginning; none of it passes the gate."""

    def nothing_is_set_up(self) -> None:
        """Let the tenant be a new one, which nobody has touched.

        No machine enrols by itself and the Intune Provisioning Client is missing,
        while everybody may join: what Microsoft's two tutorials begin with.
        """
        self.model.mobility_policy.change({"appliesTo": NOBODY})
        self.app_leaves(INTUNE_PROVISIONING_CLIENT)

    def service_principal_exists(self, app_id: str, name: str = "") -> str:
        """Let an app have a service principal; answers its object id."""
        principals = self.model.service_principals
        principals.applications.setdefault(app_id.lower(), name or f"App {app_id[:8]}")
        found = principals.of_app(app_id) or principals.create(app_id, self.model.agenda.now())
        return found.id

    def app_leaves(self, app_id: str) -> None:
        """Take an app's service principal out of the tenant."""
        self.model.service_principals.remove(app_id)

    def application_exists(self, app_id: str, name: str) -> None:
        """Let there be an app somewhere that a service principal can be made of."""
        self.model.service_principals.applications[app_id.lower()] = name

    @property
    def joins_refused(self) -> tuple[EnrolmentRefusal, ...]:
        """What Entra refused so far of people who were to join a machine, in order."""
        return tuple(self.model.joining.refusals)
