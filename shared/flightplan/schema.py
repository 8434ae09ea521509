"""The flight plan as a whole."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from shared.domain.flightplan import DriftPolicy, FlightPlan, Patience
from shared.domain.pairing import Rule
from shared.domain.sources import OWN, Source
from shared.domain.stages import Stage
from shared.flightplan.personas import PersonaModel
from shared.flightplan.retention import RetentionModel
from shared.flightplan.service_level import ServiceLevelModel
from shared.flightplan.sources import SourceModel
from shared.flightplan.strict import Strict
from shared.flightplan.subscribers import SubscriberModel
from shared.flightplan.tenant.section import TenantModel

type _Rule = Literal[Rule.PERSON, Rule.ORDER_REFERENCE, Rule.REQUEST, Rule.STOCK]
type _Span = Annotated[timedelta, Field(gt=timedelta(0))]
# A word in an address, and nothing that would have to be escaped there.
type _Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]


class PatienceModel(Strict):
    """How long to wait for what."""

    first: _Span = Field(
        default=Patience().first,
        description="The first look again at something that is waited for. The default is PT1M.",
    )
    longest: _Span = Field(
        default=Patience().longest,
        description="The longest time between two looks. The default is PT15M.",
    )
    handed_over: _Span = Field(
        default=Patience().handed_over,
        description="Time between looks at a device that only its person can move on. PT30M.",
    )
    escalated: _Span = Field(
        default=Patience().escalated,
        description="How long before the start date an unregistered device is overdue. P7D.",
    )
    recovery: _Span = Field(
        default=Patience().recovery,
        description="How long a failed deployment may yet turn out well. The default is PT6H.",
    )
    unsettled: _Span = Field(
        default=Patience().unsettled,
        description="How long a deployment may run of which nobody says how it ended. P7D.",
    )
    outstayed: dict[Stage, _Span] = Field(
        default={}, description="How far past its planned look a device may be in each stage."
    )

    def value(self) -> Patience:
        """Make the patience."""
        said = {name: getattr(self, name) for name in type(self).model_fields}
        return Patience(**{**said, "outstayed": {**Patience().outstayed, **self.outstayed}})


class DriftModel(Strict):
    """What to do about what no longer is as Groundcrew saw it."""

    repair: bool = Field(
        default=DriftPolicy().repair,
        description="Whether the nightly look repairs what it finds. The default only reports.",
    )

    def value(self) -> DriftPolicy:
        """Make the policy."""
        return DriftPolicy(repair=self.repair)


class FlightPlanModel(Strict):
    """What ``flightplan.yaml`` may say."""

    personas: dict[str, PersonaModel] = Field(
        min_length=1, description="Named kinds of workplace, by name."
    )
    default_persona: str = Field(description="The persona of devices that nothing else gives one.")
    service_plans: tuple[str, ...] = Field(
        default=("c1ec4a95-1f05-45b3-a911-aa3fa01094f5",),
        description="Ids of service plans, of which a person must hold one. By default Intune's.",
    )
    patience: PatienceModel = Field(
        default=PatienceModel(), description="How long to wait for what, as ISO 8601 durations."
    )
    service_level: ServiceLevelModel = Field(
        default=ServiceLevelModel(),
        description="How long before the start date devices must be where.",
    )
    retention: RetentionModel = Field(
        default=RetentionModel(),
        description="How long what is over is kept, as ISO 8601 durations.",
    )
    pairing: tuple[_Rule, ...] = Field(
        default=(Rule.PERSON, Rule.ORDER_REFERENCE, Rule.REQUEST, Rule.STOCK),
        description="The rules that may pair devices and people, the strongest first.",
    )
    sources: dict[_Name, SourceModel] | None = Field(
        default=None, description="Who may send what, and how each is recognised, by name."
    )
    subscribers: dict[_Name, SubscriberModel] = Field(
        default={}, description="Who is told what happens, by name. The default is nobody."
    )
    events_source: str = Field(
        default="/groundcrew",
        min_length=1,
        max_length=256,
        description="The source of the events that are sent. The default is /groundcrew.",
    )
    drift: DriftModel = Field(
        default=DriftModel(),
        description="What the nightly look does about drift. The default only reports.",
    )
    tenant: TenantModel = Field(
        default=TenantModel(),
        description="How the tenant is to be set up. The default wants nothing of it.",
    )

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
            retention=self.retention.value(),
            service_level=self.service_level.value(),
            pairing=self.pairing,
            sources=self._sources(),
            subscribers={name: each.named(name) for name, each in self.subscribers.items()},
            events_source=self.events_source,
            drift=self.drift.value(),
            tenant=self.tenant.value(),
        )

    def _sources(self) -> dict[str, Source]:
        if self.sources is None:
            return {OWN.name: OWN}
        return {name: each.named(name) for name, each in self.sources.items()}
