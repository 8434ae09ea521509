"""What somebody does by hand: who does it and why, and how it is told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

# What the app is told travels as this.
HEADERS = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who acts and why, and how it is told."""

    by: str
    why: str
    as_json: bool = False
    yes: bool = False
    more: Mapping[str, object] = field(default_factory=dict[str, object])

    def body(self, **more: object) -> bytes:
        """Write down what the app is told."""
        return json.dumps({"by": self.by, "why": self.why, **self.more, **more}).encode()
