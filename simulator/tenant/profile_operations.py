"""Autopilot deployment profiles: the requests on them, beta alone."""

from functools import partial

from simulator.tenant.answers import Entity, GraphFault, Page, Slice, page_of
from simulator.tenant.assignments import assignments_of
from simulator.tenant.deployment_profiles import KINDS, Profile
from simulator.tenant.face import Face
from simulator.tenant.operations import Operation

PROFILES_PAGE = 50  # Intune's own size is not documented

_PROFILES = "/beta/deviceManagement/windowsAutopilotDeploymentProfiles"


class ProfileOperations(Face):
    """What is asked of deployment profiles, each request through the gate."""

    def deployment_profiles_page(self, part: Slice | None = None, *, expand: bool = False) -> Page:
        """List one page of the profiles; *expand* shows their assignments."""
        piece = part or Slice(top=PROFILES_PAGE)
        every = self.model.intune.deployment_profiles.every
        write = partial(_written, expand=expand)
        return self.ask(Operation.PROFILES, _PROFILES, lambda: page_of(every(), piece, write))

    def deployment_profile(self, profile_id: str, *, expand: bool = False) -> Entity:
        """Read a profile; 404 when there is none."""
        get = partial(self.model.intune.deployment_profiles.get, profile_id)
        return self.ask(Operation.PROFILE, _url(profile_id), lambda: _written(get(), expand=expand))

    def create_deployment_profile(self, body: Entity) -> Entity:
        """Create a profile, assigned to nobody."""
        create = partial(self.model.intune.deployment_profiles.create, body)
        return self.ask(Operation.CREATE_PROFILE, _PROFILES, lambda: create().entity(), body)

    def update_deployment_profile(self, profile_id: str, body: Entity) -> Entity:
        """Change some properties of a profile."""
        model, at = self.model, self.model.agenda.now()

        def update() -> Entity:
            before = model.intune.deployment_profiles.get(profile_id).fields
            profile = model.intune.deployment_profiles.update(profile_id, body)
            if profile.fields != before:
                model.profiles.changed(profile, at)
            return profile.entity()

        return self.ask(Operation.UPDATE_PROFILE, _url(profile_id), update, body)

    def delete_deployment_profile(self, profile_id: str) -> None:
        """Delete a profile; 400 while it is assigned."""
        remove = partial(self.model.intune.deployment_profiles.remove, profile_id)
        self.ask(Operation.DELETE_PROFILE, _url(profile_id), remove)

    def profile_assignments(self, profile_id: str) -> list[Entity]:
        """List to whom a profile is assigned; 404 when there is none."""
        get = partial(self.model.intune.deployment_profiles.get, profile_id)
        url = _url(profile_id, "assignments")
        return self.ask(Operation.PROFILE_ASSIGNMENTS, url, lambda: _assignments(get()))

    def add_profile_assignment(self, profile_id: str, body: Entity) -> Entity:
        """Assign a profile to one more target; 409 when it is assigned to it already."""
        model, at = self.model, self.model.agenda.now()

        def add() -> Entity:
            profile = model.intune.deployment_profiles.get(profile_id)
            target = model.intune.targets.read(body, KINDS)
            if target.key in profile.targets:
                message = "The profile is assigned to this target already."
                raise GraphFault(409, "Conflict", message)
            model.profiles.assign(profile, [target], at)
            return assignments_of(profile_id, [target])[0]

        url = _url(profile_id, "assignments")
        return self.ask(Operation.ADD_PROFILE_ASSIGNMENT, url, add, body)

    def remove_profile_assignment(self, profile_id: str, assignment_id: str) -> None:
        """Take one assignment of a profile away; 404 when there is none."""
        model, at = self.model, self.model.agenda.now()

        def remove() -> None:
            profile = model.intune.deployment_profiles.get(profile_id)
            target = model.intune.deployment_profiles.assignment(profile_id, assignment_id)
            model.profiles.unassign(profile, target, at)

        url = _url(profile_id, f"assignments/{assignment_id}")
        self.ask(Operation.REMOVE_PROFILE_ASSIGNMENT, url, remove)

    def assign_profile_to_devices(self, profile_id: str, identity_ids: list[str]) -> None:
        """Assign a profile to Autopilot devices themselves, and to no other."""
        model, at = self.model, self.model.agenda.now()

        def assign() -> None:
            profile = model.intune.deployment_profiles.get(profile_id)
            model.profiles.assign_directly(profile, identity_ids, at)

        body = {"deviceIds": identity_ids}
        self.ask(Operation.ASSIGN_PROFILE, _url(profile_id, "assign"), assign, body)

    def profile_payload_links(self, payload_ids: list[str]) -> list[Entity]:
        """Ask of profiles whether they are assigned (``hasPayloadLinks``); none is an error."""
        find = self.model.intune.deployment_profiles.find

        def look() -> list[Entity]:
            return [_link(payload_id, find(payload_id)) for payload_id in payload_ids]

        url, body = f"{_PROFILES}/hasPayloadLinks", {"payloadIds": payload_ids}
        return self.ask(Operation.PROFILE_PAYLOAD_LINKS, url, look, body)


def _written(profile: Profile, *, expand: bool) -> Entity:
    assigned = {"assignments": _assignments(profile)} if expand else {}
    return profile.entity() | assigned


def _assignments(profile: Profile) -> list[Entity]:
    return assignments_of(profile.id, profile.targets.values())


def _link(payload_id: str, profile: Profile | None) -> Entity:
    assigned = profile is not None and bool(profile.targets)
    return {"payloadId": payload_id, "hasLink": assigned, "error": None, "sources": []}


def _url(profile_id: str, *rest: str) -> str:
    return "/".join((_PROFILES, profile_id, *rest))
