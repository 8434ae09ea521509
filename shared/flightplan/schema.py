"""The flight plan as a whole."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator, model_validator

from shared.domain.flightplan import FlightPlan, Patience
from shared.domain.pairing import Rule
from shared.domain.sources import OWN, Source
from shared.domain.stages import Stage
from shared.flightplan.personas import PersonaModel
from shared.flightplan.sources import SourceModel
from shared.flightplan.strict import Strict
from shared.flightplan.subscribers import SubscriberModel
from shared.flightplan.tenant.section import TenantModel

type _Span = Annotated[timedelta, Field(gt=timedelta(0))]
# A word in an address, and nothing that would have to be escaped there.
type _Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]


class PatienceModel(Strict):
    """How long to wait for what."""

    first: _Span = Patience().first
    longest: _Span = Patience().longest
    handed_over: _Span = Patience().handed_over
    escalated: _Span = Patience().escalated
    recovery: _Span = Patience().recovery
    unsettled: _Span = Patience().unsettled
    outstayed: dict[Stage, _Span] = {}

    def value(self) -> Patience:
        """Make the patience."""
        said = {name: getattr(self, name) for name in type(self).model_fields}
        return Patience(**{**said, "outstayed": {**Patience().outstayed, **self.outstayed}})


class FlightPlanModel(Strict):
    """What ``flightplan.yaml`` may say."""

    personas: dict[str, PersonaModel] = Field(min_length=1)
    default_persona: str
    service_plans: tuple[str, ...] = Field(default=("c1ec4a95-1f05-45b3-a911-aa3fa01094f5",))
    patience: PatienceModel = PatienceModel()
    pairing: tuple[Rule, ...] = tuple(Rule)
    sources: dict[_Name, SourceModel] | None = None
    subscribers: dict[_Name, SubscriberModel] = {}
    events_source: str = Field(default="/groundcrew", min_length=1, max_length=256)
    tenant: TenantModel = TenantModel()

    @field_validator("sources")
    @classmethod
    def _mean_personas(
        cls, sources: dict[str, SourceModel] | None, info: ValidationInfo
    ) -> dict[str, SourceModel] | None:
        """Refuse a word of a source that means a persona which the flight plan does not have."""
        known = info.data.get("personas", {})
        meant = [
            f"{name}.personas.{word}"
            for name, source in (sources or {}).items()
            for word, persona in source.personas.items()
            if known and persona not in known
        ]
        if meant:
            raise ValueError(f"means none of the personas: {', '.join(meant)}")
        return sources

    @model_validator(mode="after")
    def _default_exists(self) -> "FlightPlanModel":
        if self.default_persona not in self.personas:
            raise ValueError(f"default_persona {self.default_persona!r} is none of the personas")
        return self

    def value(self) -> FlightPlan:
        """Make the flight plan."""
        return FlightPlan(
            personas={name: each.named(name) for name, each in self.personas.items()},
            default_persona=self.default_persona,
            service_plans=self.service_plans,
            patience=self.patience.value(),
            pairing=self.pairing,
            sources=self._sources(),
            subscribers={name: each.named(name) for name, each in self.subscribers.items()},
            events_source=self.events_source,
            tenant=self.tenant.value(),
        )

    def _sources(self) -> dict[str, Source]:
        if self.sources is None:
            return {OWN.name: OWN}
        return {name: each.named(name) for name, each in self.sources.items()}
