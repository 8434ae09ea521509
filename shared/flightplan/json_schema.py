"""The flight plan's JSON Schema (draft 2020-12), for the completion of editors.

It is the models', with differences that make editors more helpful: what a preset
or a mapping file may fill in is required of no source; what may be left out need
not be null as well; and nothing has a title, which would hide its description.
"""

from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from shared.flightplan.schema import FlightPlanModel
from shared.flightplan.sources import SourceModel, presets

type Schema = dict[str, Any]

_REFERENCE = "#/$defs/"
_MODEL = SourceModel.__name__
_TITLE = "Groundcrew's flight plan"


def json_schema() -> Schema:
    """Write the schema, the same at each time."""
    schema = FlightPlanModel.model_json_schema(schema_generator=_Untitled)
    models: Schema = schema["$defs"]
    for model in (schema, *models.values()):
        model.pop("title", None)
        fields: Schema = model.get("properties", {})
        fields |= {name: _said(each) for name, each in fields.items()}
    source: Schema = models[_MODEL]
    for name in _reached(models, source):
        models[name].pop("required", None)
    source["anyOf"] = [{"required": ["preset"]}, {"required": source.pop("required")}]
    source["properties"]["preset"] = {
        "description": "What is known of the system: how it signs and how it writes.",
        "enum": sorted(presets()),
    }
    return {"$schema": GenerateJsonSchema.schema_dialect, "title": _TITLE, **schema}


class _Untitled(GenerateJsonSchema):
    """Pydantic's own way, but for titles."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002  pydantic's own
        return False


def _said(field: Schema) -> Schema:
    """Take null out of what a field may be."""
    match field:
        case {"anyOf": [dict() as kind, {"type": "null"}], "default": None, **rest}:
            return kind | rest
        case _:
            return field


def _reached(models: Schema, schema: object) -> set[str]:
    """List the definitions that a schema is made of."""
    reached: set[str] = set()
    waiting = [schema]
    while waiting:
        for name in set(_references(waiting.pop())) - reached:
            reached.add(name)
            waiting.append(models[name])
    return reached


def _references(schema: object) -> Iterator[str]:
    match schema:
        case {"$ref": str(reference)}:
            yield reference.removeprefix(_REFERENCE)
        case dict() | list():
            for part in schema.values() if isinstance(schema, dict) else schema:
                yield from _references(part)
