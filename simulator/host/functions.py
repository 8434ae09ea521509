"""The functions of an app as the host sees them: a name and one trigger each."""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from simulator.host.json_file import JsonObject
from simulator.host.keys import AuthLevel
from simulator.host.protos import RpcFunctionMetadata
from simulator.host.settings import Settings, resolve

_log = logging.getLogger(__name__)
_DEFAULT_CONNECTION = "AzureWebJobsServiceBus"


class _Type(StrEnum):
    HTTP = "httpTrigger"
    QUEUE = "serviceBusTrigger"
    TIMER = "timerTrigger"
    HTTP_OUTPUT = "http"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpTrigger:
    """Answers requests; no *methods* are all of them."""

    parameter: str
    route: str
    methods: frozenset[str]
    level: AuthLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTrigger:
    """Takes the messages of *queue*; *connection* names the settings that lead there."""

    parameter: str
    queue: str
    connection: str
    binary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerTrigger:
    """Runs on a schedule."""

    parameter: str
    schedule: str
    run_on_startup: bool


type Trigger = HttpTrigger | QueueTrigger | TimerTrigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function of the app, by the name and the id that the worker gave it."""

    name: str
    id: str
    trigger: Trigger


def index(metadata: Iterable[RpcFunctionMetadata], settings: Settings) -> tuple[Function, ...]:
    """Read what the worker found, without the functions a setting disables."""
    found = (_function(one, settings) for one in metadata if not _disabled(one.name, settings))
    return tuple(function for function in found if function)


def _disabled(name: str, settings: Settings) -> bool:
    return settings.get(f"AzureWebJobs.{name}.Disabled", "").lower() in {"true", "1"}


def _function(metadata: RpcFunctionMetadata, settings: Settings) -> Function | None:
    function: Function | None = None
    for raw in metadata.raw_bindings:
        binding = json.loads(raw)
        if trigger := _trigger(binding, metadata.name, settings):
            function = Function(name=metadata.name, id=metadata.function_id, trigger=trigger)
        elif binding["type"] != _Type.HTTP_OUTPUT:
            _log.warning(
                "The local host does not serve the binding %s of %s.",
                binding["type"],
                metadata.name,
            )
    return function


def _trigger(binding: JsonObject, function: str, settings: Settings) -> Trigger | None:
    def text(name: str, default: str = "") -> str:
        return resolve(str(binding.get(name) or default), settings, f"{name} of {function}")

    match binding["type"]:
        case _Type.HTTP:
            methods = binding.get("methods")
            return HttpTrigger(
                parameter=text("name"),
                route=function if binding.get("route") is None else text("route"),
                methods=frozenset(map(str, methods)) if isinstance(methods, list) else frozenset(),
                level=AuthLevel(text("authLevel", AuthLevel.FUNCTION)),
            )
        case _Type.QUEUE if binding.get("queueName"):
            return QueueTrigger(
                parameter=text("name"),
                queue=text("queueName"),
                connection=text("connection", _DEFAULT_CONNECTION),
                binary=binding.get("dataType") == "BINARY",
            )
        case _Type.TIMER:
            return TimerTrigger(
                parameter=text("name"),
                schedule=text("schedule"),
                run_on_startup=binding.get("runOnStartup") is True,
            )
        case _:
            return None
