"""What each HR system sends becomes exactly these commands; tests/data/hr says where it is from."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.domain.commands import HireEvent, NewHire
from shared.domain.lifecycle import WorkflowTask
from tests.hr_systems import PRESETS, SAMPLES, a_source, hires_of, read_sample
from tests.receiving import NOW

CREATED, CHANGED, CANCELLED = HireEvent
ADA: dict[str, Any] = {"user_principal_name": "ada@example.com", "persona": "lab"}
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
BOB = "3332883854254932743"
FINCH = "e8b90071-0c11-471c-86e8-e303ef2f6782"
MERGE = "0958cbc6-6040-430a-848e-aafacbadf4ae"
OBJECT_ID = "d7f0a1b2-1c2d-4e3f-8a9b-0c1d2e3f4a5b"
TASK = WorkflowTask(
    workflow="9c0fc0f3-c0a0-4f7c-8a0a-0d1c9a5d6f01",
    task="2b9f0a51-7c3d-4a8b-9f52-6d1f3ad5c202",
    result="5f7d2c1e-3b4a-4c6d-8e9f-7a1b2c3d4e03",
)


def at(hour: int, minute: int = 0, second: int = 0, micro: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, micro, tzinfo=UTC)


def told(event: HireEvent, who: str, said_at: datetime = NOW, **said: Any) -> NewHire:  # noqa: ANN401  any field
    return NewHire(event=event, employee_id=who, said_at=said_at, **said)


def thin(preset: str, event: HireEvent, who: str, said_at: datetime = NOW) -> NewHire:
    return told(event, who, said_at, fetch_from=preset)


EXPECTED: dict[str, list[NewHire]] = {
    "bamboohr/created.json": [thin("bamboohr", CREATED, "67890", at(18, 42))],
    "bamboohr/updated.json": [thin("bamboohr", CHANGED, "67890", at(18, 42, 3))],
    "bamboohr/updated.form": [thin("bamboohr", CHANGED, "67890")],
    "bamboohr/deleted.json": [told(CANCELLED, "67890", at(7, day=2))],
    "bamboohr-fields/batch.json": [
        told(CREATED, "501", at(18, 42)),
        told(
            CHANGED,
            "501",
            at(18, 42, 5),
            **ADA,
            start_date=APRIL,
            location="Berlin",
            needs_device=True,
        ),
        told(CANCELLED, "502", at(18, 43)),
        told(CHANGED, "503", at(18, 44), needs_device=False),
        told(CANCELLED, "504", at(18, 45)),
    ],
    "hibob/created.json": [thin("hibob", CREATED, BOB, at(13, 6, 26, 915906))],
    "hibob/table-entry.json": [thin("hibob", CHANGED, BOB, at(13, 7, 26, 915906))],
    "hibob/left.json": [told(CANCELLED, BOB, at(0, day=2))],
    "hibob/task.json": [],
    "personio/person-created.json": [thin("personio", CREATED, "8812", at(9))],
    "personio/employment-updated.json": [thin("personio", CHANGED, "8812", at(10, micro=123_000))],
    "personio/employment-terminated.json": [told(CANCELLED, "8812", at(0, day=2))],
    "personio/absence.json": [],
    "rippling/hired.form": [thin("rippling", CREATED, "6401")],
    "rippling/terminated.json": [told(CANCELLED, "6401", at(8, day=2))],
    "finch/individual-created.json": [thin("finch", CREATED, FINCH)],
    "finch/employment-updated.json": [thin("finch", CHANGED, FINCH)],
    "finch/account-updated.json": [],
    "merge/added.json": [
        told(CREATED, MERGE, at(12), **ADA, start_date=APRIL, location="Berlin", needs_device=True)
    ],
    "merge/changed.json": [
        told(
            CHANGED,
            MERGE,
            at(13),
            user_principal_name="ada@example.com",
            start_date=MAY,
            location="Berlin",
        )
    ],
    "merge/inactive.json": [
        told(
            CANCELLED, MERGE, at(14), **ADA, start_date=APRIL, location="Berlin", needs_device=True
        )
    ],
    "merge/synced.json": [],
    "scim/bulk-upload.json": [
        told(CREATED, "701984", **ADA, start_date=APRIL, location="Berlin"),
        told(
            CANCELLED, "701985", NOW.replace(microsecond=1), user_principal_name="bob@example.com"
        ),
        told(
            CREATED,
            "701986",
            NOW.replace(microsecond=2),
            user_principal_name="cy@example.com",
            persona="lab",
            needs_device=False,
        ),
    ],
    "scim/operations.json": [
        told(CHANGED, "701984", user_principal_name="ada@example.com"),
        told(
            CHANGED,
            "701984",
            NOW.replace(microsecond=1),
            user_principal_name="ada.example@example.com",
        ),
        told(CANCELLED, "701985", NOW.replace(microsecond=2)),
        told(CANCELLED, "701986", NOW.replace(microsecond=3)),
        told(CANCELLED, "701987", NOW.replace(microsecond=4)),
    ],
    "entra-lifecycle-workflows/waiting.json": [
        told(
            CREATED,
            OBJECT_ID,
            at(9, micro=123_456),
            user_principal_name="ada@example.com",
            task=TASK,
        )
    ],
    "entra-lifecycle-workflows/not-waiting.json": [
        told(CREATED, OBJECT_ID, at(9, micro=123_456), user_principal_name="ada@example.com")
    ],
    "greenhouse/updated.json": [thin("greenhouse", CHANGED, "1234567", at(23, 37, 17))],
    "greenhouse-recruiting/hired.json": [
        told(CREATED, "37031511", start_date=APRIL, persona="lab", location="Berlin")
    ],
    "greenhouse-recruiting/unhired.json": [
        told(CANCELLED, "37031511", start_date=APRIL, persona="lab", location="Berlin")
    ],
    "greenhouse-recruiting/ping.json": [],
    "workday/events.json": [
        told(
            CREATED,
            "21010",
            at(16),
            **ADA,
            start_date=APRIL,
            location="Berlin",
            order_reference="P-00012",
            needs_device=True,
        ),
        told(CHANGED, "21010", at(17), start_date=MAY, needs_device=True),
        told(CREATED, "C-7", at(17, 30), start_date=APRIL, needs_device=False),
        told(CANCELLED, "21010", at(18), needs_device=True),
    ],
    "workday/one.json": [told(CANCELLED, "21010", at(20), needs_device=True)],
    "successfactors/events.json": [
        told(
            CREATED,
            "103172",
            at(8),
            **ADA,
            start_date=APRIL,
            location="Berlin",
            needs_device=True,
        ),
        told(CHANGED, "103172", at(9), start_date=MAY),
        told(CANCELLED, "103173", at(10)),
        told(CANCELLED, "103172", at(11)),
    ],
    "middleware/joiner.json": [
        told(CREATED, "4711", at(9), user_principal_name="ada@example.com", start_date=APRIL)
    ],
}


@pytest.mark.parametrize("sample", EXPECTED)
def test_a_sample_becomes_these_commands(sample: str) -> None:
    preset, _, name = sample.partition("/")

    assert hires_of(read_sample(a_source(preset), name)) == EXPECTED[sample]


def test_every_sample_is_read_and_every_preset_has_one() -> None:
    kept = {
        path.relative_to(SAMPLES).as_posix()
        for path in SAMPLES.rglob("*.*")
        if path.parent != SAMPLES and not path.name.startswith("fetched")
    }

    assert kept == set(EXPECTED)
    assert {sample.partition("/")[0] for sample in kept} == set(PRESETS)


@pytest.mark.parametrize("sample", EXPECTED)
def test_a_sample_that_is_sent_again_makes_the_same_steps(sample: str) -> None:
    preset, _, name = sample.partition("/")
    first, again = (read_sample(a_source(preset), name) for _ in range(2))

    assert [step.origin for step in first.steps] == [step.origin for step in again.steps]
    assert first.receipt == again.receipt


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_told_with_its_source(preset: str) -> None:
    assert f"`{preset}/" in (SAMPLES / "README.md").read_text(encoding="utf-8")
