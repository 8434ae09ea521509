"""The flight plan's text, and the files beside it that hold the ``hires`` of a source."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from shared.flightplan.places import Location, depth_of, line_of, said_twice
from shared.flightplan.sources import laid_over

_SOURCES, _HIRES, _FILE = "sources", "hires", "hires_file"


def _is_mapping(hires: object) -> bool:
    return hires is None or isinstance(hires, dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    name: str
    tree: yaml.Node | None

    def place_of(self, location: Location) -> str:
        return self._at(line_of(self.tree, location), location)

    def refuse_twins(self) -> None:
        """Raise ``ValueError`` for a key that stands twice."""
        if twin := said_twice(self.tree):
            location, line = twin
            raise ValueError(f"{self._at(line, location)}: stands twice; keep one of them")

    def _at(self, line: int, location: Location) -> str:
        path = ".".join(str(part) for part in location) or "flight plan"
        return f"{self.name}:{line}: {path}"


class PlanFiles:
    """A flight plan with the mapping files that it names laid in.

    *plan* is the whole as plain data.  Raises what PyYAML raises for the flight
    plan itself, and ``ValueError`` with place and reason for a mapping file.
    """

    def __init__(self, text: str, name: str, folder: Path | None) -> None:
        self._main = _File(name=name, tree=yaml.compose(text, Loader=yaml.SafeLoader))
        self._mappings: dict[str, _File] = {}
        self.plan: Any = yaml.safe_load(text)
        self._main.refuse_twins()
        for source, said in self._naming():
            said[_HIRES] = laid_over(said.get(_HIRES) or {}, self._content(source, said, folder))

    def place_of(self, location: Location) -> str:
        """Name the file, the line and the path where something stands."""
        match location:
            case (outer, str(source), inner, *rest) if (outer, inner) == (_SOURCES, _HIRES):
                mapping = self._mappings.get(source)
                within = tuple(rest)
                if mapping and depth_of(mapping.tree, within) > self._depth(location):
                    return mapping.place_of(within)
        return self._main.place_of(location)

    def _depth(self, location: Location) -> int:
        """Count what the flight plan itself says of a place inside a source's hires."""
        return depth_of(self._main.tree, location) - len((_SOURCES, "NAME", _HIRES))

    def _naming(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Find the sources that name a mapping file; what is no source is refused later."""
        sources = self.plan.get(_SOURCES) if isinstance(self.plan, dict) else None
        for name, said in sources.items() if isinstance(sources, dict) else ():
            match said:
                case {"hires_file": str(file)} if file and _is_mapping(said.get(_HIRES)):
                    yield str(name), said

    def _content(self, source: str, said: dict[str, Any], folder: Path | None) -> dict[str, Any]:
        place = self._main.place_of((_SOURCES, source, _FILE))
        if folder is None:
            raise ValueError(f"{place}: a file can be named only by a flight plan that is a file")
        path = folder / said[_FILE]
        try:
            text = path.read_text(encoding="utf-8-sig")
            content = yaml.safe_load(text)
            tree = yaml.compose(text, Loader=yaml.SafeLoader)
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"{place}: {path} cannot be read: {error}") from error
        except yaml.YAMLError as error:
            raise ValueError(f"{path} is no YAML: {error}") from error
        match content:
            case dict():
                self._mappings[source] = _File(name=str(path), tree=tree)
                self._mappings[source].refuse_twins()
                return content
            case _:
                raise ValueError(f"{path}:1: holds no mapping; it is what stands under hires")
