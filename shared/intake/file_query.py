"""What the query of the address may say of a whole file."""

from http import HTTPStatus
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ValidationError

from shared.domain.shipment import ShipmentEvent
from shared.intake.faults import Fault, custom, faults_of
from shared.intake.fields import PERSONAS, Moment, Persona, Text
from shared.intake.moments import AHEAD, TIME_AHEAD
from shared.intake.received import Terms
from shared.intake.verdicts import problem_error
from shared.runtime.http import Problem, Request

IDENTIFIERS = "corporate-identifiers"


def _one_of(value: Any, known: tuple[str, ...], what: str) -> str:  # noqa: ANN401  as pydantic calls it
    if value not in known:
        raise custom(
            f"{what}-unknown",
            f"The {what} is none that this intake knows.",
            f"Send one of: {', '.join(filter(None, known))}.",
        )
    return str(value)


def _event(value: Any) -> str:  # noqa: ANN401  as pydantic calls it
    return _one_of(value, tuple(ShipmentEvent), "event")


def _format(value: Any) -> str:  # noqa: ANN401  as pydantic calls it
    return _one_of(value, ("", IDENTIFIERS), "format")


class FileQuery(BaseModel):
    """The query; what it leaves out is blank or ``None``."""

    shipment_id: Text = ""
    order_reference: Text = ""
    persona: Persona = ""
    event: Annotated[ShipmentEvent | None, BeforeValidator(_event)] = None
    time: Moment = None
    format: Annotated[str, BeforeValidator(_format)] = ""


def query_of(request: Request, terms: Terms) -> FileQuery:
    """Read the query, and the format that the content type may name as well."""
    said = {**_parameters(request), **request.query}
    try:
        query = FileQuery.model_validate(said, context={PERSONAS: terms.personas})
    except ValidationError as error:
        raise _wrong(*faults_of(error, _spelled)) from error
    if query.time is not None and query.time > terms.now + AHEAD:
        raise _wrong(Fault(field="query.time", reason=TIME_AHEAD))
    refusal = terms.permits.of_persona(query.persona) if query.persona else None
    if refusal is not None:
        raise _wrong(Fault(field="query.persona", reason=refusal))
    return query


def _parameters(request: Request) -> dict[str, str]:
    """Find ``format`` among the parameters of the content type."""
    parameters = request.headers.get("content-type", "").split(";")[1:]
    named = (parameter.partition("=") for parameter in parameters)
    said = {name.strip().lower(): value.strip().strip('"').lower() for name, _, value in named}
    return {"format": said["format"]} if "format" in said else {}


def _spelled(name: str) -> str:
    return f"query.{name}"


def _wrong(*faults: Fault) -> Problem:
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "query-wrong",
        "The query of the address holds values that cannot be used.",
        tuple(map(problem_error, faults)),
    )
