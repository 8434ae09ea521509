"""``groundcrew lint``: the app's own verdicts on a shipping notice, without the app."""

import json
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path

from cli.exits import ExitCode, Trouble, tell
from cli.manifest_forms import Form
from cli.receipts import Receipt, accepted, turned_down
from cli.sending import MEDIA_TYPES, Letter, read_bytes, read_letter, show
from cli.terminal import console_for_errors, progress
from shared import flightplan
from shared.clock import WallClock
from shared.domain.errors import Misconfigured
from shared.domain.flightplan import FlightPlan
from shared.domain.sources import OWN, Intake, Source
from shared.intake.manifests import read_manifest
from shared.intake.permits import permits_of
from shared.intake.received import Received, Terms
from shared.intake.verdict_csv import refusals_csv, verdicts_csv
from shared.runtime.http import Problem, Request

_HERE = Path("flightplan.yaml")
_NO_PLAN = "There is no flight plan here: which personas there are was not looked at."
_FORMS: Mapping[Form, tuple[str, Mapping[str, str]]] = {
    Form.CSV: (MEDIA_TYPES[".csv"], {}),
    Form.IDENTIFIERS: (MEDIA_TYPES[".csv"], {"format": "corporate-identifiers"}),
    Form.EDI: (MEDIA_TYPES[".edi"], {}),
    Form.JSON: (MEDIA_TYPES[".json"], {}),
}


class Output(StrEnum):
    """How the verdicts are shown."""

    TABLE = auto()
    JSON = auto()
    CSV = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a file is held against; ``None`` and blank where nobody said."""

    plan: Path | None = None
    source: str | None = None
    form: Form | None = None
    persona: str = ""


class _AnyName(Collection[str]):
    """The personas of a flight plan that nobody has at hand: every name might be one."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


async def lint_file(file: Path, against: Against, output: Output) -> ExitCode:
    """Judge every line; ``FAILED`` when one is refused, ``USAGE`` when nothing can be judged."""
    try:
        letter = await _letter(file, against)
        terms = _terms(against)
    except Trouble as trouble:
        tell(trouble)
        return ExitCode.USAGE
    with progress(f"Reading {file.name}"):
        judged = _judged(letter, terms)
    receipt = _receipt(judged)
    if output is Output.CSV:
        _write(_csv(judged))
        return ExitCode.FAILED if receipt.refused else ExitCode.DONE
    return show(receipt, file.name, as_json=output is Output.JSON)


def _judged(letter: Letter, terms: Terms) -> Received | Problem:
    request = Request(
        headers={"content-type": letter.media_type}, query=letter.query, body=letter.body
    )
    try:
        received = read_manifest(request, terms)
    except Problem as problem:
        return problem
    return received if received.steps else received.problem()


def _receipt(judged: Received | Problem) -> Receipt:
    if isinstance(judged, Problem):
        return turned_down(json.loads(judged.reply().body))
    # Nothing was handed over, so there is nothing to ask for later.
    content = {name: value for name, value in judged.content().items() if name != "receipt"}
    return accepted(content)


def _csv(judged: Received | Problem) -> bytes:
    return refusals_csv(judged) if isinstance(judged, Problem) else verdicts_csv(judged.verdicts)


def _write(content: bytes) -> None:
    """Write bytes as they are: no code page may touch them."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


async def _letter(file: Path, against: Against) -> Letter:
    query = {"persona": against.persona} if against.persona else {}
    if against.form is None:
        return await read_letter(file, query)
    media_type, said = _FORMS[against.form]
    return Letter(body=await read_bytes(file), media_type=media_type, query={**query, **said})


def _terms(against: Against) -> Terms:
    now = WallClock().now()
    path = against.plan or (_HERE if _HERE.exists() else None)
    if path is None:
        if against.source is not None:
            raise Trouble("Without a flight plan there are no sources.", "Name it with --plan.")
        console_for_errors().print(_NO_PLAN)
        return Terms(source=OWN, personas=_AnyName(), now=now)
    try:
        plan = flightplan.load(path)
    except Misconfigured as error:
        raise Trouble(error.reason.sentence, error.reason.remedy) from error
    source = _source(plan, against.source)
    return Terms(
        source=source,
        personas=frozenset(plan.personas),
        now=now,
        permits=permits_of(plan, source),
    )


def _source(plan: FlightPlan, name: str | None) -> Source:
    """Find who will send the file; without a name, somebody who may use anything."""
    if name is None:
        return OWN
    found = plan.sources.get(name)
    if found is None or Intake.PROCUREMENT not in found.takes:
        senders = [each.name for each in plan.sources.values() if Intake.PROCUREMENT in each.takes]
        raise Trouble(
            f"The flight plan has no source {name} for shipping notices.",
            f"It has: {', '.join(senders) or 'none'}.",
        )
    return found
