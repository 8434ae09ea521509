"""Route templates as ASP.NET writes them, matched without regard to case.

A parameter may be optional (``{id?}``), have a default (``{id=1}``), take the rest
(``{*path}``) or be constrained (``{id:int}``); constraints other than the
five types below are read and not enforced.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from simulator.host.functions import Function, HttpTrigger

_PARAMETER = re.compile(
    r"\{(?P<stars>\*{0,2})(?P<name>\w+)(?P<constraints>(?::[^:}=?(]+(?:\([^)]*\))?)*)"
    r"(?:=(?P<default>[^}]*))?(?P<optional>\?)?\}"
)
_CONSTRAINTS = {
    ":int": r"[-+]?\d+",
    ":long": r"[-+]?\d+",
    ":bool": r"true|false",
    ":alpha": r"[a-z]+",
    ":guid": r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}",
}
_ANYTHING = r"[^/]+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The function that answers a request, and the values in its path."""

    function: Function
    trigger: HttpTrigger
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One template, compiled; the most literal one sorts first."""

    function: Function
    trigger: HttpTrigger
    pattern: re.Pattern[str]
    defaults: Mapping[str, str]
    precedence: tuple[int, ...]


class Routes:
    """All routes of an app under its prefix."""

    def __init__(self, functions: Iterable[Function], prefix: str) -> None:
        routes = [
            compile_route(function, function.trigger, prefix)
            for function in functions
            if isinstance(function.trigger, HttpTrigger)
        ]
        self._routes = sorted(routes, key=lambda route: route.precedence)

    def find(self, method: str, raw_path: str) -> Match | None:
        """Find who answers; a known path with another method is nobody's, as in Azure."""
        path = raw_path.strip("/")
        for route in self._routes:
            found = route.pattern.fullmatch(path)
            methods = route.trigger.methods
            if found and (not methods or method in methods):
                values = {
                    name: unquote(value) for name, value in found.groupdict().items() if value
                }
                return Match(
                    function=route.function,
                    trigger=route.trigger,
                    values={**route.defaults, **values},
                )
        return None


def compile_route(function: Function, trigger: HttpTrigger, prefix: str) -> Route:
    """Turn the template of *trigger* into a pattern over the raw path."""
    template = "/".join(part for part in (prefix.strip("/"), trigger.route.strip("/")) if part)
    segments = template.split("/") if template else []
    defaults = {
        match["name"]: match["default"]
        for match in _PARAMETER.finditer(template)
        if match["default"] is not None
    }
    pattern = "".join(_segment(segment, first=not at) for at, segment in enumerate(segments))
    return Route(
        function=function,
        trigger=trigger,
        pattern=re.compile(pattern, re.IGNORECASE),
        defaults=defaults,
        precedence=tuple(map(_rank, segments)),
    )


def _segment(segment: str, *, first: bool) -> str:
    slash = "" if first else "/"
    whole = _PARAMETER.fullmatch(segment)
    if whole is None:
        return slash + _mixed(segment)
    name = whole["name"]
    if whole["stars"]:
        return f"(?:{slash}(?P<{name}>.*))?"
    value = f"{slash}(?P<{name}>{_CONSTRAINTS.get(whole['constraints'], _ANYTHING)})"
    if whole["optional"] or whole["default"] is not None:
        return f"(?:{value})?"
    return value


def _mixed(segment: str) -> str:
    """Compile a segment of text and parameters, such as ``{name}.json``."""
    pieces, at = [], 0
    for match in _PARAMETER.finditer(segment):
        pieces += [re.escape(segment[at : match.start()]), f"(?P<{match['name']}>[^/]+?)"]
        at = match.end()
    return "".join([*pieces, re.escape(segment[at:])])


def _rank(segment: str) -> int:
    """Rank literal text before a mixture, a constrained parameter, a free one and the rest."""
    whole = _PARAMETER.fullmatch(segment)
    if whole is None:
        return 1 if "{" in segment else 0
    if whole["stars"]:
        return 4
    return 2 if whole["constraints"] else 3
