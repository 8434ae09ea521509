"""What an operator says of an act: who does it, and why."""

from collections.abc import Collection
from http import HTTPStatus
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from shared.intake.bodies import JSON, check, check_length, json_of
from shared.intake.faults import Fault, custom, faults_of
from shared.intake.fields import PERSONAS, Prose, printable
from shared.intake.verdicts import problem_error
from shared.runtime.http import Problem, Request

# An act is a few lines of text, but for a hardware hash that is corrected.
MOST_BYTES = 64 * 1024


def _said(text: str) -> str:
    if not text:
        raise custom(
            "field-missing",
            "The value is blank.",
            "Fill it in: every act by hand is kept with who did it and why.",
        )
    return text


_SAID = AfterValidator(_said)


class Said(BaseModel):
    """Who acts and why; the words of each kind of act add their own fields.

    *by* is what the caller says: a function key proves no person.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=200),
        AfterValidator(printable),
        _SAID,
    ]
    why: Annotated[Prose, _SAID]


def read_said[S: Said](request: Request, kind: type[S], personas: Collection[str] = ()) -> S:
    """Read the body of an act (``Problem`` when it is none)."""
    check_length(request, MOST_BYTES)
    check(request, (JSON,))
    content = json_of(request.body)
    if not isinstance(content, dict):
        detail = "The body is not one JSON object."
        raise Problem(HTTPStatus.BAD_REQUEST, "not-an-act", detail)
    try:
        return kind.model_validate(content, context={PERSONAS: personas})
    except ValidationError as error:
        raise refusal(*faults_of(error, str)) from error


def refusal(*faults: Fault) -> Problem:
    """Refuse an act for these faults."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "act-refused",
        "Nothing was done; errors says what to mend.",
        tuple(map(problem_error, faults)),
    )
