"""Access tokens of Entra ID.

What has to be true of one is told by "Access tokens in the Microsoft identity
platform" and "Secure applications and APIs by validating claims".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from shared.domain.verifiers import Bearer
from shared.intake.verifying.unrecognised import Unrecognised, header_of
from shared.runtime.http import Request

HEADER = "authorization"
_SCHEME = "bearer "
# Tokens of people in many groups are long; Entra stops listing them well before this.
LONGEST_TOKEN = 16 * 1024
LEEWAY = timedelta(minutes=1)
# Entra signs with this and nothing else; a token does not choose how it is verified.
ALGORITHM = "RS256"
_FEWEST_BITS = 2048
# Entra's clock against ours is checked below: PyJWT knows the wall clock alone.
_OPTIONS: Any = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "require": ["exp", "iss", "aud", "tid"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who an access token was made out to.  *person* is blank for an app by itself."""

    person: str = ""


def key_id_of(request: Request) -> str:
    """Read which key a request's token says it is signed with; nothing is verified yet."""
    try:
        header = jwt.get_unverified_header(_token_of(request))
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise Unrecognised("token-malformed") from error
    if header.get("alg") != ALGORITHM:
        raise Unrecognised("token-algorithm")
    key_id = header.get("kid")
    if not isinstance(key_id, str):
        raise Unrecognised("token-malformed")
    return key_id


def recognise_token(
    request: Request, verifier: Bearer, jwk: Mapping[str, Any] | None, now: datetime
) -> Caller:
    """Recognise the caller by its token; *jwk* is the published key that the token names."""
    if jwk is None:
        raise Unrecognised("token-key-unknown")
    claims = _verified(_token_of(request), verifier, _key_of(jwk))
    _check_time(claims, now)
    if claims["tid"] != verifier.tenant:
        raise Unrecognised("token-tenant")
    if verifier.apps and _app_of(claims) not in verifier.apps:
        raise Unrecognised("token-app")
    if verifier.roles and verifier.roles.isdisjoint(_roles_of(claims)):
        raise Unrecognised("token-role")
    return Caller(person=_person_of(claims))


def _token_of(request: Request) -> str:
    written = header_of(request, HEADER, LONGEST_TOKEN)
    if not written.lower().startswith(_SCHEME):
        raise Unrecognised("token-missing")
    return written[len(_SCHEME) :].strip()


def _key_of(jwk: Mapping[str, Any]) -> RSAPublicKey:
    try:
        key = RSAAlgorithm.from_jwk(dict(jwk))
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError) as error:
        raise Unrecognised("token-key-malformed") from error
    if not isinstance(key, RSAPublicKey) or key.key_size < _FEWEST_BITS:
        raise Unrecognised("token-key-malformed")
    return key


def _verified(token: str, verifier: Bearer, key: RSAPublicKey) -> Mapping[str, Any]:
    try:
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=verifier.audience,
            issuer=list(verifier.issuers),
            options=_OPTIONS,
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise Unrecognised(_WRONG.get(type(error), "token-wrong")) from error
    return claims


_WRONG: Mapping[type[Exception], str] = {
    jwt.InvalidSignatureError: "token-signature",
    jwt.InvalidAudienceError: "token-audience",
    jwt.InvalidIssuerError: "token-issuer",
    jwt.MissingRequiredClaimError: "token-claim-missing",
}


def _check_time(claims: Mapping[str, Any], now: datetime) -> None:
    if _moment(claims, "exp") <= now - LEEWAY:
        raise Unrecognised("token-expired")
    if "nbf" in claims and _moment(claims, "nbf") > now + LEEWAY:
        raise Unrecognised("token-not-yet-valid")


def _moment(claims: Mapping[str, Any], name: str) -> datetime:
    try:
        return datetime.fromtimestamp(claims[name], UTC)
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise Unrecognised("token-malformed") from error


def _app_of(claims: Mapping[str, Any]) -> str:
    """Read the calling app: ``azp`` in version 2 of the tokens, ``appid`` in version 1."""
    return _text(claims, "azp") or _text(claims, "appid")


def _roles_of(claims: Mapping[str, Any]) -> frozenset[str]:
    listed = claims.get("roles")
    return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()


def _person_of(claims: Mapping[str, Any]) -> str:
    """Read the user principal name: only a token for a person has scopes."""
    if not _text(claims, "scp"):
        return ""
    return _text(claims, "upn") or _text(claims, "preferred_username")


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""
