"""Plans, applies and findings as a person reads them, on terminals of several widths."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from cli.exits import ExitCode
from cli.tenant.applied_view import applied_view
from cli.tenant.applying import is_left
from cli.tenant.findings import Findings
from cli.tenant.plan_view import plan_view
from cli.tenant.planning import exit_of
from shared.domain.errors import Reason
from shared.domain.setup import ByHand, Change, Difference, Kind, Unseen, Verb
from shared.domain.sign_in import Bearer
from shared.tenant.applying.outcomes import Applied, Ended, Outcome
from shared.tenant.lint import Code, Where
from shared.tenant.lint.findings import found
from shared.tenant.planning.plan import Impossible, Plan
from shared.tenant.tenancy import TenantIdentity

NOBODY = Bearer()
FORBIDDEN = Reason(code="forbidden", sentence="The tenant refuses reading.", remedy="Grant it.")
STEP = ByHand(page="Azure portal > Mobility", does="Set it to All.", url=f"https://{'x' * 90}")
RENAMED = Change(
    verb=Verb.CHANGE,
    kind=Kind.ENROLLMENT_STATUS_PAGE,
    key="Office",
    name="Office",
    why="People wait for it.",
    differences=(
        Difference(field="install_progress_timeout_in_minutes", before=60, after=90),
        Difference(field="assignments", before=[{"group": "Old"}], after=[{"group": "New"}]),
        Difference(field="local_admins.enable_global_admins", before=None, after=True),
    ),
)


def shown(view: RenderableType, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(view)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def a_plan(*changes: Change, unseen: tuple[Unseen, ...] = ()) -> Plan:
    return Plan(tenant=TenantIdentity(id="t", name="Contoso"), changes=changes, unseen=unseen)


def test_a_change_says_from_what_to_what_and_why() -> None:
    text = shown(plan_view(a_plan(RENAMED), NOBODY, "→"))

    assert "Enrollment status pages\n    People wait for it.\n  ~ Office" in text
    assert "install_progress_timeout_in_minutes  60 → 90" in text
    assert "- group: Old" in text
    assert "+ group: New" in text
    assert "local_admins\n      enable_global_admins" in text
    assert text.endswith("1 to change.")


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_nothing_is_cut_off(width: int) -> None:
    unseen = Unseen(kind=Kind.AUTOMATIC_ENROLMENT, reason=FORBIDDEN, by_hand=STEP)

    text = shown(plan_view(a_plan(RENAMED, unseen=(unseen,)), NOBODY), width)

    assert STEP.url in text.replace("\n", "").replace(" ", "")
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width


def test_what_cannot_be_done_has_its_reason() -> None:
    reason = Reason(code="membership-type", sentence="It is assigned.", remedy="Rename it.")
    impossible = Impossible(kind=Kind.GROUP, key="Office", reason=reason)

    text = shown(plan_view(replace(a_plan(RENAMED), impossible=(impossible,)), NOBODY))

    assert "Cannot be done\n  x It is assigned.\n    Rename it." in text


def test_why_is_said_once_for_objects_of_a_kind() -> None:
    text = shown(plan_view(a_plan(RENAMED, RENAMED), NOBODY))

    assert text.count("People wait for it.") == 1


@pytest.mark.parametrize(
    ("bearer", "told"),
    [
        (Bearer(permissions=frozenset({"Group.Read.All"})), "Not granted: DeviceManagement"),
        (NOBODY, "Grant it."),
    ],
)
def test_what_was_not_granted_is_named_if_the_token_tells(bearer: Bearer, told: str) -> None:
    plan = a_plan(unseen=(Unseen(kind=Kind.DEPLOYMENT_PROFILE, reason=FORBIDDEN),))

    assert told in shown(plan_view(plan, bearer))


def test_an_app_is_not_told_to_be_granted_what_no_app_can_have() -> None:
    plan = a_plan(unseen=(Unseen(kind=Kind.AUTOMATIC_ENROLMENT, reason=FORBIDDEN),))
    app = Bearer(permissions=frozenset({"Group.Read.All"}))

    assert "Not granted" not in shown(plan_view(plan, app))


UNCLEAR = Unseen(kind=Kind.GROUP, reason=FORBIDDEN)
BEYOND = Unseen(kind=Kind.AUTOMATIC_ENROLMENT, reason=FORBIDDEN, by_hand=STEP)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (a_plan(), ExitCode.DONE),
        (a_plan(RENAMED), ExitCode.PENDING),
        (a_plan(RENAMED, unseen=(UNCLEAR,)), ExitCode.PENDING),
        (a_plan(unseen=(UNCLEAR,)), ExitCode.FAILED),
        (a_plan(unseen=(BEYOND,)), ExitCode.DONE),
    ],
)
def test_a_plans_exit_code(plan: Plan, code: ExitCode) -> None:
    assert exit_of(plan) is code


@pytest.mark.parametrize(
    ("ended", "unseen", "left"),
    [
        (Ended.CHANGED, (), False),
        (Ended.FAILED, (), True),
        (Ended.BY_HAND, (), True),
        (Ended.BY_HAND, (BEYOND,), False),
        (Ended.SKIPPED, (BEYOND,), True),
    ],
)
def test_whether_something_is_left_to_do(
    ended: Ended, unseen: tuple[Unseen, ...], *, left: bool
) -> None:
    outcome = Outcome(
        kind=Kind.AUTOMATIC_ENROLMENT, key="automatic-enrolment", name="", ended=ended
    )

    assert is_left(Applied(outcomes=(outcome,)), a_plan(unseen=unseen)) is left


def test_what_is_left_has_its_reason_and_what_was_done_before() -> None:
    outcome = Outcome(
        kind=Kind.GROUP,
        key="Office",
        name="Office",
        ended=Ended.FAILED,
        done=("create it",),
        reason=FORBIDDEN,
    )

    text = shown(applied_view(Applied(outcomes=(outcome,))))

    assert 'x group "Office": failed\n    Done before: create it' in text
    assert "The tenant refuses reading.\n    Grant it." in text
    assert "1 failed. Apply again once it is mended" in text


def test_a_finding_stands_at_its_line(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("tenant:\n  groups:\n    Office:\n      rule: '('\n", encoding="utf-8")
    where = Where(kind=Kind.GROUP, key="Office", field="membership_rule")
    findings = Findings(path=plan, found=[found(Code.RULE_REFUSED, where, "It is wrong.")])

    text = shown(findings.view(), 200)

    assert text.startswith(f"{plan}:4: error: It is wrong. [rule-refused]")
    assert text.endswith("The lint found 1 error.")
    assert findings.errors
