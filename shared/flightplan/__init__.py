"""Read ``flightplan.yaml``, or say which line is wrong."""

from pathlib import Path

import yaml
from pydantic import ValidationError

from shared.domain.errors import Misconfigured, Reason
from shared.domain.flightplan import FlightPlan
from shared.flightplan.places import line_of
from shared.flightplan.schema import FlightPlanModel

__all__ = ["FlightPlanModel", "load", "parse"]


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
        plan = FlightPlanModel.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise _wrong(f"{name} is no YAML: {error}") from error
    except ValidationError as error:
        sentences = (
            f"{name}:{line_of(tree, problem['loc'])}: {_path(problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        )
        raise _wrong("; ".join(sentences)) from error
    return plan.value()


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "flight plan"


def _wrong(sentence: str) -> Misconfigured:
    return Misconfigured(
        Reason(
            code="flight-plan-wrong",
            sentence=sentence,
            remedy="Correct the flight plan; docs/flightplan.md describes every field.",
        )
    )
