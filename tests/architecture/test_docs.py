"""What can be looked up in the code stands in the documents, in the same spelling."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from cli.permissions import markdown
from cli.setup_permissions import setup_markdown
from handlers.permissions import NEEDS
from shared import config, flightplan
from shared.domain.attempts import Source
from shared.domain.autopilot import ProfileStatus
from shared.domain.commands import COMMANDS, queue_of
from shared.domain.findings import Standing
from shared.domain.flightplan import Patience
from shared.domain.import_failures import IMPORT_FAILURES
from shared.domain.operations import Operation
from shared.domain.permissions import GRANTS
from shared.domain.setup_permissions import SETUP_GRANTS
from shared.domain.stages import Milestone, Stage
from shared.domain.waiting import SENTENCES
from shared.runtime.unit import LINES
from shared.tenant.lint import CODES, Code
from tests.documents import DOCS, ROOT, fields_of, headings, text_of

LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def settings_read() -> set[str]:
    """List the names that ``config.py`` looks up in the environment."""
    tree = ast.parse(Path(config.__file__).read_text(encoding="utf-8"))
    return {found for node in ast.walk(tree) for found in _name_read(node)}


def _name_read(node: ast.AST) -> Iterator[str]:
    match node:
        case (
            ast.Call(
                func=ast.Attribute(value=ast.Name(id="values"), attr="get"),
                args=[ast.Constant(value=str(name)), *_],
            )
            | ast.Subscript(value=ast.Name(id="values"), slice=ast.Constant(value=str(name)))
        ):
            yield name


def codes_in(*folders: str) -> set[str]:
    """List the codes that these folders give to a reason, a fault or a failure."""
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    texts = (path.read_text(encoding="utf-8") for path in files)
    return {code for text in texts for code in re.findall(r'\bcode="([a-z0-9-]+)"', text)}


def missing(names: Iterable[str], document: str) -> list[str]:
    text = text_of(document)
    return sorted(name for name in names if f"`{name}`" not in text)


def test_every_setting_has_a_heading() -> None:
    found = headings("settings.md")

    assert settings_read() == found
    assert "STATE_URL" in found


def test_every_field_of_the_flight_plan_has_a_heading() -> None:
    fields = {
        each for each in fields_of(flightplan.FlightPlanModel) if not each.startswith("tenant.")
    }

    assert headings("flightplan.md") == fields
    assert "personas.NAME.groups.membership" in fields


def test_the_default_patience_of_every_stage_is_told() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `(PT\w+)` \|$", text_of("flightplan.md"), re.MULTILINE))

    minutes = {
        stage: int(span.total_seconds()) // 60 for stage, span in Patience().outstayed.items()
    }
    assert rows == {
        str(stage): "PT1H" if count == 60 else f"PT{count}M" for stage, count in minutes.items()
    }


def test_every_stage_and_milestone_is_told() -> None:
    assert missing([*Stage, *Milestone], "journey.md") == []


def test_every_source_and_finding_of_a_deployment_is_told() -> None:
    assert missing([*Source, *Standing], "deployment.md") == []


def test_every_status_of_a_profile_is_told() -> None:
    assert missing(ProfileStatus, "deployment.md") == []


def test_every_wait_is_told_with_its_sentence() -> None:
    text = text_of("journey.md")

    rows = [f"| `{code}` | {sentence} |" for code, sentence in SENTENCES.items()]
    assert [row for row in rows if row not in text] == []


def test_every_failure_of_an_import_is_told_with_what_follows() -> None:
    table = re.findall(
        r"^\| `(\w+)` \| (look|park|import)\b[^|]* \| `([\w-]+)` \|$",
        text_of("journey.md"),
        re.MULTILINE,
    )

    told = {name.casefold(): (sequel, code) for name, sequel, code in table}
    assert told == {name: (each.sequel, each.code) for name, each in IMPORT_FAILURES.items()}


def test_every_code_of_a_serial_number_is_told() -> None:
    text = (ROOT / "shared/domain/serials.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'code="([a-z-]+)"', text))

    assert codes == {"serial-missing", "serial-too-long", "serial-characters", "serial-placeholder"}
    assert missing(codes, "journey.md") == []
    assert missing(codes, "procurement.md") == []


def test_every_code_of_the_intake_of_shipping_notices_is_told() -> None:
    files = "csv_*", "edi_*", "lines", "manifest*", "oddities", "permits", "ship_*", "x12"
    paths = [path for name in files for path in (ROOT / "shared/intake").glob(f"{name}.py")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    codes = {each for text in texts for each in re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', text)}

    assert {"hash-too-long", "edi-total"} <= codes
    assert missing(codes, "procurement.md") == []


def test_every_code_that_parks_from_a_handler_is_told() -> None:
    assert missing(codes_in("handlers"), "journey.md") == []


def test_every_event_of_the_log_is_told() -> None:
    files = [path for folder in ("handlers", "shared") for path in (ROOT / folder).rglob("*.py")]
    texts = (path.read_text(encoding="utf-8") for path in files)
    events = {each for text in texts for each in re.findall(r'\blog\.\w+\(\s*"([\w.]+)"', text)}

    assert missing({*events, *LINES}, "logging.md") == []
    assert "device.parked" in events


def test_the_permissions_are_those_of_the_manifest() -> None:
    tables = markdown().strip().split("\n\n")

    assert [table for table in tables if table not in text_of("permissions.md")] == []
    assert len(tables) == 3


def test_the_permissions_of_a_set_up_are_those_of_its_manifest() -> None:
    tables = setup_markdown().strip().split("\n\n")

    assert [table for table in tables if table not in text_of("permissions.md")] == []
    assert len(tables) == 3


def test_every_finding_of_the_lint_is_told_with_its_level_cause_and_remedy() -> None:
    text = text_of("tenant-lint.md")

    rows = [
        f"| `{code}` | {each.level} | {each.cause} | {each.remedy} |"
        for code, each in CODES.items()
    ]
    assert set(CODES) == set(Code)
    assert [row for row in rows if row not in text] == []
    assert set(re.findall(r"^\| `([a-z-]+-[a-z]+)` ", text, re.MULTILINE)) == set(CODES)


def test_every_operation_has_its_permissions_and_its_handler() -> None:
    assert {*GRANTS, *SETUP_GRANTS} == set(Operation)
    assert {each for operations in NEEDS.values() for each in operations} == set(GRANTS)
    assert set(NEEDS) == {*map(queue_of, COMMANDS), "sweep", "drift"}


@pytest.mark.parametrize("path", [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))], ids=str)
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []
