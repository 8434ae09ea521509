"""What becomes of an import: decided by its status, and of a failed one by the error's name."""

import pytest

from shared.domain.autopilot import ImportRecord, ImportStatus
from shared.domain.import_failures import IMPORT_FAILURES, Sequel, reason_of, sequel_of
from shared.domain.imports import furthest
from simulator.tenant.import_record import ERRORS


def a_record(
    status: ImportStatus = ImportStatus.ERROR, name: str = "", code: int = 0, record: str = "R-1"
) -> ImportRecord:
    return ImportRecord(
        id=record, import_id="I-1", serial="SN-1", status=status, error_name=name, error_code=code
    )


@pytest.mark.parametrize(
    ("status", "sequel"),
    [
        (ImportStatus.UNKNOWN, Sequel.WAIT),
        (ImportStatus.PENDING, Sequel.WAIT),
        (ImportStatus.PARTIAL, Sequel.WAIT),
        (ImportStatus.COMPLETE, Sequel.LOOK),
    ],
)
def test_an_import_that_has_not_failed_goes_by_its_status(
    status: ImportStatus, sequel: Sequel
) -> None:
    assert sequel_of(a_record(status)) is sequel


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ZtdDeviceAssignedToOtherTenant", "owned-by-other-tenant"),
        ("ZtdDeviceAssignedToAnotherTenant", "owned-by-other-tenant"),
        ("ztddeviceassignedtoothertenant", "owned-by-other-tenant"),
        ("InvalidZtdHardwareHash", "hash-refused"),
        ("HashNot4K", "hash-refused"),
        ("ZtdDeviceIsNotUnique", "device-not-unique"),
        ("ZtdDeviceAlreadyAadRegistered", "already-in-entra"),
        ("SomethingNew", "import-failed"),
        ("", "import-failed"),
    ],
)
def test_a_failure_that_cannot_be_mended_here_parks(name: str, code: str) -> None:
    record = a_record(name=name)

    assert sequel_of(record) is Sequel.PARK
    assert reason_of(record).code == code


def test_the_name_decides_where_the_number_contradicts_it() -> None:
    record = a_record(name="ZtdDeviceAssignedToOtherTenant", code=806)

    assert reason_of(record).code == "owned-by-other-tenant"


@pytest.mark.parametrize("name", ["ZtdDeviceAlreadyAssigned", "ZtdDeviceDuplicated"])
def test_a_device_that_is_known_already_is_looked_for(name: str) -> None:
    assert sequel_of(a_record(name=name, code=808)) is Sequel.LOOK


def test_a_hiccup_of_the_service_is_tried_again() -> None:
    assert sequel_of(a_record(name="StorageError")) is Sequel.IMPORT


def test_the_evidence_is_what_support_asks_for() -> None:
    reason = reason_of(a_record(name="SomethingNew", code=815))

    assert reason.evidence == {
        "serial": "SN-1",
        "importId": "I-1",
        "deviceErrorName": "SomethingNew",
        "deviceErrorCode": "815",
    }


def test_every_failure_that_parks_says_what_to_do() -> None:
    for failure in IMPORT_FAILURES.values():
        assert bool(failure.remedy) == (failure.sequel is Sequel.PARK)


def test_every_name_that_the_registration_service_is_known_to_give_has_its_line() -> None:
    named = {name.casefold() for name in ERRORS}

    assert named == set(IMPORT_FAILURES)


@pytest.mark.parametrize(
    ("statuses", "chosen"),
    [
        ([ImportStatus.ERROR, ImportStatus.COMPLETE], "R-1"),
        ([ImportStatus.PENDING, ImportStatus.COMPLETE], "R-0"),
        ([ImportStatus.ERROR, ImportStatus.ERROR], "R-1"),
    ],
)
def test_of_several_imports_the_one_furthest_under_way_counts(
    statuses: list[ImportStatus], chosen: str
) -> None:
    records = [a_record(status, record=f"R-{index}") for index, status in enumerate(statuses)]

    found = furthest(records)

    assert found is not None
    assert found.id == chosen


def test_without_imports_none_counts() -> None:
    assert furthest([]) is None
