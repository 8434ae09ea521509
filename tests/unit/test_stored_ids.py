"""The file of ids beside a flight plan."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.domain.errors import Misconfigured
from shared.domain.setup import Kind
from shared.tenant.stored_ids.file import IdsFile, ids_path
from shared.tenant.stored_ids.ids import IdsInMemory, Stored, StoredIds

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OFFICE = (Kind.GROUP, "Autopilot Office")
PROFILE = (Kind.DEPLOYMENT_PROFILE, "Autopilot Office")


def stored(object_id: str) -> Stored:
    return Stored(id=object_id, since=NOON)


@pytest.fixture(params=["file", "memory"])
def ids(request: pytest.FixtureRequest, tmp_path: Path) -> StoredIds:
    return IdsFile(tmp_path / "plan.ids.json") if request.param == "file" else IdsInMemory()


def test_what_is_stored_is_there_by_tenant_kind_and_key(ids: StoredIds) -> None:
    ids.store("one", OFFICE, stored("1"))
    ids.store("one", PROFILE, stored("2"))
    ids.store("two", OFFICE, stored("3"))

    assert ids.of("one") == {OFFICE: stored("1"), PROFILE: stored("2")}
    assert ids.of("two") == {OFFICE: stored("3")}
    assert ids.of("three") == {}


def test_an_intent_gives_way_to_the_id(ids: StoredIds) -> None:
    ids.store("one", OFFICE, stored(""))
    ids.store("one", OFFICE, stored("1"))

    assert ids.of("one") == {OFFICE: stored("1")}


def test_what_is_forgotten_is_gone_and_may_be_forgotten_again(ids: StoredIds) -> None:
    ids.store("one", OFFICE, stored("1"))

    ids.forget("one", OFFICE)
    ids.forget("one", OFFICE)

    assert ids.of("one") == {}


def test_the_file_stands_beside_the_flight_plan() -> None:
    assert ids_path(Path("plans/flightplan.yaml")) == Path("plans/flightplan.ids.json")


def test_another_process_reads_the_same(tmp_path: Path) -> None:
    IdsFile(tmp_path / "ids.json").store("one", OFFICE, stored("1"))

    assert IdsFile(tmp_path / "ids.json").of("one") == {OFFICE: stored("1")}


def test_the_file_is_sorted_and_read_by_people(tmp_path: Path) -> None:
    path = tmp_path / "ids.json"
    for key in (OFFICE, PROFILE, (Kind.GROUP, "Außendienst")):
        IdsFile(path).store("one", key, stored("1"))

    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert "Außendienst" in text


def test_nothing_but_the_file_is_left_in_the_folder(tmp_path: Path) -> None:
    IdsFile(tmp_path / "ids.json").store("one", OFFICE, stored("1"))

    assert [each.name for each in tmp_path.iterdir()] == ["ids.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"tenants": []}',
        '{"tenants": {"one": {"group": {"Office": {"id": "1"}}}}}',
        '{"tenants": {"one": {"elephant": {"Office": {"id": "1", "since": "2026-03-02"}}}}}',
        '{"tenants": {"one": {"group": {"Office": "1"}}}}',
    ],
)
def test_a_damaged_file_is_told_and_never_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ids.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Misconfigured) as refused:
        IdsFile(path).store("one", OFFICE, stored("1"))

    assert refused.value.reason.code == "ids-damaged"
    assert "version control" in refused.value.reason.remedy
    assert path.read_text(encoding="utf-8") == text


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "ids.json"

    with pytest.raises(Misconfigured) as refused:
        IdsFile(path).store("one", OFFICE, stored("1"))

    assert refused.value.reason.code == "ids-not-written"
    assert str(path) in refused.value.reason.sentence
