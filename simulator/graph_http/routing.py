"""From a request's method and address to one operation of the tenant, by tables."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn
from urllib.parse import unquote

from simulator.tenant import Tenant
from simulator.tenant.answers import Entity, GraphFault, bad_request
from simulator.tenant.operations import Operation, Request

VERSIONS = ("v1.0", "beta")

# Graph takes a key as /groups/{id} and as /groups('{id}'), and an action with its namespace.
_QUOTED_KEY = re.compile(r"\('([^']*)'\)")
_NAMESPACE = "/microsoft.graph."


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request: *path* without its version and decoded, *query* decoded, *body* parsed.

    *client_request_id* is the caller's own name for it.
    """

    method: str
    origin: str
    version: str
    path: str
    query: Mapping[str, str]
    body: object = None
    keys: tuple[str, ...] = ()
    client_request_id: str | None = None

    @property
    def address(self) -> str:
        """Where the same list goes on."""
        return f"{self.origin}/{self.version}{self.path}"

    @property
    def beta(self) -> bool:
        """Say whether beta was asked."""
        return self.version == "beta"

    def fields(self) -> Mapping[str, object]:
        """Read the body as an object; ``GraphFault`` 400 when it is none."""
        return self.entity()

    def entity(self) -> Entity:
        """Read the body as an entity; ``GraphFault`` 400 when it is none."""
        if not isinstance(self.body, dict):
            message = "Unable to read JSON request payload."
            raise bad_request(message)
        return self.body

    def texts(self, parameter: str) -> list[str]:
        """Read a list of texts out of the body; ``GraphFault`` 400 when it is none."""
        written = self.entity().get(parameter)
        if not isinstance(written, list) or not all(isinstance(each, str) for each in written):
            message = f"The parameter {parameter} is missing."
            raise bad_request(message)
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What goes back: a status and an object, or nothing.  An object is OData unless *plain*."""

    status: int = 200
    body: Entity | None = None
    plain: bool = False


DONE = Reply(status=204)

type Serve = Callable[[Tenant, Call], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """A method and an address's pattern, ``{}`` standing for a key, and who serves them."""

    method: str
    template: str
    serve: Serve
    versions: tuple[str, ...] = VERSIONS

    def keys(self, path: str) -> tuple[str, ...] | None:
        """Read the keys out of an address; ``None`` when it is another one's."""
        pattern = re.escape(self.template).replace(r"\{\}", "([^/]+)")
        found = re.fullmatch(pattern, path, re.IGNORECASE)
        return found.groups() if found else None


class Router:
    """Finds the route of a call."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = routes

    def serve(self, tenant: Tenant, call: Call) -> Reply:
        """Serve a call; ``GraphFault`` when the tenant, its script or nobody serves it."""
        plain = unquoted(call)
        with_path = [
            (route, keys)
            for route in self._routes
            if (keys := route.keys(plain.path)) is not None and plain.version in route.versions
        ]
        for route, keys in with_path:
            if route.method == plain.method:
                return route.serve(tenant, replace(plain, keys=keys))
        raise _unroutable(plain, known=bool(with_path))


def unquoted(call: Call) -> Call:
    """Write every key and action in one form."""
    path = _QUOTED_KEY.sub(r"/\1", call.path).replace(_NAMESPACE, "/")
    return replace(call, path=path.rstrip("/"))


def refuse(tenant: Tenant, fault: GraphFault) -> GraphFault:
    """Let the gate see a request that reached no operation; answers what goes back."""
    request = Request(operation=Operation.REFUSED, url="")

    def deny() -> NoReturn:
        raise fault

    try:
        tenant.gate.run(request, deny)
    except GraphFault as told:
        return told


def split_version(path: str) -> tuple[str, str]:
    """Split ``/v1.0/users`` into version and rest; ``GraphFault`` 400 for another version."""
    _, version, *rest = [*path.split("/", 2), ""]
    if version not in VERSIONS:
        message = f"Invalid version: {unquote(version)}"
        raise bad_request(message)
    return version, f"/{rest[0]}"


def _unroutable(call: Call, *, known: bool) -> GraphFault:
    if known:
        message = (
            f"No OData route exists that match template {call.path} with http verb {call.method}."
        )
        return GraphFault(404, "UnknownError", message)
    segment = call.path.split("/")[-1]
    return bad_request(f"Resource not found for the segment '{segment}'.")
