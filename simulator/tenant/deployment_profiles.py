"""Deployment profiles as documents, and to which devices each is assigned."""

from dataclasses import dataclass, field
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity, bad_request, no_such_record, stamp
from simulator.tenant.assignments import ALL_DEVICES, EXCLUSION, GROUP, Target, reach
from simulator.tenant.profile_fields import (
    PROFILE_TYPE,
    changed_profile,
    new_profile,
    shown_profile,
)

MOST_PROFILES = 350  # in a tenant, says Microsoft
KINDS = (GROUP, EXCLUSION, ALL_DEVICES)


@dataclass(slots=True, kw_only=True)
class Profile:
    """A deployment profile.

    *targets* stand by the keys of their assignments; *direct* holds the ids of
    Autopilot devices that it was assigned to themselves.
    """

    id: str
    fields: Entity
    created: datetime
    modified: datetime
    targets: dict[str, Target] = field(default_factory=dict[str, Target])
    direct: set[str] = field(default_factory=set[str])

    @property
    def name(self) -> str:
        """The name that people give it."""
        return str(self.fields["displayName"])

    def names(self, group_id: str) -> bool:
        """Say whether a group is assigned or left out."""
        return any(each.group_id == group_id for each in self.targets.values())

    def reaches(self, identity_id: str, holding: set[str]) -> bool:
        """Say whether a device is meant that is in the groups *holding*."""
        return identity_id in self.direct or reach(self.targets.values(), holding, ALL_DEVICES)

    def entity(self) -> Entity:
        """Write the profile as beta shows it."""
        return {
            "@odata.type": PROFILE_TYPE,
            "id": self.id,
            "createdDateTime": stamp(self.created),
            "lastModifiedDateTime": stamp(self.modified),
            "managementServiceAppId": "",
            **shown_profile(self.fields),
        }


class DeploymentProfiles:
    """Every deployment profile, the oldest first."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._made = 0
        self._by_id: dict[str, Profile] = {}

    def every(self) -> list[Profile]:
        """List the profiles in the order of their creation."""
        return list(self._by_id.values())

    def find(self, profile_id: str) -> Profile | None:
        """Find a profile."""
        return self._by_id.get(profile_id)

    def get(self, profile_id: str) -> Profile:
        """Find a profile; ``GraphFault`` 404 when there is none."""
        profile = self._by_id.get(profile_id)
        if profile is None:
            raise no_such_record(profile_id)
        return profile

    def create(self, body: Entity) -> Profile:
        """Create a profile; the same again makes another one, up to the tenant's most."""
        fields = new_profile(body)
        if len(self._by_id) >= MOST_PROFILES:
            message = f"A tenant has {MOST_PROFILES} deployment profiles at most."
            raise bad_request(message)
        self._made += 1
        return self.add(self._agenda.draws.guid("deployment profile", str(self._made)), fields)

    def add(self, profile_id: str, fields: Entity) -> Profile:
        """Put a profile into the tenant."""
        now = self._agenda.now()
        profile = Profile(id=profile_id, fields=fields, created=now, modified=now)
        self._by_id[profile_id] = profile
        return profile

    def update(self, profile_id: str, body: Entity) -> Profile:
        """Write over a profile's properties."""
        profile = self.get(profile_id)
        profile.fields = changed_profile(body, profile.fields)
        profile.modified = self._agenda.now()
        return profile

    def remove(self, profile_id: str) -> None:
        """Delete a profile; ``GraphFault`` 400 while it is assigned."""
        profile = self.get(profile_id)
        if profile.targets or profile.direct:
            message = "The profile is assigned; remove its assignments first."
            raise bad_request(message)
        del self._by_id[profile_id]

    def oldest_for(self, identity_id: str, holding: set[str]) -> Profile | None:
        """Find the profile that a device gets: the oldest of those that mean it (Microsoft)."""
        return next((each for each in self.every() if each.reaches(identity_id, holding)), None)

    def assignment(self, profile_id: str, assignment_id: str) -> Target:
        """Find an assignment; ``GraphFault`` 404 when there is none."""
        profile = self.get(profile_id)
        target = profile.targets.get(assignment_id.removeprefix(f"{profile_id}_"))
        if target is None:
            raise no_such_record(assignment_id)
        return target
