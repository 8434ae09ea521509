"""Sources, as the flight plan writes them: what a preset says, and what the plan says over it."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml
from pydantic import Field, model_validator

from shared.domain.sources import Intake, MayUse, Source
from shared.flightplan.edi import EdiModel
from shared.flightplan.formats import HireFormatModel
from shared.flightplan.strict import Strict
from shared.flightplan.verifiers import VerifierModel

_PRESETS = resources.files("shared.flightplan") / "presets"


class _MayUse(Strict):
    personas: frozenset[str] | None = Field(
        default=None, description="Personas that its lines may ask for. Without it, any."
    )
    group_tags: frozenset[str] | None = Field(
        default=None, description="Group tags that its lines may carry. Without it, any."
    )


class SourceModel(Strict):
    """A system that sends."""

    takes: frozenset[Intake] = Field(
        min_length=1, description="What it may send: hr, procurement, requests."
    )
    verifier: VerifierModel = Field(
        description="How it is recognised: by a signature, a token or a key."
    )
    secrets: tuple[str, ...] = Field(
        default=(), description="The names of the settings that hold its secrets."
    )
    may_use: _MayUse = Field(
        default=_MayUse(),
        description="What its shipping notices may give to devices. Without it, anything.",
    )
    hires: HireFormatModel | None = Field(
        default=None, description="Where its bodies hold what a hire is made of, as JMESPath."
    )
    hires_file: str = Field(
        default="",
        description="A file beside the flight plan that holds what would stand under hires.",
    )
    personas: dict[str, str] = Field(
        default={}, description='Which persona each of its words means; "*" is every other word.'
    )
    credentials: str = Field(
        default="", description="The name of the setting that holds what it is asked with."
    )
    variables: dict[str, str] = Field(
        default={}, description="Words for the names in braces in what it is asked."
    )
    edi: EdiModel = Field(default=EdiModel(), description="How it writes its EDI ship notices.")

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, said: Any) -> Any:  # noqa: ANN401  whatever YAML holds
        """Fill in what the preset says and the plan does not."""
        if not isinstance(said, dict) or "preset" not in said:
            return said
        preset = said["preset"]
        if preset not in presets():
            raise ValueError(f"preset is one of: {', '.join(sorted(presets()))}")
        told = {name: value for name, value in said.items() if name != "preset"}
        return laid_over(told, presets()[preset])

    @model_validator(mode="after")
    def _has_its_secrets(self) -> "SourceModel":
        if self.verifier.bearer is None and not self.secrets:
            raise ValueError("needs secrets: the names of the settings that hold them")
        return self

    @model_validator(mode="after")
    def _can_fetch(self) -> "SourceModel":
        """See that whatever is fetched has its credentials and its variables."""
        fetch = self.hires.fetch if self.hires else None
        if fetch is None:
            return self
        if not self.credentials:
            raise ValueError("needs credentials: the name of the setting to fetch with")
        if missing := fetch.asks_for - self.variables.keys():
            raise ValueError(f"needs variables: {', '.join(sorted(missing))}")
        return self

    def named(self, name: str) -> Source:
        """Make the source of this name."""
        return Source(
            name=name,
            takes=self.takes,
            verifier=self.verifier.value(),
            secrets=self.secrets,
            may_use=MayUse(
                personas=self.may_use.personas,
                group_tags=self.may_use.group_tags,
            ),
            hires=None if self.hires is None else self.hires.value(),
            personas=self.personas,
            credentials=self.credentials,
            variables=self.variables,
            edi=self.edi.value(),
        )


@cache
def presets() -> Mapping[str, Mapping[str, Any]]:
    """Read what is known of each vendor, by the preset's name."""
    return {
        file.name.removesuffix(".yaml"): yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in _PRESETS.iterdir()
        if file.name.endswith(".yaml")
    }


def laid_over(said: Mapping[str, Any], preset: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what is said over what a preset says, mapping by mapping.

    Only another way to recognise the sender takes the place of the preset's.
    """
    laid = dict(preset)
    for name, value in said.items():
        before = laid.get(name)
        if name == "verifier" and isinstance(value, dict) and not value.keys() & (before or {}):
            laid[name] = value
        elif isinstance(value, dict) and isinstance(before, dict):
            laid[name] = laid_over(value, before)
        else:
            laid[name] = value
    return laid
