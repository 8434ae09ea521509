"""How senders are recognised, as the flight plan and the presets write it.

A verifier that proves nothing is refused: a signature that leaves the body, the
id or the time stamp out can be put on something else.
"""

import re
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from shared.domain.clouds import PUBLIC, authority_of, is_loopback
from shared.domain.verifiers import (
    Algorithm,
    Bearer,
    Encoding,
    Key,
    SecretForm,
    Signature,
    TimestampForm,
    Verifier,
)
from shared.flightplan.strict import Strict

type HeaderName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$", max_length=64)]

_PLACES = re.compile(r"\{([^{}]*)\}")
# Which header fills which place of the template.
_FILLED_BY = {"id": "id_header", "timestamp": "timestamp_header"}
_GUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
# Deliveries are remembered for much longer than a time stamp may be old.
_MOST_TOLERANT = timedelta(days=1)


def _over_tls(url: str) -> str:
    """Take no keys from whoever stands in the middle."""
    parts = urlsplit(url)
    if not parts.hostname or not (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url))
    ):
        raise ValueError("begins with https://, or is on this machine")
    return url


type _Address = Annotated[str, Field(max_length=512), AfterValidator(_over_tls)]


class _Signature(Strict):
    header: HeaderName
    algorithm: Algorithm = Algorithm.SHA256
    encoding: Encoding = Encoding.HEX
    id_header: HeaderName | None = None
    timestamp_header: HeaderName | None = None
    timestamp_form: TimestampForm = TimestampForm.SECONDS
    tolerance: timedelta | None = Field(default=None, gt=timedelta(0), le=_MOST_TOLERANT)
    content: str = Field(default="{body}", max_length=256, validate_default=True)
    prefix: str = Field(default="", max_length=64)
    separator: str = Field(default="", max_length=8)
    secret_form: SecretForm = Field(default=SecretForm.TEXT, validate_default=True)

    @field_validator("tolerance")
    @classmethod
    def _has_a_time_stamp(cls, said: timedelta | None, info: ValidationInfo) -> timedelta | None:
        if said is not None and info.data.get("timestamp_header") is None:
            raise ValueError("means nothing without timestamp_header")
        return said

    @field_validator("content")
    @classmethod
    def _signs_what_counts(cls, said: str, info: ValidationInfo) -> str:
        places = _PLACES.findall(said)
        if places.count("body") != 1:
            raise ValueError("holds {body} once: what is not signed proves nothing")
        for place, header in _FILLED_BY.items():
            if "header" in info.data and (place in places) is (info.data.get(header) is None):
                raise ValueError(f"holds {{{place}}} if and only if there is {header}")
        unknown = sorted(set(places) - {"body", *_FILLED_BY})
        if unknown:
            raise ValueError(f"knows {{id}}, {{timestamp}} and {{body}}, not {{{unknown[0]}}}")
        return said

    @field_validator("separator")
    @classmethod
    def _leaves_the_prefix(cls, said: str, info: ValidationInfo) -> str:
        if said and said in info.data.get("prefix", ""):
            raise ValueError("stands in prefix, which would be cut apart")
        return said

    @field_validator("secret_form")
    @classmethod
    def _fits_the_algorithm(cls, said: SecretForm, info: ValidationInfo) -> SecretForm:
        if info.data.get("algorithm") is Algorithm.ED25519 and said is SecretForm.TEXT:
            raise ValueError("is base64 or hex for ed25519: the setting holds a public key")
        return said

    def value(self) -> Signature:
        tolerance = self.tolerance or timedelta(minutes=5)
        return Signature(
            header=self.header.lower(),
            algorithm=self.algorithm,
            encoding=self.encoding,
            content=self.content,
            prefix=self.prefix,
            separator=self.separator,
            id_header=(self.id_header or "").lower(),
            timestamp_header=(self.timestamp_header or "").lower(),
            timestamp_form=self.timestamp_form,
            tolerance=tolerance if self.timestamp_header else None,
            secret_form=self.secret_form,
        )


class _Bearer(Strict):
    tenant: Annotated[str, Field(pattern=_GUID), AfterValidator(str.lower)]
    audience: str = Field(min_length=1, max_length=512)
    issuers: tuple[_Address, ...] = ()
    keys_url: _Address | None = None
    apps: frozenset[Annotated[str, Field(pattern=_GUID), AfterValidator(str.lower)]] = frozenset()
    roles: frozenset[str] = frozenset()

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
    header: HeaderName = "x-groundcrew-key"

    def value(self) -> Key:
        return Key(header=self.header.lower())


class VerifierModel(Strict):
    """One of the three ways to recognise a sender."""

    signature: _Signature | None = None
    bearer: _Bearer | None = None
    key: _Key | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "VerifierModel":
        if len(self._said) != 1:
            raise ValueError("names one of signature, bearer and key")
        return self

    @property
    def _said(self) -> list[_Signature | _Bearer | _Key]:
        return [each for each in (self.signature, self.bearer, self.key) if each is not None]

    def value(self) -> Verifier:
        """Make the verifier."""
        return self._said[0].value()
