"""What is shot at: the app in the local stack, with every preset as a source."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.fuzz.doors import Door, doors, far_queues
from benchmarks.fuzz.senders import Sender, sender
from shared import flightplan
from shared.domain.sources import OWN, Intake
from shared.domain.verifiers import Bearer
from shared.flightplan.sources import presets
from simulator.stack import StackPlan
from simulator.stack.plan import FLIGHT_PLAN

# Nobody listens there: what is fetched back or told finds no one, and no one outside is asked.
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The routes and the senders; *key* opens the routes that want a function key."""

    doors: tuple[Door, ...]
    senders: tuple[Sender, ...]
    key: str

    def of(self, intake: str) -> tuple[Sender, ...]:
        """Give the senders that may use a way in."""
        return tuple(each for each in self.senders if intake in each.source.takes)


def prepare(folder: Path, seed: int) -> tuple[StackPlan, Target]:
    """Write the flight plan into *folder*; the key is known once the stack runs."""
    path = folder / "flightplan.yaml"
    plan: dict[str, Any] = yaml.safe_load(FLIGHT_PLAN.read_text(encoding="utf-8"))
    plan["sources"] = {OWN.name: _own()} | {
        name: _source(name, preset) for name, preset in presets().items()
    }
    path.write_text(yaml.safe_dump(plan), encoding="utf-8")
    sources = flightplan.load(path).sources.values()
    senders = tuple(
        sender(source, seed) for source in sources if not isinstance(source.verifier, Bearer)
    )
    secrets = {each.source.secrets[0]: each.setting for each in senders}
    settings = {**far_queues(), **secrets}
    stack = StackPlan(flight_plan=path, settings=settings, state=folder / "state")
    return stack, Target(doors=doors(), senders=senders, key="")


def _own() -> dict[str, Any]:
    return {
        "takes": [str(each) for each in Intake],
        "verifier": {"key": {}},
        "secrets": ["FUZZ_OWN"],
    }


def _source(name: str, preset: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"preset": name}
    if "takes" not in preset:
        said["takes"] = [str(each) for each in Intake]
    if "verifier" not in preset:
        said["verifier"] = {"key": {}}
    said["secrets"] = [f"FUZZ_{name.upper().replace('-', '_')}"]
    if (preset.get("hires") or {}).get("fetch"):
        said["hires"] = {"fetch": {"url": NOWHERE, "token_url": NOWHERE}}
    return said
