"""Read ``flightplan.yaml``, or say which line is wrong."""

from pathlib import Path

import yaml
from pydantic import ValidationError

from shared.domain.errors import Misconfigured, Reason
from shared.domain.flightplan import FlightPlan
from shared.flightplan.mapping_files import PlanFiles
from shared.flightplan.schema import FlightPlanModel

__all__ = ["FlightPlanModel", "load", "parse"]


def load(path: Path) -> FlightPlan:
    """Read the flight plan from a file (``Misconfigured`` when it cannot be read)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(f"The flight plan {path} cannot be read: {error}.") from error
    return parse(text, str(path), folder=path.parent)


def parse(text: str, name: str, *, folder: Path | None = None) -> FlightPlan:
    """Read a flight plan; *name* stands for it in messages.

    The files that it names are looked for in *folder*; without one there are none.
    """
    try:
        files = PlanFiles(text, name, folder)
    except yaml.YAMLError as error:
        raise _wrong(f"{name} is no YAML: {error}") from error
    except ValueError as error:
        raise _wrong(str(error)) from error
    try:
        return FlightPlanModel.model_validate(files.plan).value()
    except ValidationError as error:
        sentences = (
            f"{files.place_of(problem['loc'])}: {problem['msg']}" for problem in error.errors()
        )
        raise _wrong("; ".join(sentences)) from error


def _wrong(sentence: str) -> Misconfigured:
    return Misconfigured(
        Reason(
            code="flight-plan-wrong",
            sentence=sentence,
            remedy="Correct the flight plan; docs/flightplan.md describes every field.",
        )
    )
