"""How an HR system writes, as values: where each field stands, and what must be fetched.

Every place is a JMESPath expression (jmespath.org); ``shared.intake`` reads by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.domain.commands import HireEvent

# What stands in braces where the id of the event's person belongs.
EMPLOYEE_ID = "employee_id"


class Authorization(StrEnum):
    """How an HR system wants to know who fetches.

    What the credentials setting holds: ``basic`` a ``user:password`` (BambooHR
    takes ``APIKEY:x``), ``bearer`` a token, ``client-credentials`` an
    ``id:secret`` that is exchanged for a token.
    """

    BASIC = "basic"
    BEARER = "bearer"
    CLIENT_CREDENTIALS = "client-credentials"


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherCall:
    """Another call for the same person, where one answer does not hold everything."""

    url: str
    method: str = "GET"
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchBack:
    """How to ask an HR system for the person that a thin event names.

    *url*, *body* and the values of *headers* may hold ``{employee_id}`` and the
    names of the source's variables in braces.  *more* are further calls, each
    of whose answers stands in the first one under its name.  *found* is where the
    person stands in the answer; *fields* and *cancelled* are read from there, as in
    ``HireFormat``.  *per_minute* is the vendor's limit of requests.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: str = ""
    authorization: Authorization = Authorization.BEARER
    token_url: str = ""
    more: Mapping[str, FurtherCall] = field(default_factory=dict[str, FurtherCall])
    found: str = "@"
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    cancelled: str = ""
    per_minute: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class HireFormat:
    """Where an HR system's body holds what a ``NewHire`` is made of.

    *events* is where the events stand in the body (one, or a list); the others
    are read from each event.  *types* says which event each value of *type*
    means; a value that is not in it is not ours, and is noted and passed over.
    *fields* are named as those of ``hire.created``; *cancelled* and
    *needs_device* are conditions, and a blank one says nothing.  Values that
    *dates* holds as ``strptime`` patterns are tried where a date is not ISO 8601.
    """

    events: str = "@"
    id: str = ""
    time: str = ""
    type: str = ""
    types: Mapping[str, HireEvent] = field(default_factory=dict[str, HireEvent])
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    cancelled: str = ""
    needs_device: str = ""
    dates: tuple[str, ...] = ()
    fetch: FetchBack | None = None
