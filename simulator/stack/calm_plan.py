"""The flight plan that a stack flies: its neighbours' addresses in place, and patience to spare.

At six hundred times the speed, ten minutes of patience are one real second: the
sweep must not take a slow machine for a lost message.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from shared.domain.flightplan import Patience

REAL_PATIENCE = timedelta(seconds=30)


def write_calm_plan(
    original: Path, copy: Path, speed: float, settings: Mapping[str, str] | None = None
) -> Path:
    """Copy a flight plan with patience to spare; one that cannot be read stays as it is.

    ``%NAME%`` becomes what *settings* hold under that name, where they do.
    """
    try:
        text = original.read_text(encoding="utf-8")
        for name, value in (settings or {}).items():
            text = text.replace(f"%{name}%", value)
        plan: Any = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return original
    if not isinstance(plan, dict) or not isinstance(plan.get("patience", {}), dict):
        return original
    least = REAL_PATIENCE * speed
    outstayed = {
        str(stage): f"PT{int(max(patience, least).total_seconds())}S"
        for stage, patience in Patience().outstayed.items()
    }
    patience = plan.get("patience", {})
    plan["patience"] = patience | {"outstayed": outstayed | patience.get("outstayed", {})}
    copy.write_text(yaml.safe_dump(plan, sort_keys=False), encoding="utf-8")
    return copy
