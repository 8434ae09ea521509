"""On which line of a flight plan something stands, for whoever finds fault with it later."""

from collections.abc import Callable
from pathlib import Path

import yaml

from shared.flightplan.places import Location, line_of


def lines_of(path: Path) -> Callable[[Location], int]:
    """Read a flight plan for its lines; a file that cannot be read has line 1 alone.

    A path of which the file has only a part stands where that part does.
    """
    try:
        tree = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        tree = None
    return lambda location: line_of(tree, location)
