"""One kind of object: how it is found, read, and moved towards what is wanted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.setup import ByHand, Kind, Present, Unseen, Wanted
from shared.ports import TenantObjects
from shared.tenant.naming.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What to look for: what is *wanted*, by the ids that are stored for its keys if there are.

    *whole* asks for everything of the kind, for an export.  What is found of names
    is to be learnt; *names* knows the groups already.
    """

    objects: TenantObjects
    names: Names
    wanted: Sequence[Wanted] = ()
    ids: Mapping[str, str] = field(default_factory=dict[str, str])
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found, by key of what is wanted, and the *others* that were met on the way."""

    present: Mapping[str, Present] = field(default_factory=dict[str, Present])
    others: Sequence[Present] = ()
    unseen: Sequence[Unseen] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What a body says is wrong although its status is 200.

    *passes* says that it may be right a moment later, as while a group replicates.
    """

    sentence: str
    passes: bool = False


def content(_body: Json) -> None:
    """Take every body for a success."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One request on the way, what it does (``assign it to Autopilot Office``), and its plan B.

    *creates* says that the answer holds the new object's id.  *by_hand* is what a
    person does when the tenant refuses the caller (401, 403); of *server_errors*
    some mean just that, so that a 500 that stays is taken for such a refusal.
    *judge* reads what an answer of 2xx says of itself; *hint* is what helps where the
    tenant keeps answering with an error that says nothing.  A move that *follows*
    writes down that the one before it was made, and is left out with it.
    """

    says: str
    request: ObjectRequest
    creates: bool = False
    by_hand: ByHand | None = None
    server_errors: bool = False
    judge: Callable[[Json], Refusal | None] = content
    hint: str = ""
    follows: bool = False


class Part(Protocol):
    """One kind of object.  It keeps nothing; whatever it learns it tells *names*."""

    kind: Kind

    async def look(self, look: Look) -> Seen:
        """Find what is wanted, by stored id, then by name; nothing is raised."""

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Write the requests that lead on from here, in their order; none when all is well.

        Of what is not there the creation alone.  Raises ``Unresolved``, and ``Rejected``
        when Graph has no way from here to what is wanted.
        """

    def removal(self, present: Present) -> Sequence[Move]:
        """Write the requests that delete an object, in their order."""
