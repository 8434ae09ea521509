"""A tenant's set-up as documents: what the flight plan wants of each object, and what is there.

Fields are Graph's own properties, written in snake_case, with Graph's own
values.  Groups, people, apps, scripts and filters stand in them by key or by
display name, never by id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shared.domain.errors import Reason

type Fields = Mapping[str, Any]


class Kind(StrEnum):
    """The kinds of object, each after those that it names."""

    SERVICE_PRINCIPAL = "service-principal"
    GROUP = "group"
    DEVICE_REGISTRATION = "device-registration"
    AUTOMATIC_ENROLMENT = "automatic-enrolment"
    APP = "app"
    SCRIPT = "script"
    ENROLLMENT_STATUS_PAGE = "enrollment-status-page"
    DEPLOYMENT_PROFILE = "deployment-profile"
    PREPARATION_POLICY = "preparation-policy"
    CORPORATE_IDENTIFIERS = "corporate-identifiers"


class Ref(StrEnum):
    """What is referred to by name."""

    GROUP = "group"
    USER = "user"
    APP = "app"
    SCRIPT = "script"
    FILTER = "filter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An object as it shall be.

    *key* is what the flight plan calls it, which never changes; *name* its display
    name, which may.  *id* chooses among several of that name.  A kind of which
    there is only one has its kind for a key.
    """

    kind: Kind
    key: str
    name: str
    fields: Fields
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """An object as it is.  *created* is Graph's time stamp, blank where it has none.

    *body* is what Graph told of it, whole, for what has to be given back unchanged
    (a PUT, a list that is merged, an assignment's id); it is neither compared nor exported.
    """

    kind: Kind
    id: str
    name: str
    fields: Fields
    created: str = ""
    body: Fields = field(default_factory=dict[str, Any], compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What a person has to do in a console: the way to the *page*, and what to do there."""

    page: str
    does: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """What could not be read (or told from another of its name), why, and where to look instead.

    A blank *key* stands for everything of the kind.
    """

    kind: Kind
    reason: Reason
    key: str = ""
    by_hand: ByHand | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field (``out_of_box_experience_setting.user_type``) that is not as it shall be."""

    field: str
    before: Any
    after: Any


class Verb(StrEnum):
    """What is to be done with an object."""

    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One object that is not as it shall be, and *why* it matters."""

    verb: Verb
    kind: Kind
    key: str
    name: str
    differences: tuple[Difference, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantPlan:
    """What the flight plan says of the tenant: its objects, in no order."""

    objects: tuple[Wanted, ...] = ()

    def of(self, kind: Kind) -> tuple[Wanted, ...]:
        """List the objects of a kind."""
        return tuple(each for each in self.objects if each.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is there: by kind and key what the flight plan wants, and the *others* of its kinds."""

    present: Mapping[tuple[Kind, str], Present] = field(
        default_factory=dict[tuple[Kind, str], Present]
    )
    others: Sequence[Present] = ()
    unseen: Sequence[Unseen] = ()


# The app that puts devices into the device group of a device-preparation policy, which it has
# to own.  Microsoft, "Windows Autopilot device preparation: create a device group".
PROVISIONING_CLIENT = "Intune Provisioning Client"
PROVISIONING_CLIENT_APP_ID = "f1346770-5b25-470b-88bd-d5744ab7952c"

# The enrolment status page that every tenant has; it is for whoever gets no other one.
DEFAULT_PAGE = "All users and all devices"
