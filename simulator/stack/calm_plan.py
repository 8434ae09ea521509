"""The flight plan that a stack flies: its neighbours' addresses in place, and patience to spare.

At six hundred times the speed, ten minutes of patience are one real second: the
sweep must not take a slow machine for a lost message.  Nor may a signature grow
old on its way, as it would in five minutes.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from shared.domain.flightplan import Patience
from shared.flightplan.sources import laid_over, presets
from simulator.plan_files import read_plan, sources_of, write_plan
from simulator.vendors.moved_plan import move_fetches
from simulator.vendors.server import SETTING as VENDORS

REAL_PATIENCE = timedelta(seconds=30)
_USUAL_AGE = timedelta(minutes=5)
_OLDEST = timedelta(days=1)  # that a flight plan may allow


def write_calm_plan(
    original: Path, copy: Path, speed: float, settings: Mapping[str, str] | None = None
) -> Path:
    """Copy a flight plan with patience to spare; one that cannot be read stays as it is.

    ``%NAME%`` becomes what *settings* hold under that name, where they do; with
    vendors among them, these are fetched from.
    """
    plan = read_plan(original, settings)
    if plan is None or not isinstance(plan.get("patience", {}), dict):
        return original
    least = REAL_PATIENCE * speed
    outstayed = {
        str(stage): f"PT{int(max(patience, least).total_seconds())}S"
        for stage, patience in Patience().outstayed.items()
    }
    patience = plan.get("patience", {})
    plan["patience"] = patience | {"outstayed": outstayed | patience.get("outstayed", {})}
    if settings and VENDORS in settings:
        move_fetches(plan, settings[VENDORS])
    for source in sources_of(plan).values():
        _let_signatures_age(source, least)
    return write_plan(plan, copy)


def _let_signatures_age(source: dict[str, Any], least: timedelta) -> None:
    """Allow so much between signing and arriving, unless the source itself says how much."""
    verifier = laid_over(source, presets().get(source.get("preset", ""), {})).get("verifier") or {}
    said = (source.get("verifier") or {}).get("signature") or {}
    if "tolerance" in said or not (verifier.get("signature") or {}).get("timestamp_header"):
        return
    age = min(max(_USUAL_AGE, least), _OLDEST)
    signature = {**said, "tolerance": f"PT{int(age.total_seconds())}S"}
    source["verifier"] = {**(source.get("verifier") or {}), "signature": signature}
