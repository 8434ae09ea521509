"""The simulated tenant imports hardware hashes as Intune was observed to."""

from datetime import timedelta

import pytest

from simulator.tenant import GraphFault
from tests.tenancy import A_WHILE, a_line, a_tenant, an_instant_tenant


def outcome(line: dict[str, object], *, owned_elsewhere: str = "") -> dict[str, object]:
    tenant, clock = a_tenant()
    tenant.owned_elsewhere(owned_elsewhere)
    record = tenant.import_devices([line])[0]
    clock.advance(A_WHILE)
    state = tenant.imported(record["id"])["state"]
    return {name: state[name] for name in ("deviceImportStatus", "deviceErrorName")} | {
        "code": state["deviceErrorCode"]
    }


def test_an_import_is_unknown_then_pending_then_complete() -> None:
    tenant, clock = a_tenant()
    record = tenant.import_devices([a_line("SN-1")])[0]
    statuses = [record["state"]["deviceImportStatus"]]

    for _ in range(2):
        clock.advance(timedelta(seconds=50))
        statuses.append(tenant.imported(record["id"])["state"]["deviceImportStatus"])

    assert statuses == ["unknown", "pending", "complete"]


def test_an_import_takes_between_60_and_95_seconds() -> None:
    tenant, clock = a_tenant()
    lines = [a_line(f"SN-{number}") for number in range(50)]
    tenant.import_devices(lines)

    clock.advance(timedelta(seconds=59))
    before = {each["state"]["deviceImportStatus"] for each in tenant.imports()}
    clock.advance(timedelta(seconds=36))
    after = {each["state"]["deviceImportStatus"] for each in tenant.imports()}

    assert before == {"pending"}
    assert after == {"complete"}


def test_the_hash_is_never_given_back() -> None:
    tenant, _ = a_tenant()

    record = tenant.import_devices([a_line("SN-1")])[0]

    assert record["hardwareIdentifier"] is None


def test_the_import_id_of_the_caller_is_kept_beside_graphs_own() -> None:
    tenant, _ = a_tenant()

    record = tenant.import_devices([a_line("SN-1", importId="ours")])[0]

    assert record["importId"] == "ours"
    assert record["id"] != "ours"


def test_a_repeated_post_makes_another_record() -> None:
    tenant, _ = a_tenant()

    for _ in range(2):
        tenant.import_devices([a_line("SN-1", importId="ours")])

    assert len({each["id"] for each in tenant.imports("SN-1")}) == 2


def test_a_repeated_import_ends_as_already_assigned() -> None:
    tenant, clock = a_tenant()
    for _ in range(2):
        tenant.import_devices([a_line("SN-1")])

    clock.advance(A_WHILE)

    errors = sorted(each["state"]["deviceErrorName"] for each in tenant.imports())
    assert errors == ["", "ZtdDeviceAlreadyAssigned"]
    assert len(tenant.identities()) == 1


def test_a_device_twice_in_one_upload_is_processed_once() -> None:
    tenant, clock = a_tenant()
    records = tenant.import_devices([a_line("SN-1"), a_line("sn-1")])

    clock.advance(A_WHILE)

    names = [tenant.imported(each["id"])["state"]["deviceErrorName"] for each in records]
    assert names == ["", "ZtdDeviceDuplicated"]


def test_a_device_of_another_tenant_is_refused() -> None:
    assert outcome(a_line("SN-1"), owned_elsewhere="sn-1") == {
        "deviceImportStatus": "error",
        "deviceErrorName": "ZtdDeviceAssignedToOtherTenant",
        "code": 808,
    }


@pytest.mark.parametrize("broken", ["WFgEAA==", "T0H//w==", ""])
def test_what_is_no_hardware_hash_ends_as_an_error(broken: str) -> None:
    assert outcome(a_line("SN-1", hardwareIdentifier=broken)) == {
        "deviceImportStatus": "error",
        "deviceErrorName": "InvalidZtdHardwareHash",
        "code": 802,
    }


def test_a_line_without_serial_number_and_product_key_ends_as_an_error() -> None:
    assert outcome(a_line("")) == {
        "deviceImportStatus": "error",
        "deviceErrorName": "MissingZtdSerialNumberAndProductKey",
        "code": 803,
    }


def test_a_product_key_replaces_the_hash() -> None:
    line = {"serialNumber": "SN-1", "productKey": "00123-45678"}

    assert outcome(dict(line))["deviceImportStatus"] == "complete"


def test_unpadded_base64_is_refused_at_once_and_nothing_is_queued() -> None:
    tenant, _ = a_tenant()

    with pytest.raises(GraphFault) as refused:
        tenant.import_devices([a_line("SN-1"), a_line("SN-2", hardwareIdentifier="T0EEA")])

    assert refused.value.status == 400
    assert refused.value.message == (
        "Cannot convert the literal 'T0EEA' to the expected type 'Edm.Binary'."
    )
    assert tenant.imports() == []


def test_a_record_stays_until_it_is_deleted_which_deregisters_nothing() -> None:
    tenant, _ = an_instant_tenant()
    record = tenant.import_devices([a_line("SN-1")])[0]
    assert tenant.imported(record["id"])["state"]["deviceImportStatus"] == "complete"

    tenant.delete_import(record["id"])

    with pytest.raises(GraphFault, match="404 ResourceNotFound"):
        tenant.imported(record["id"])
    assert len(tenant.identities("SN-1")) == 1


def test_the_tenant_does_the_same_however_often_it_is_read() -> None:
    read_often, first_clock = a_tenant()
    read_once, second_clock = a_tenant()
    for tenant in (read_often, read_once):
        tenant.import_devices([a_line("SN-1")])

    for _ in range(60):
        first_clock.advance(timedelta(seconds=5))
        read_often.identities()
    second_clock.advance(timedelta(seconds=300))

    assert read_often.identities() == read_once.identities()
