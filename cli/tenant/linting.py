"""``groundcrew tenant lint``: what can be said of the flight plan without asking the tenant."""

from pathlib import Path

from cli.exits import ExitCode
from cli.tenant.findings import Findings
from cli.terminal import show, write_json
from shared import flightplan
from shared.config import graph_from_environment
from shared.tenant.lint import lint


async def lint_section(path: Path | None, *, as_json: bool) -> ExitCode:
    """Judge the section ``tenant``; ``USAGE`` when something in it is wrong."""
    here = path or Path(graph_from_environment().flight_plan)
    findings = Findings(path=here, found=lint(flightplan.load_setup(here)))
    if as_json:
        write_json(findings.content())
    else:
        show(findings.view())
    return ExitCode.USAGE if findings.errors else ExitCode.DONE
