"""How often a tenant misbehaves in each of the ways that people have met.

Every field is a share of the cases, from 0 (never) to 1 (always), drawn by
name from the tenant's seed.  docs/simulator.md says of each whether Microsoft
documents it, others observed it, or we assume it.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Moods:
    """The known ways, all off unless a story turns them on."""

    # Imports.
    import_dawdles: float = 0  # stays ``unknown`` for many minutes, as in a busy tenant
    storage_error: float = 0  # ends in StorageError once; the next import of the device succeeds
    group_tag_lost: float = 0  # the import's group tag never arrives at the identity
    import_user_lost: float = 0  # the import's assignedUserPrincipalName is not applied
    number_conflicts: float = 0  # the error's number contradicts its name (806 for other tenant)
    other_spelling: float = 0  # ZtdDeviceAssignedToAnotherTenant instead of …ToOtherTenant
    # Identities.
    hyphens_refused: float = 0  # a contains filter with a hyphenated serial number is a 400
    assignment_refused: float = 0  # assignUserToDevice is a 400 for this device, always
    sync_state_unknown: float = 0  # the profile is assignedUnkownSyncState before it is in sync
    # Directory.
    replica_behind: float = 0  # a new object is a 404 on some reads for a while
    licence_late: float = 0  # a licence is PendingProvisioning for a while before Success
    # Deployments.
    fails_at_first: float = 0  # a failed attempt, then a retry that succeeds
    stays_failed: float = 0  # of those that succeed on retry, the event goes on saying failure
    takes_long: float = 0  # longer than an hour: the event stays incomplete
    # Intune's side of a tenant's set-up; each befalls the tenant as a whole.
    link_needs_person: float = 0  # linking a device group is a 500 for an app, not for a person
    link_unreadable: float = 0  # the address at which the link is read back does not exist
    # Requests.
    busy: float = 0  # a 503 burst befalls a request and those after it for some seconds
    answer_lost: float = 0  # the effect is had, and the answer times out

    @classmethod
    def stormy(cls, share: float = 0.1, requests: float = 0.02) -> "Moods":
        """Turn everything on: what befalls things by *share*, what befalls requests by theirs."""
        everything = {each.name: share for each in fields(cls)}
        return cls(**{**everything, "busy": requests, "answer_lost": requests})
