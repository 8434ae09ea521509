"""Where people sign in: Microsoft Entra ID by browser and by device code, over https here.

Sources: "Microsoft identity platform and the OAuth 2.0 device authorization grant
flow" and "… and OAuth 2.0 authorization code flow".  The access tokens are those
of the simulated identity endpoint; the id tokens bear no signature.  Nothing
outside the simulator may trust either.
"""

import base64
import ipaddress
import json
import ssl
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from shared.clock import WallClock
from simulator.identity import IdentityServer, write_token

TENANT = str(uuid5(NAMESPACE_URL, "the tenant that people sign in to"))
USER_CODE = "SKY-1903"
_CODE = "a code"
_LIFETIME = 3600
_HOST = "localhost"


class SignInServer:
    """An authority at ``https://localhost:PORT``; its certificate is written to *certificate*.

    *person* signs in at once in a browser, and with a code when it has been asked for the
    *patience*-th time; they consent to whatever is asked.  *scopes* are what was asked for last.
    """

    def __init__(
        self, identity: IdentityServer, certificate: Path, person: str, *, patience: int = 2
    ) -> None:
        self.authority = ""
        self.scopes: Collection[str] = ()
        self.clients: set[str] = set()
        self._identity = identity
        self._certificate = certificate
        self._person = person
        self._left = patience
        self._nonce = ""
        application = web.Application()
        application.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._about)
        application.router.add_get("/{tenant}/oauth2/v2.0/authorize", self._authorize)
        application.router.add_post("/{tenant}/oauth2/v2.0/devicecode", self._begin)
        application.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self._runner = web.AppRunner(application, access_log=None)

    async def __aenter__(self) -> Self:
        """Begin to listen on this machine alone."""
        await self._runner.setup()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_write_certificate(self._certificate))
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=context).start()
        self.authority = f"https://{_HOST}:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _about(self, request: web.Request) -> web.Response:
        here = f"{self.authority}/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{self.authority}/{TENANT}/v2.0",
                "authorization_endpoint": f"{here}/oauth2/v2.0/authorize",
                "token_endpoint": f"{here}/oauth2/v2.0/token",
                "device_authorization_endpoint": f"{here}/oauth2/v2.0/devicecode",
            }
        )

    async def _authorize(self, request: web.Request) -> web.Response:
        """Send the browser back with a code, as if the person had signed in."""
        said = request.query
        self.scopes, self._nonce = said["scope"].split(), said.get("nonce", "")
        self.clients.add(said["client_id"])
        query = urlencode({"code": _CODE, "state": said["state"]})
        raise web.HTTPFound(f"{said['redirect_uri']}?{query}")

    async def _begin(self, request: web.Request) -> web.Response:
        said = await request.post()
        self.scopes = str(said["scope"]).split()
        self.clients.add(str(said["client_id"]))
        return web.json_response(
            {
                "device_code": "a device code",
                "user_code": USER_CODE,
                "verification_uri": f"{self.authority}/device",
                "expires_in": 900,
                "interval": 1,
                "message": "Open the page and enter the code.",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        said = await request.post()
        self._left -= "code" not in said
        if self._left > 0 and "code" not in said:
            waiting = "AADSTS70016: The user has not signed in yet."
            problem = {"error": "authorization_pending", "error_description": waiting}
            return web.json_response(problem, status=400)
        asked = [each for each in self.scopes if each.startswith("http")]
        granted = [each.rpartition("/")[2] for each in asked]
        return web.json_response(
            {
                "token_type": "Bearer",
                "scope": " ".join(asked),
                "expires_in": _LIFETIME,
                "access_token": self._identity.issue_for(self._person, *granted),
                "id_token": self._id_token(str(said["client_id"])),
                "client_info": _encoded({"uid": "a person", "utid": TENANT}),
            }
        )

    def _id_token(self, client: str) -> str:
        now = int(WallClock().now().timestamp())
        return write_token(
            {
                "iss": f"{self.authority}/{TENANT}/v2.0",
                "aud": client,
                "iat": now,
                "exp": now + _LIFETIME,
                "sub": "a person",
                "tid": TENANT,
                "preferred_username": self._person,
                "nonce": self._nonce,
            }
        )


def _write_certificate(path: Path) -> Path:
    """Write a certificate for this machine that nobody has signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _HOST)])
    now = WallClock().now()
    names = [x509.DNSName(_HOST), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    written = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path.touch(mode=0o600)
    path.write_bytes(
        written.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def _encoded(claims: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
