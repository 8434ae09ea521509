"""How whoever runs the command line shows Graph who asks, and what stood in the way."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from shared.domain.errors import Reason

# "Microsoft Graph Command Line Tools", Microsoft's own public client, which every tenant can
# consent to.  Source: "Get started with the Microsoft Graph PowerShell SDK".
COMMAND_LINE_TOOLS = "14d82eec-204b-4c2f-b7e8-296a70dab67e"


class Way(StrEnum):
    """Where the identity comes from."""

    AUTO = "auto"
    BROWSER = "browser"
    DEVICE_CODE = "device-code"
    TOKEN = "token"  # noqa: S105  the word, not one


type Prompt = Callable[[str, str, datetime], None]
"""Told the page to open, the code to enter there, and when that runs out (UTC)."""

# The ways in which a person signs in to us, who is asked to consent to each permission by name.
IN_PERSON = frozenset({Way.BROWSER, Way.DEVICE_CODE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Which *way*, to which tenant (blank: the person's own), through which app."""

    way: Way = Way.AUTO
    tenant_id: str = ""
    client_id: str = COMMAND_LINE_TOOLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """What a token says of whoever bears it.  Nobody has verified it: for the screen alone.

    *permissions* are an app's roles or the scopes that a person consented to.
    """

    is_person: bool = False
    tenant_id: str = ""
    permissions: frozenset[str] = frozenset()
    expires: datetime | None = None


def read_bearer(token: str) -> Bearer:
    """Read what a token tells; one that is no JWT tells nothing."""
    claims = _claims(token)
    expires = claims.get("exp")
    scopes = str(claims.get("scp", ""))
    roles = claims.get("roles") or ()
    return Bearer(
        is_person=bool(scopes),
        tenant_id=str(claims.get("tid", "")),
        permissions=frozenset(scopes.split() or map(str, roles)),
        expires=datetime.fromtimestamp(expires, UTC) if isinstance(expires, int) else None,
    )


def scopes_of(root: str, how: SignIn, permissions: tuple[str, ...]) -> tuple[str, ...]:
    """Write what to ask a token for: these permissions by name, or whatever was granted.

    An app's permissions, and another's token, are as they are.
    """
    if how.way in IN_PERSON and permissions:
        return tuple(f"{root}/{each}" for each in permissions)
    return (f"{root}/.default",)


_CONSENT = (
    "Have an administrator who may consent sign in once, or use an app of your own "
    "with these permissions (--client-id)."
)
# Source: "Microsoft Entra authentication and authorization error codes".
_REMEDIES: Mapping[str, str] = {
    "AADSTS50020": "This account is not in that tenant; name its own with --tenant.",
    "AADSTS50076": "Sign in with --sign-in browser: a second factor is asked for.",
    "AADSTS53003": "Conditional access forbids this sign-in; device codes often. "
    "Try --sign-in browser, on a device that the policy accepts.",
    "AADSTS65001": _CONSENT,
    "AADSTS65004": _CONSENT,
    "AADSTS70020": "The code has run out; begin again.",
    "AADSTS700016": "The app is not in this tenant; check --client-id and --tenant.",
    "AADSTS7000218": "Let the app registration allow public client flows "
    "(Authentication, Allow public client flows), or use another --client-id.",
    "AADSTS90002": "There is no such tenant; check --tenant.",
    "AADSTS90094": _CONSENT,
}
_ANYTHING = "Sign in again, or in another way: --sign-in browser, device-code or token."
# What azure-identity begins with when none of its usual places has a token; a page follows.
_CHAIN = "DefaultAzureCredential failed"
_NOT_SIGNED_IN = (
    "Nobody is signed in on this machine: no managed identity, nothing in the environment, and "
    "none of the Azure CLI, PowerShell and Developer CLI has a token for Graph."
)
_WHERE_TO_SIGN_IN = (
    "Run 'az login' first, or sign in here: --sign-in browser, device-code or token."
)
_CODE = re.compile(r"AADSTS\d+")
_TRACE = re.compile(r"\s*(?:Trace ID|Correlation ID|Timestamp):.*", re.DOTALL)


def sign_in_failed(told: str) -> Reason:
    """Make a reason of what an identity platform *told*, the sentence without its trace."""
    found = _CODE.search(told)
    if found is None and told.startswith(_CHAIN):
        return Reason(code="not-signed-in", sentence=_NOT_SIGNED_IN, remedy=_WHERE_TO_SIGN_IN)
    sentence = " ".join(_TRACE.sub("", told).split()) or "Nobody signed in."
    remedy = _REMEDIES.get(found[0], _ANYTHING) if found else _ANYTHING
    return Reason(code="sign-in-failed", sentence=sentence, remedy=remedy)


def _claims(token: str) -> Mapping[str, Any]:
    parts = token.split(".")
    if len(parts) != len(("header", "claims", "signature")):
        return {}
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError):
        return {}
    return claims if isinstance(claims, dict) else {}
