"""Route templates as ASP.NET writes them, matched without regard to case.

Constraints such as ``{id:int}`` are read and not enforced; a parameter may be
optional (``{id?}``), have a default (``{id=1}``) or take the rest (``{*path}``).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from simulator.host.functions import Function, HttpTrigger

_PARAMETER = re.compile(r"\{(\*{0,2})(\w+)(?::[^}=?]*(?:\([^)]*\))?[^}=?]*)?(?:=([^}]*))?(\?)?\}")


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
        match[2]: match[3] for match in _PARAMETER.finditer(template) if match[3] is not None
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
    stars, name, default, optional = whole.groups()
    if stars:
        return f"(?:{slash}(?P<{name}>.*))?"
    if optional or default is not None:
        return f"(?:{slash}(?P<{name}>[^/]+))?"
    return f"{slash}(?P<{name}>[^/]+)"


def _mixed(segment: str) -> str:
    """Compile a segment of text and parameters, such as ``{name}.json``."""
    pieces, at = [], 0
    for match in _PARAMETER.finditer(segment):
        pieces += [re.escape(segment[at : match.start()]), f"(?P<{match[2]}>[^/]+?)"]
        at = match.end()
    return "".join([*pieces, re.escape(segment[at:])])


def _rank(segment: str) -> int:
    """Rank literal text before a mixture, a constrained parameter, a free one and the rest."""
    whole = _PARAMETER.fullmatch(segment)
    if whole is None:
        return 1 if "{" in segment else 0
    if whole[1]:
        return 4
    return 2 if ":" in segment else 3
