"""How senders are recognised, as the flight plan and the presets write it.

A verifier that proves nothing is refused.
"""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from shared.domain.clouds import PUBLIC, authority_of, is_loopback
from shared.domain.verifiers import Bearer, Key, Verifier
from shared.flightplan.signatures import HeaderName, SignatureModel
from shared.flightplan.strict import Strict

_GUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


def _over_tls(url: str) -> str:
    """Take no keys from whoever stands in the middle."""
    parts = urlsplit(url)
    if not parts.hostname or not (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url))
    ):
        raise ValueError("begins with https://, or is on this machine")
    return url


type _Address = Annotated[str, Field(max_length=512), AfterValidator(_over_tls)]


class _Bearer(Strict):
    tenant: Annotated[str, Field(pattern=_GUID), AfterValidator(str.lower)] = Field(
        description="The Entra tenant's id."
    )
    audience: str = Field(min_length=1, max_length=512, description="Whom the token is for.")
    issuers: tuple[_Address, ...] = Field(
        default=(), description="Who may issue it. The default is the tenant."
    )
    keys_url: _Address | None = Field(
        default=None, description="Where its keys are published. The default is Entra's address."
    )
    apps: frozenset[Annotated[str, Field(pattern=_GUID), AfterValidator(str.lower)]] = Field(
        default=frozenset(), description="Ids of the apps that may send."
    )
    roles: frozenset[str] = Field(
        default=frozenset(), description="Roles of which the sender holds one."
    )

    @model_validator(mode="after")
    def _admits_not_everybody(self) -> "_Bearer":
        if not self.apps and not self.roles:
            raise ValueError(
                "needs apps or roles: any app of a tenant can get a token for any audience"
            )
        return self

    def value(self) -> Bearer:
        authority = authority_of(PUBLIC)
        issuers = (
            f"{authority}/{self.tenant}/v2.0",
            f"https://sts.windows.net/{self.tenant}/",
        )
        return Bearer(
            tenant=self.tenant,
            audience=self.audience,
            issuers=self.issuers or issuers,
            keys_url=self.keys_url or f"{authority}/{self.tenant}/discovery/v2.0/keys",
            apps=self.apps,
            roles=self.roles,
        )


class _Key(Strict):
    header: HeaderName = Field(
        default="x-groundcrew-key",
        description="The header that holds the key. The default is x-groundcrew-key.",
    )

    def value(self) -> Key:
        return Key(header=self.header.lower())


class VerifierModel(Strict):
    """One of the three ways to recognise a sender."""

    signature: SignatureModel | None = Field(
        default=None, description="By a signature over what is sent."
    )
    bearer: _Bearer | None = Field(default=None, description="By an access token of Entra.")
    key: _Key | None = Field(default=None, description="By a key in a header.")

    @model_validator(mode="after")
    def _is_one(self) -> "VerifierModel":
        if len(self._said) != 1:
            raise ValueError("names one of signature, bearer and key")
        return self

    @property
    def _said(self) -> list[SignatureModel | _Bearer | _Key]:
        return [each for each in (self.signature, self.bearer, self.key) if each is not None]

    def value(self) -> Verifier:
        """Make the verifier."""
        return self._said[0].value()
