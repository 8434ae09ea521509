"""The messages of the worker that stand for HTTP: requests, responses, cookies.

See ``protos``, which carries them under the names the worker knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum


class TypedData:
    """One value of one kind; an argument's name is its kind, no argument is no value."""

    __slots__ = ("kind", "value")

    def __init__(self, **one_of: object) -> None:
        self.kind: str | None = None
        self.value: object = None
        if one_of:
            ((self.kind, self.value),) = one_of.items()

    def __getattr__(self, name: str) -> object:
        """Answer for the field of the own kind only."""
        if name == self.kind:
            return self.value
        raise AttributeError(name)

    def WhichOneof(self, _group: str) -> str | None:  # noqa: N802  protobuf's name
        """Tell the kind, in protobuf's way."""
        return self.kind


@dataclass(kw_only=True)
class NullableString:
    """A string that may be absent."""

    value: str


@dataclass(kw_only=True)
class NullableBool:
    """A truth value that may be absent."""

    value: bool


@dataclass(kw_only=True)
class NullableDouble:
    """A number that may be absent."""

    value: float


@dataclass(kw_only=True)
class Timestamp:
    """Seconds since 1970."""

    seconds: int


@dataclass(kw_only=True)
class NullableTimestamp:
    """A time that may be absent."""

    value: Timestamp


@dataclass(kw_only=True)
class RpcHttpCookie:
    """A cookie that a function sets."""

    SameSite = IntEnum("SameSite", {"None": 0, "Lax": 1, "Strict": 2, "ExplicitNone": 3})

    name: str
    value: str
    domain: NullableString | None = None
    path: NullableString | None = None
    expires: NullableTimestamp | None = None
    secure: NullableBool | None = None
    http_only: NullableBool | None = None
    same_site: IntEnum = SameSite["None"]
    max_age: NullableDouble | None = None


@dataclass(kw_only=True)
class RpcHttp:
    """An HTTP request, or a response with its *status_code* in digits."""

    method: str = ""
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: TypedData = field(default_factory=TypedData)
    status_code: str = "200"
    cookies: Sequence[RpcHttpCookie] | None = None
    enable_content_negotiation: bool = False
