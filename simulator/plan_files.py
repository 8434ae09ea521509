"""Flight plans as a stack reads and writes them: mappings, whatever the app will say to them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


def read_plan(path: Path, places: Mapping[str, str] | None = None) -> dict[str, Any] | None:
    """Read a flight plan, ``None`` when it is none; ``%NAME%`` becomes what *places* hold."""
    try:
        text = path.read_text(encoding="utf-8")
        for name, value in (places or {}).items():
            text = text.replace(f"%{name}%", value)
        plan: Any = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    return plan if isinstance(plan, dict) else None


def write_plan(plan: Mapping[str, Any], path: Path) -> Path:
    """Write a flight plan."""
    path.write_text(yaml.safe_dump(dict(plan), sort_keys=False), encoding="utf-8")
    return path


def sources_of(plan: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    """Give the sources of a flight plan that are mappings, by their names."""
    sources = (plan or {}).get("sources")
    named = sources.items() if isinstance(sources, dict) else ()
    return {str(name): source for name, source in named if isinstance(source, dict)}
