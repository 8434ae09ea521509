"""``groundcrew schema``: the flight plan's JSON Schema."""

from cli.exits import ExitCode
from cli.terminal import write_json
from shared.flightplan.json_schema import json_schema


async def print_schema() -> ExitCode:
    """Print the schema."""
    write_json(json_schema())
    return ExitCode.DONE
