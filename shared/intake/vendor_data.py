"""What an HR system said of a person, found in its own document by the places of its format."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from shared.domain.errors import Reason
from shared.domain.expressions import find
from shared.domain.lifecycle import WorkflowTask
from shared.domain.sources import Source
from shared.intake.faults import Fault, fault, faults_of
from shared.intake.fields import Condition, Key, Moment, OptionalReference, Reference, Text
from shared.intake.hire_data import HireData
from shared.intake.vendor_times import iso_day, iso_moment
from shared.intake.verdicts import note

# The word that stands for every word of a source which has no entry of its own.
ANY_WORD = "*"
TASK = "task."
_NOTHING = (None, "")

_UNFIT = (
    "expression-unfit",
    "{field} cannot be looked up in what was sent.",
    "Compare the body with the source's hires in the flight plan, and correct the expression.",
)
_PERSONA_UNMAPPED = note(
    "persona-unmapped",
    "The source's word for the persona has no entry in the flight plan; it was passed over.",
)


class _Task(BaseModel):
    workflow: Key
    task: Key
    result: Key


class _Word(BaseModel):
    word: Reference


class Said(HireData):
    """What was said; *persona* is still the source's own word."""

    persona: Text = ""
    cancelled: Condition = None
    needs_device: Condition = None
    id: OptionalReference = ""
    time: Moment = None
    task: _Task | None = None

    @property
    def waits(self) -> WorkflowTask | None:
        """The task that waits in a lifecycle workflow, if one does."""
        return None if self.task is None else WorkflowTask(**self.task.model_dump())


class Unfit(Exception):
    """The document does not say what it should; *key* is the employee id if that is in order."""

    def __init__(self, faults: tuple[Fault, ...], key: str = "") -> None:
        super().__init__(", ".join(fault.reason.code for fault in faults))
        self.faults = faults
        self.key = key


def said_in(document: Any, places: Mapping[str, str], dates: Sequence[str]) -> Said:  # noqa: ANN401  whatever JSON holds
    """Read what stands at these places (``Unfit`` names all that is wrong at once)."""
    found: dict[str, Any] = {}
    faults: dict[str, Fault] = {}
    for name, expression in places.items():
        try:
            found[name] = find(expression, document)
        except ValueError:
            faults[name] = fault(expression, _UNFIT)
    found["start_date"] = iso_day(found.get("start_date"), dates)
    found["time"] = iso_moment(found.get("time"))
    try:
        said = Said.model_validate(_nested(found))
    except ValidationError as error:
        wrong = faults_of(error, lambda name: places.get(name) or name)
        raise _unfit((*faults.values(), *wrong), places, found) from error
    if faults:
        raise _unfit(faults.values(), places, found)
    return said


def type_at(expression: str, event: Any) -> str:  # noqa: ANN401  whatever JSON holds
    """Read the word for what happened (``Unfit`` when there is none)."""
    try:
        found = find(expression, event)
    except ValueError as error:
        raise Unfit((fault(expression, _UNFIT),)) from error
    try:
        return _Word(word=found).word
    except ValidationError as error:
        raise Unfit(faults_of(error, lambda _: expression)) from error


def word_at(expression: str, event: Any) -> str:  # noqa: ANN401  whatever JSON holds
    """Read a word, or a blank where none stands."""
    try:
        return type_at(expression, event)
    except Unfit:
        return ""


def persona_of(word: str, source: Source, personas: Collection[str]) -> tuple[str, Reason | None]:
    """Find the persona that a word of the source means, or a note that it means none.

    Without a map, the source's words are the personas' names.
    """
    if not word:
        return "", None
    entries = source.personas or {name: name for name in personas}
    known = {_folded(entry): persona for entry, persona in entries.items()}
    persona = known.get(_folded(word)) or known.get(ANY_WORD, "")
    return (persona, None) if persona in personas else ("", _PERSONA_UNMAPPED)


def _folded(word: str) -> str:
    return word.strip().casefold()


def _nested(found: Mapping[str, Any]) -> dict[str, Any]:
    """Put the parts of the task together; a task of which nothing is said is none."""
    said = {name: value for name, value in found.items() if value not in _NOTHING}
    parts = {name: said.pop(name) for name in list(said) if name.startswith(TASK)}
    if parts:
        said["task"] = {name.removeprefix(TASK): value for name, value in parts.items()}
    return said


def _unfit(faults: Iterable[Fault], places: Mapping[str, str], found: Mapping[str, Any]) -> Unfit:
    """Name each field once, and the employee id unless it is what is wrong."""
    by_field = {each.field: each for each in reversed(tuple(faults))}
    named = tuple(reversed(by_field.values()))
    wrong = places.get("employee_id", "") in by_field
    return Unfit(named, "" if wrong else str(found.get("employee_id", "")).strip())
