"""Read ``flightplan.yaml``, or say which line is wrong."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from shared.domain.errors import Misconfigured, Reason
from shared.domain.flightplan import (
    DeviceGroup,
    FlightPlan,
    Membership,
    Patience,
    Persona,
    UserGroup,
    WhenRegistered,
)
from shared.domain.stages import Route, Stage


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Group(_Strict):
    name: str = Field(min_length=1, max_length=256)
    membership: Membership = Membership.ASSIGNED


class _Persona(_Strict):
    route: Route = Route.AUTOPILOT
    # Longer tags are refused by other tools in the field; Graph documents no limit.
    group_tag: str = Field(default="", max_length=128)
    groups: tuple[_Group, ...] = Field(default=(), validate_default=True)
    user_group: _Group | None = Field(default=None, validate_default=True)
    policy: str = Field(default="", max_length=256)
    when_registered: WhenRegistered | None = None

    @field_validator("groups", "user_group", "policy", "when_registered")
    @classmethod
    def _fits_its_route(cls, said: object, info: ValidationInfo) -> object:
        """Refuse what the route needs and lacks, and what would do nothing on it."""
        route = info.data.get("route")
        if route is None:
            # What is wrong is the route, and that is told of it.
            return said
        needed, usable = _FIELDS_OF[route]
        if info.field_name in needed and not said:
            raise ValueError(f"is needed for route {route}")
        if info.field_name not in usable and said:
            raise ValueError(f"does nothing on route {route}")
        return said


# Of the fields that not every route has: those it needs, and those it can use.
_FIELDS_OF = {
    Route.AUTOPILOT: ({"groups"}, {"groups"}),
    Route.DEVICE_PREPARATION: ({"user_group"}, {"user_group", "policy", "when_registered"}),
}


type _Span = Annotated[timedelta, Field(gt=timedelta(0))]


class _Patience(_Strict):
    first: _Span = Patience().first
    longest: _Span = Patience().longest
    handed_over: _Span = Patience().handed_over
    escalated: _Span = Patience().escalated
    recovery: _Span = Patience().recovery
    unsettled: _Span = Patience().unsettled
    outstayed: dict[Stage, _Span] = {}


class _FlightPlan(_Strict):
    personas: dict[str, _Persona] = Field(min_length=1)
    default_persona: str
    service_plans: tuple[str, ...] = Field(default=("c1ec4a95-1f05-45b3-a911-aa3fa01094f5",))
    patience: _Patience = _Patience()

    @model_validator(mode="after")
    def _default_exists(self) -> "_FlightPlan":
        if self.default_persona not in self.personas:
            raise ValueError(f"default_persona {self.default_persona!r} is none of the personas")
        return self


def load(path: Path) -> FlightPlan:
    """Read the flight plan from a file (``Misconfigured`` when it cannot be read)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(f"The flight plan {path} cannot be read: {error}.") from error
    return parse(text, str(path))


def parse(text: str, name: str) -> FlightPlan:
    """Read a flight plan; *name* stands for it in messages."""
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        plan = _FlightPlan.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise _wrong(f"{name} is no YAML: {error}") from error
    except ValidationError as error:
        sentences = (
            f"{name}:{_line(tree, problem['loc'])}: {_path(problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        )
        raise _wrong("; ".join(sentences)) from error
    return _domain(plan)


def _domain(plan: _FlightPlan) -> FlightPlan:
    patience = Patience(
        first=plan.patience.first,
        longest=plan.patience.longest,
        handed_over=plan.patience.handed_over,
        escalated=plan.patience.escalated,
        recovery=plan.patience.recovery,
        unsettled=plan.patience.unsettled,
        outstayed={**Patience().outstayed, **plan.patience.outstayed},
    )
    return FlightPlan(
        personas={name: _named(name, persona) for name, persona in plan.personas.items()},
        default_persona=plan.default_persona,
        service_plans=plan.service_plans,
        patience=patience,
    )


def _named(name: str, persona: _Persona) -> Persona:
    people = persona.user_group
    return Persona(
        name=name,
        route=persona.route,
        group_tag=persona.group_tag,
        groups=tuple(
            DeviceGroup(name=group.name, membership=group.membership) for group in persona.groups
        ),
        user_group=None
        if people is None
        else UserGroup(name=people.name, membership=people.membership),
        policy=persona.policy,
        when_registered=persona.when_registered or WhenRegistered.PARK,
    )


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "flight plan"


def _line(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """Find the line of the deepest part of a path that the file has."""
    line = 1
    for part in location:
        children = _children(node)
        if part not in children:
            break
        line, node = children[part]
    return line


def _children(node: yaml.Node | None) -> Mapping[int | str, tuple[int, yaml.Node]]:
    pairs: Any = ()
    if isinstance(node, yaml.MappingNode):
        pairs = ((key.value, key, value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        pairs = ((index, value, value) for index, value in enumerate(node.value))
    return {name: (mark.start_mark.line + 1, child) for name, mark, child in pairs}


def _wrong(sentence: str) -> Misconfigured:
    return Misconfigured(
        Reason(
            code="flight-plan-wrong",
            sentence=sentence,
            remedy="Correct the flight plan; docs/flightplan.md describes every field.",
        )
    )
