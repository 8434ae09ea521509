"""The app's settings: a local.settings.json made into the worker's environment.

Only this module of the host touches the environment, because a function app
reads its settings there and nowhere else.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from simulator.host.errors import HostError
from simulator.host.json_file import read_object

type Settings = Mapping[str, str]

_PLACEHOLDER = re.compile(r"%([^%]+)%")


def read_settings(path: Path) -> Settings:
    """Read the ``Values`` of a file in the form of local.settings.json."""
    content = read_object(path)
    if content.get("IsEncrypted") is True:
        message = f"{path.name} is encrypted, which only the machine that wrote it can undo."
        raise HostError(message)
    values = content.get("Values", {})
    if not isinstance(values, dict):
        message = f"{path.name}: Values must be an object."
        raise HostError(message)
    wrong = [name for name, value in values.items() if not isinstance(value, str)]
    if wrong:
        message = f"{path.name}: the value of {wrong[0]} must be a string."
        raise HostError(message)
    return values


def resolve(text: str, settings: Settings, place: str) -> str:
    """Put the settings in for every ``%NAME%`` in *text*; *place* says where it stands."""

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in settings:
            message = f"{place} wants the setting {name}, which is not there."
            raise HostError(message)
        return settings[name]

    return _PLACEHOLDER.sub(value, text)


@contextmanager
def environment(settings: Settings) -> Iterator[Settings]:
    """Let the process have *settings* on top of its environment, and give the sum."""
    variables = os.environ  # noqa: TID251  an app reads its settings from its environment
    before = dict(variables)
    variables.update(settings)
    try:
        yield dict(variables)
    finally:
        variables.clear()
        variables.update(before)
