"""Signatures of senders, as the flight plan and the presets write them.

A signature that leaves the body, the id or the time stamp out can be put on
something else, and is refused.
"""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from shared.domain.verifiers import Algorithm, Encoding, SecretForm, Signature, TimestampForm
from shared.flightplan.strict import Strict

type HeaderName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$", max_length=64)]

_PLACES = re.compile(r"\{([^{}]*)\}")
# Which header fills which place of the template.
_FILLED_BY = {"id": "id_header", "timestamp": "timestamp_header"}
# Deliveries are remembered for much longer than a time stamp may be old.
_MOST_TOLERANT = timedelta(days=1)


class SignatureModel(Strict):
    """A signature over what is sent."""

    header: HeaderName = Field(description="The header that holds the signature.")
    algorithm: Algorithm = Field(default=Algorithm.SHA256, description="The default is sha256.")
    encoding: Encoding = Field(
        default=Encoding.HEX, description="How the signature is written. The default is hex."
    )
    id_header: HeaderName | None = Field(
        default=None, description="The header that holds the delivery's id. The default is none."
    )
    timestamp_header: HeaderName | None = Field(
        default=None, description="The header that holds the time. The default is none."
    )
    timestamp_form: TimestampForm = Field(
        default=TimestampForm.SECONDS,
        description="How the time is written. The default is seconds.",
    )
    tolerance: timedelta | None = Field(
        default=None,
        gt=timedelta(0),
        le=_MOST_TOLERANT,
        description="How old a time may be. The default is PT5M.",
    )
    content: str = Field(
        default="{body}",
        max_length=256,
        validate_default=True,
        description="What is signed: {id}, {timestamp}, {body}. The default is {body}.",
    )
    prefix: str = Field(
        default="",
        max_length=64,
        description="What stands before the signature. The default is nothing.",
    )
    separator: str = Field(
        default="",
        max_length=8,
        description="What stands between several signatures. The default is nothing.",
    )
    secret_form: SecretForm = Field(
        default=SecretForm.TEXT,
        validate_default=True,
        description="How the setting holds the secret. The default is text.",
    )

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
        """Make the verifier."""
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
