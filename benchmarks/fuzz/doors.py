"""The ways into the app over HTTP, read from its own trigger map."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import azure.functions as func
from azure.functions.decorators.function_app import Function

from shared.domain.sources import Intake
from simulator.stack.plan import APP

PREFIX = "/api/"
_SOURCE = "{source}"
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
# What a delivery is carried out by at once; all that follows would ask Graph.
AT_ONCE = frozenset({"new-hire", "shipment", "device-request"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One route.  *keyed* wants the function key; *intake* is its first word if senders use it.

    *named* routes have the source's name in the path, the others in the query.
    """

    route: str
    methods: tuple[str, ...]
    keyed: bool
    intake: str = ""

    @property
    def named(self) -> bool:
        """Whether the path says which source sends."""
        return _SOURCE in self.route

    @property
    def open(self) -> bool:
        """Whether anybody may come in."""
        return not self.keyed and not self.intake

    def path(self, values: Sequence[str]) -> str:
        """Fill the route's parameters, in this order and then from the beginning again."""
        filled = iter(range(len(self.route)))
        route = _PLACEHOLDER.sub(lambda _: values[next(filled) % len(values)], self.route)
        return PREFIX + route


def doors() -> tuple[Door, ...]:
    """Read every HTTP route of the app."""
    return tuple(_doors())


def far_queues() -> dict[str, str]:
    """Give the settings that keep what would ask Graph from being carried out."""
    return {
        f"AzureWebJobs.{name}.Disabled": "true"
        for name, binding in _triggers()
        if binding.get("queueName", "") not in {"", *AT_ONCE}
    }


def _doors() -> Iterator[Door]:
    for name, binding in _triggers():
        if binding["type"] != "httpTrigger":
            continue
        route = str(binding.get("route") or name)
        word = route.split("/", 1)[0]
        keyed = binding.get("authLevel") is not func.AuthLevel.ANONYMOUS
        yield Door(
            route=route,
            methods=tuple(each.value for each in binding.get("methods") or ()) or ("GET", "POST"),
            keyed=keyed,
            intake="" if keyed or word not in set(Intake) else word,
        )


@cache
def _triggers() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    # A module of our own: an app tells its functions once, and then says they are there twice.
    spec = spec_from_file_location("functions_to_fuzz", APP / "function_app.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(APP)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    functions: list[Function] = module.app.get_functions()
    return tuple(
        (function.get_function_name() or "", trigger.get_dict_repr())
        for function in functions
        if (trigger := function.get_trigger()) is not None
    )
