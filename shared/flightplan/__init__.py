"""Read ``flightplan.yaml``, or say which line is wrong."""

from pathlib import Path

import yaml
from pydantic import ValidationError

from shared.domain.errors import Misconfigured, Reason
from shared.domain.flightplan import FlightPlan
from shared.flightplan.mapping_files import PlanFiles
from shared.flightplan.problems import sentence_of
from shared.flightplan.schema import FlightPlanModel
from shared.flightplan.strict import Strict
from shared.flightplan.tenant.section import TenantModel

__all__ = ["FlightPlanModel", "load", "load_setup", "parse"]


_CORRECT = (
    "Correct the flight plan; docs/flightplan.md and, for the section tenant, "
    "docs/flightplan-tenant.md describe every field."
)
_ELSEWHERE = "Name the file in the setting FLIGHT_PLAN, or to a command with --plan."


class _SetupModel(Strict):
    """The section ``tenant`` alone, as an export writes it."""

    tenant: TenantModel

    def value(self) -> FlightPlan:
        """Make a flight plan in which nobody flies."""
        return FlightPlan(personas={}, default_persona="", tenant=self.tenant.value())


def load(path: Path) -> FlightPlan:
    """Read the flight plan from a file (``Misconfigured`` when it cannot be read)."""
    return parse(_text_of(path), str(path), folder=path.parent)


def load_setup(path: Path) -> FlightPlan:
    """Read a flight plan, or a file that holds its section ``tenant`` alone."""
    files = _files(_text_of(path), str(path), path.parent)
    alone = isinstance(files.plan, dict) and set(files.plan) == {"tenant"}
    return _validated(files, _SetupModel if alone else FlightPlanModel)


def parse(text: str, name: str, *, folder: Path | None = None) -> FlightPlan:
    """Read a flight plan; *name* stands for it in messages.

    The files that it names are looked for in *folder*; without one there are none.
    """
    return _validated(_files(text, name, folder), FlightPlanModel)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise _wrong(f"There is no flight plan {path}.", _ELSEWHERE) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(f"The flight plan {path} cannot be read: {error}.") from error


def _files(text: str, name: str, folder: Path | None) -> PlanFiles:
    try:
        return PlanFiles(text, name, folder)
    except yaml.YAMLError as error:
        raise _wrong(f"{name} is no YAML: {error}") from error
    except RecursionError as error:
        raise _wrong(f"{name} is nested too deeply.") from error
    except ValueError as error:
        raise _wrong(str(error)) from error


def _validated(files: PlanFiles, model: type[FlightPlanModel | _SetupModel]) -> FlightPlan:
    try:
        return model.model_validate(files.plan).value()
    except ValidationError as error:
        sentences = (
            f"{files.place_of(problem['loc'])}: {sentence_of(problem, model)}"
            for problem in error.errors()
        )
        raise _wrong("; ".join(sentences)) from error


def _wrong(sentence: str, remedy: str = _CORRECT) -> Misconfigured:
    return Misconfigured(Reason(code="flight-plan-wrong", sentence=sentence, remedy=remedy))
