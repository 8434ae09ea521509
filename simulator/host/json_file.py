"""Reads a JSON object from a file that a person wrote; whatever is wrong is a sentence."""

import json
from pathlib import Path

from simulator.host.errors import HostError

type JsonObject = dict[str, object]


def read_object(path: Path) -> JsonObject:
    """Read the object in *path*, with or without a byte order mark."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}."
        raise HostError(message) from error
    except UnicodeDecodeError as error:
        message = f"{path.name} is not UTF-8 text."
        raise HostError(message) from error
    except json.JSONDecodeError as error:
        message = f"{path.name} is not valid JSON: {error.msg} in line {error.lineno}."
        raise HostError(message) from error
    if not isinstance(content, dict):
        message = f"{path.name} must hold a JSON object."
        raise HostError(message)
    return content
