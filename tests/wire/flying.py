"""A flight of the demo, and what it left behind."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.wire.command_line import Shell

type Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flown:
    """What the command said and wrote."""

    code: int
    said: str
    report: Json
    trace: list[Json]

    def device(self, serial: str) -> Json:
        found: Json = next(each for each in self.report["devices"] if each["serial"] == serial)
        return found

    def moment(self, serial: str, what: str) -> datetime:
        """Tell when a device's timeline first says something."""
        entries = self.device(serial)["timeline"]
        found = next(entry for entry in entries if entry["what"].startswith(what))
        return datetime.fromisoformat(found["at"])

    def posts(self, end: str) -> Iterator[Json]:
        """List the posts whose address ends so and that had their effect."""
        for line in self.trace:
            if line["method"] == "POST" and line["url"].endswith(end) and line["status"] < 300:
                yield line


def fly(home: Path) -> Flown:
    """Fly the demo by its command."""
    report, trace = home / "report.json", home / "trace.jsonl"
    ended = Shell(home=home).run("demo", "--report", str(report), "--trace", str(trace))
    assert report.exists(), ended.stderr
    return Flown(
        code=ended.returncode,
        said=ended.stdout,
        report=json.loads(report.read_text(encoding="utf-8")),
        trace=[json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()],
    )
