"""A flight plan whose HR systems are asked on this machine, wherever its presets say they are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shared.flightplan.sources import presets
from simulator.endpoints_server import moved
from simulator.plan_files import read_plan, sources_of, write_plan
from simulator.vendors.server import SETTING


def write_moved_plan(original: Path, copy: Path, root: str = f"%{SETTING}%") -> Path:
    """Copy a flight plan with every address that is fetched from moved under *root*."""
    plan = read_plan(original) or {}
    move_fetches(plan, root)
    return write_plan(plan, copy)


def move_fetches(plan: Mapping[str, Any], root: str) -> None:
    """Move every address that a flight plan fetches from under *root*, but what is there."""
    for source in sources_of(plan).values():
        fetch = _laid_open(source)
        for place in (fetch, *fetch.get("more", {}).values()):
            for name in {"url", "token_url"} & place.keys():
                if not place[name].startswith(root):
                    place[name] = moved(root, place[name])


def _laid_open(source: dict[str, Any]) -> dict[str, Any]:
    """Write the addresses of a source's preset into the source itself; answers its ``fetch``."""
    preset = presets().get(source.get("preset", ""), {}).get("hires", {}).get("fetch", {})
    said = source.get("hires", {}).get("fetch", {})
    if not preset and not said:
        return {}
    fetch: dict[str, Any] = source.setdefault("hires", {}).setdefault("fetch", {})
    for name in {"url", "token_url"} & preset.keys():
        fetch.setdefault(name, preset[name])
    for name, further in preset.get("more", {}).items():
        fetch.setdefault("more", {}).setdefault(name, {}).setdefault("url", further["url"])
    return fetch
