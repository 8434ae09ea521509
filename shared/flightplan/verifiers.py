"""How senders are recognised, as the flight plan and the presets write it."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field, model_validator

from shared.domain.clouds import PUBLIC, authority_of
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


class _Signature(Strict):
    header: HeaderName
    algorithm: Algorithm = Algorithm.SHA256
    encoding: Encoding = Encoding.HEX
    content: str = "{body}"
    prefix: str = ""
    separator: str = ""
    id_header: HeaderName | None = None
    timestamp_header: HeaderName | None = None
    timestamp_form: TimestampForm = TimestampForm.SECONDS
    tolerance: timedelta = timedelta(minutes=5)
    secret_form: SecretForm = SecretForm.TEXT

    def value(self) -> Signature:
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
            tolerance=self.tolerance if self.timestamp_header else None,
            secret_form=self.secret_form,
        )


class _Bearer(Strict):
    tenant: str = Field(min_length=1)
    audience: str = Field(min_length=1)
    issuers: tuple[str, ...] = ()
    keys_url: str = ""
    apps: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

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
