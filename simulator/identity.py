"""App Service's managed-identity endpoint: tokens for whoever knows the header's secret.

The tokens have the shape of a JWT and no signature; nothing outside the
simulator may trust one.  They live in real time, as the SDKs cache by it.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from types import TracebackType
from typing import Any, Self
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from shared.clock import WallClock
from shared.ports import Clock
from simulator.tenant.roles import GROUNDCREW

GRAPH_RESOURCE = "https://graph.microsoft.com"
SYSTEM = "system"
# The app that people sign in to from a command line, as Microsoft Graph Command Line Tools.
PUBLIC_CLIENT = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
ISSUER = "https://sts.simulated.invalid/groundcrew/"

_NO_IDENTITY = (
    "No User Assigned or Delegated Managed Identity found for specified "
    "ClientId/ResourceId/PrincipalId"
)

type Claims = Mapping[str, Any]


class NotAToken(ValueError):
    """The text was not issued here."""


def write_token(claims: Claims) -> str:
    """Write claims in the shape of a JWT, with an empty signature."""
    header = {"typ": "JWT", "alg": "none"}
    return f"{_encoded(header)}.{_encoded(claims)}."


def read_token(token: str) -> Claims:
    """Read a token's claims; ``NotAToken`` when it was not issued here."""
    parts = token.split(".")
    if len(parts) != len(("header", "claims", "signature")):
        message = "A token has three parts."
        raise NotAToken(message)
    padded = parts[1] + "=" * (-len(parts[1]) % 4)
    try:
        claims = json.loads(base64.urlsafe_b64decode(padded))
    except (binascii.Error, ValueError) as wrong:
        message = "The claims cannot be read."
        raise NotAToken(message) from wrong
    if not isinstance(claims, dict) or claims.get("iss") != ISSUER:
        message = "The token comes from elsewhere."
        raise NotAToken(message)
    return claims


class IdentityServer:
    """The endpoint at ``endpoint``, to be called with ``header`` as X-IDENTITY-HEADER.

    *identities* lists the client ids and resource ids that exist; without it, all do.
    Every identity holds the app roles that Groundcrew needs until some are granted
    or withdrawn, which the next token shows: as in Azure, one that is out stays valid.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        lifetime: timedelta = timedelta(hours=24),
        identities: frozenset[str] | None = None,
        port: int = 0,
    ) -> None:
        self.endpoint = ""
        self.header = secrets.token_hex(16)
        self._clock = clock or WallClock()
        self._lifetime = lifetime
        self._identities = identities
        self._roles: dict[str, frozenset[str]] = {}
        self._port = port
        application = web.Application()
        application.router.add_get("/msi/token", self._token)
        self._runner = web.AppRunner(application, access_log=None)

    async def __aenter__(self) -> Self:
        """Begin to listen on this machine alone; port 0 takes a free one."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.endpoint = f"http://127.0.0.1:{self._runner.addresses[0][1]}/msi/token"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    def grant(self, *roles: str, identity: str = SYSTEM) -> None:
        """Give an identity app roles beside those it holds."""
        self._roles[_client(identity)] = self._held(identity) | set(roles)

    def withdraw(self, *roles: str, identity: str = SYSTEM) -> None:
        """Take app roles from an identity; without any named, all of them."""
        self._roles[_client(identity)] = self._held(identity) - set(roles or self._held(identity))

    def issue(self, resource: str = GRAPH_RESOURCE, identity: str = SYSTEM) -> str:
        """Issue a token without asking over the wire."""
        return write_token(self._claims(resource, identity))

    def issue_for(
        self, person: str, *scopes: str, app: str = PUBLIC_CLIENT, resource: str = GRAPH_RESOURCE
    ) -> str:
        """Issue the token of a *person*, by UPN, who signed in to an app with these scopes."""
        return write_token(
            self._times(resource)
            | {
                "appid": app,
                "idtyp": "user",
                "oid": str(uuid5(NAMESPACE_URL, f"person {person.lower()}")),
                "scp": " ".join(sorted(scopes)),
                "upn": person,
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        given = request.headers.get("X-IDENTITY-HEADER", "")
        if not secrets.compare_digest(given.encode(), self.header.encode()):
            return _refuse(401, "The X-IDENTITY-HEADER is missing or wrong.")
        resource = request.query.get("resource")
        if not resource or request.query.get("api-version") != "2019-08-01":
            return _refuse(400, "A resource and api-version 2019-08-01 are required.")
        asked = [request.query.get(name) for name in ("client_id", "mi_res_id", "principal_id")]
        named = next((each for each in asked if each), None)
        if named and self._identities is not None and named not in self._identities:
            return _refuse(400, _NO_IDENTITY)
        claims = self._claims(resource, named or SYSTEM)
        return web.json_response(
            {
                "access_token": write_token(claims),
                "client_id": claims["appid"],
                "expires_on": str(claims["exp"]),
                "resource": resource,
                "token_type": "Bearer",
            }
        )

    def _held(self, identity: str) -> frozenset[str]:
        return self._roles.get(_client(identity), GROUNDCREW)

    def _claims(self, resource: str, identity: str) -> Claims:
        known = _client(identity)
        return self._times(resource) | {
            "appid": known,
            "idtyp": "app",
            "oid": str(uuid5(NAMESPACE_URL, f"principal of {known}")),
            "roles": sorted(self._held(identity)),
        }

    def _times(self, resource: str) -> dict[str, Any]:
        now = int(self._clock.now().timestamp())
        return {
            "aud": resource,
            "iss": ISSUER,
            "iat": now,
            "nbf": now,
            "exp": now + int(self._lifetime.total_seconds()),
        }


def _client(identity: str) -> str:
    return identity if identity.count("-") == 4 else str(uuid5(NAMESPACE_URL, identity))  # noqa: PLR2004  a GUID has four hyphens


def _refuse(status: int, message: str) -> web.Response:
    return web.json_response({"statusCode": status, "message": message}, status=status)


def _encoded(part: Claims) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
