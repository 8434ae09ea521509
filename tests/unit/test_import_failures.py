"""What becomes of an import: decided by its status, and of a failed one by the error's name."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from shared.domain.autopilot import ImportRecord, ImportStatus
from shared.domain.device import Device
from shared.domain.import_failures import IMPORT_FAILURES, Sequel, reason_of, sequel_of
from shared.domain.imports import furthest
from shared.domain.shipment import ManifestLine
from simulator.tenant.import_record import ERRORS

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
DEVICE = Device(
    serial="SN-1",
    since=NOW,
    line=ManifestLine(
        serial="SN-1",
        manufacturer="Contoso",
        model="Contoso 13",
        order_reference="PO-1",
        person="adele.vance@contoso.com",
        fingerprint="0" * 64,
    ),
    shipment_id="SHP-1",
    import_id="I-1",
    import_record="R-1",
)
FOREIGN = "owned-by-other-tenant"
# The names and numbers 801 to 814, and those without a number.
NAMES = [
    (801, "InvalidZtdRequestBody", "hash-refused"),
    (802, "InvalidZtdHardwareHash", "hash-refused"),
    (803, "MissingZtdSerialNumberAndProductKey", "hash-refused"),
    (806, "ZtdDeviceAlreadyAssigned", "registered-unseen"),
    (807, "ZtdDeviceIsNotRegistered", "registration-missing"),
    (808, "ZtdDeviceAssignedToOtherTenant", FOREIGN),
    (808, "ZtdDeviceAssignedToAnotherTenant", FOREIGN),
    (809, "ZtdProfileIsNotRegistered", "profile-not-registered"),
    (810, "ZtdProfileAssignedToOtherTenant", FOREIGN),
    (811, "ZtdDeviceRegisteredByOtherTenant", FOREIGN),
    (812, "ZtdDeviceNotFound", "registration-missing"),
    (813, "ZtdDeviceIsNotUnique", "device-not-unique"),
    (814, "ZtdDeviceAlreadyAadRegistered", "in-entra-already"),
    (0, "ZtdDeviceDuplicated", "identity-never-seen"),
    (0, "HashNot4k", "hash-refused"),
    (0, "StorageError", "storage-error"),
]


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
        ("SomethingNew", "import-failed"),
        ("", "import-failed"),
    ],
)
def test_a_failure_that_cannot_be_mended_here_parks(name: str, code: str) -> None:
    record = a_record(name=name)

    assert sequel_of(record) is Sequel.PARK
    assert reason_of(record, DEVICE, NOW).code == code


def test_the_name_decides_where_the_number_contradicts_it() -> None:
    record = a_record(name="ZtdDeviceAssignedToOtherTenant", code=806)

    assert reason_of(record, DEVICE, NOW).code == "owned-by-other-tenant"


@pytest.mark.parametrize("name", ["ZtdDeviceAlreadyAssigned", "ZtdDeviceDuplicated"])
def test_a_device_that_is_known_already_is_looked_for(name: str) -> None:
    assert sequel_of(a_record(name=name, code=808)) is Sequel.LOOK


def test_a_hiccup_of_the_service_is_tried_again() -> None:
    assert sequel_of(a_record(name="StorageError")) is Sequel.IMPORT


@pytest.mark.parametrize(("number", "name", "code"), NAMES)
def test_every_name_has_its_code(number: int, name: str, code: str) -> None:
    assert reason_of(a_record(name=name, code=number), DEVICE, NOW).code == code


def test_no_name_is_forgotten() -> None:
    names = {name.casefold() for _, name, _ in NAMES}

    assert names == IMPORT_FAILURES.keys()
    assert names == {name.casefold() for name in ERRORS}


@pytest.mark.parametrize("name", [name for _, name, code in NAMES if code == FOREIGN])
@pytest.mark.parametrize("number", [0, 806, 808])
@pytest.mark.parametrize("spell", [str, str.upper, str.lower])
def test_another_tenants_device_ends_the_same_however_it_is_told(
    name: str, number: int, spell: Callable[[str], str]
) -> None:
    record = a_record(name=spell(name), code=number)

    assert sequel_of(record) is Sequel.PARK
    assert reason_of(record, DEVICE, NOW).code == FOREIGN


def test_the_evidence_is_what_support_asks_for() -> None:
    reason = reason_of(a_record(name="ZtdDeviceAssignedToOtherTenant", code=808), DEVICE, NOW)

    assert reason.evidence == {
        "serial": "SN-1",
        "manufacturer": "Contoso",
        "model": "Contoso 13",
        "orderReference": "PO-1",
        "shipmentId": "SHP-1",
        "importId": "I-1",
        "importRecord": "R-1",
        "deviceErrorName": "ZtdDeviceAssignedToOtherTenant",
        "deviceErrorCode": "808",
        "seenAt": "2026-01-05T08:00:00+00:00",
    }


def test_the_remedy_for_another_tenants_device_says_what_support_will_want() -> None:
    remedy = reason_of(a_record(name="ZtdDeviceAssignedToOtherTenant"), DEVICE, NOW).remedy

    assert "proof of purchase" in remedy
    assert "logs" in remedy


def test_what_nobody_knows_is_left_out_of_the_evidence() -> None:
    device = Device(serial="SN-1", since=NOW, line=ManifestLine(serial="SN-1"))

    reason = reason_of(None, device, NOW)

    assert reason.code == "identity-never-seen"
    assert set(reason.evidence) == {"serial", "seenAt"}


def test_an_error_that_is_on_no_list_is_told_by_its_name() -> None:
    reason = reason_of(a_record(name="SomethingNew", code=815), DEVICE, NOW)

    assert reason.code == "import-failed"
    assert reason.evidence["deviceErrorName"] == "SomethingNew"


@pytest.mark.parametrize("name", IMPORT_FAILURES)
def test_every_failure_says_what_to_do_once_it_parks(name: str) -> None:
    failure = IMPORT_FAILURES[name]

    assert "{serial}" in failure.sentence
    assert failure.remedy


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
