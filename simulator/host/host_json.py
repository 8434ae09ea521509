"""Reads host.json, as far as this host acts on it; everything else in it is ignored.

Defaults are the documented ones of the host.json reference and, for the time a
function may take, of the Flex Consumption plan.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from simulator.host.errors import HostError
from simulator.host.json_file import JsonObject, read_object
from simulator.host.timespan import parse_timespan

_UNLIMITED = "-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueOptions:
    """How messages are fetched: ``extensions.serviceBus``."""

    max_concurrent_calls: int = 16
    prefetch_count: int = 0
    max_lock_renewal: timedelta = timedelta(minutes=5)
    auto_complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HostOptions:
    """What host.json asks for; a *function_timeout* of None is no limit."""

    route_prefix: str = "api"
    function_timeout: timedelta | None = timedelta(minutes=30)
    queues: QueueOptions = QueueOptions()


def read_host_json(app_dir: Path) -> HostOptions:
    """Read the app's host.json; an app without one gets the defaults."""
    path = app_dir / "host.json"
    if not path.exists():
        return HostOptions()
    content = read_object(path)
    extensions = _object(content, "extensions")
    default = HostOptions()
    return HostOptions(
        route_prefix=_text(_object(extensions, "http"), "routePrefix", default.route_prefix),
        function_timeout=_timeout(content, default.function_timeout),
        queues=_queue_options(_object(extensions, "serviceBus")),
    )


def _queue_options(content: JsonObject) -> QueueOptions:
    default = QueueOptions()
    return QueueOptions(
        max_concurrent_calls=_count(
            content, "maxConcurrentCalls", default.max_concurrent_calls, least=1
        ),
        prefetch_count=_count(content, "prefetchCount", default.prefetch_count, least=0),
        max_lock_renewal=_duration(content, "maxAutoLockRenewalDuration", default.max_lock_renewal),
        auto_complete=_flag(content, "autoCompleteMessages", default=default.auto_complete),
    )


def _timeout(content: JsonObject, default: timedelta | None) -> timedelta | None:
    if content.get("functionTimeout") == _UNLIMITED:
        return None
    if "functionTimeout" not in content:
        return default
    return _duration(content, "functionTimeout", timedelta())


def _object(content: JsonObject, name: str) -> JsonObject:
    value = content.get(name, {})
    if not isinstance(value, dict):
        raise _wrong(name, "an object")
    return value


def _text(content: JsonObject, name: str, default: str) -> str:
    value = content.get(name, default)
    if not isinstance(value, str):
        raise _wrong(name, "a string")
    return value


def _flag(content: JsonObject, name: str, *, default: bool) -> bool:
    value = content.get(name, default)
    if not isinstance(value, bool):
        raise _wrong(name, "true or false")
    return value


def _count(content: JsonObject, name: str, default: int, *, least: int) -> int:
    value = content.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise _wrong(name, f"a whole number from {least}")
    return value


def _duration(content: JsonObject, name: str, default: timedelta) -> timedelta:
    if name not in content:
        return default
    span = parse_timespan(_text(content, name, ""))
    if span is None:
        raise _wrong(name, "a duration like 00:05:00")
    return span


def _wrong(name: str, wanted: str) -> HostError:
    return HostError(f"host.json: {name} must be {wanted}.")
