"""What to make of an import: a table by status, and for failures a table by name.

Names as in "Manually register devices with Windows Autopilot" and the support
article on errors 806 and 808; the rest were seen in a draft of Microsoft's.
The number is only a hint: 806 has been seen beside the name of 808, and the
other-tenant error has two spellings.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.domain.autopilot import ImportRecord, ImportStatus
from shared.domain.device import Device
from shared.domain.errors import Reason


class Sequel(StrEnum):
    """What to do about an import."""

    WAIT = "wait"
    LOOK = "look"  # the identity should be in our tenant: look for it
    IMPORT = "import"  # the service hiccuped: import again, up to ``MOST_IMPORTS`` times
    PARK = "park"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFailure:
    """One line of the table; *sentence* has a place for the serial number.

    Where the sequel is to look, the sentence is told when nothing was seen for long;
    where it is to import again, when that has come to nothing for the last time.
    """

    sequel: Sequel
    code: str
    sentence: str = ""
    remedy: str = ""


# So many imports of a device are made; with the longest patience between them, about three hours.
MOST_IMPORTS = 10

_NEVER_SEEN = ImportFailure(
    sequel=Sequel.LOOK,
    code="identity-never-seen",
    sentence="Autopilot took in the hash of {serial}, but the device never appeared.",
    remedy="Sync in the Intune admin center and look for the device there; then redrive.",
)
_GHOST = ImportFailure(
    sequel=Sequel.LOOK,
    code="registered-unseen",
    sentence="Autopilot says that {serial} is registered in this tenant, and does not list it.",
    remedy=(
        "Sync in the Intune admin center and look for the device there. If it stays away, open "
        "a case with Microsoft support with the proof of purchase and the evidence below, to "
        "have the old registration removed; then redrive."
    ),
)
_OTHER_TENANT = ImportFailure(
    sequel=Sequel.PARK,
    code="owned-by-other-tenant",
    sentence="{serial} is registered with Autopilot in another organisation's tenant.",
    remedy=(
        "Ask the supplier or the previous owner to deregister it. If that fails, open a case "
        "with Microsoft support with the proof of purchase, the manifest line, the Autopilot "
        "logs of the device and the evidence below; then redrive."
    ),
)
_BAD_HASH = ImportFailure(
    sequel=Sequel.PARK,
    code="hash-refused",
    sentence="Autopilot refuses the hardware hash of {serial}.",
    remedy="Have the hash collected again on this machine and send the line once more.",
)
_UNKNOWN_THERE = ImportFailure(
    sequel=Sequel.PARK,
    code="registration-missing",
    sentence="Autopilot answers the import of {serial} as if it had been registered before.",
    remedy=(
        "Redrive: the device is imported anew. If the error comes back, open a case with "
        "Microsoft support with the evidence below."
    ),
)
_NO_PROFILE = ImportFailure(
    sequel=Sequel.PARK,
    code="profile-not-registered",
    sentence="Autopilot does not know the deployment profile that is meant for {serial}.",
    remedy="Assign the profile to its groups anew in the Intune admin center; then redrive.",
)
_NOT_UNIQUE = ImportFailure(
    sequel=Sequel.PARK,
    code="device-not-unique",
    sentence="Autopilot finds more than one device for the hardware hash of {serial}.",
    remedy=(
        "Look in the Intune admin center for other devices of this serial number and delete "
        "those that do not exist; if there are none, open a case with Microsoft support with "
        "the evidence below; then redrive."
    ),
)
_IN_ENTRA = ImportFailure(
    sequel=Sequel.PARK,
    code="in-entra-already",
    sentence="{serial} has joined Entra ID in another way than by Autopilot.",
    remedy=(
        "Make sure that nobody works with the device, remove its device object from Entra ID "
        "and from Intune, then redrive."
    ),
)
_NO_STORAGE = ImportFailure(
    sequel=Sequel.IMPORT,
    code="storage-error",
    sentence=f"Autopilot had no storage for {MOST_IMPORTS} imports of {{serial}}, one by one.",
    remedy=(
        "This is trouble of Microsoft's service: see its health in the Microsoft 365 admin "
        "center, and redrive later. If it stays, open a case with Microsoft support with the "
        "evidence below."
    ),
)

IMPORT_FAILURES: dict[str, ImportFailure] = {
    "invalidztdrequestbody": _BAD_HASH,  # 801
    "invalidztdhardwarehash": _BAD_HASH,  # 802
    "missingztdserialnumberandproductkey": _BAD_HASH,  # 803
    "ztddevicealreadyassigned": _GHOST,  # 806
    "ztddeviceisnotregistered": _UNKNOWN_THERE,  # 807
    "ztddeviceassignedtoothertenant": _OTHER_TENANT,  # 808
    "ztddeviceassignedtoanothertenant": _OTHER_TENANT,
    "ztdprofileisnotregistered": _NO_PROFILE,  # 809
    "ztdprofileassignedtoothertenant": _OTHER_TENANT,  # 810
    "ztddeviceregisteredbyothertenant": _OTHER_TENANT,  # 811
    "ztddevicenotfound": _UNKNOWN_THERE,  # 812
    "ztddeviceisnotunique": _NOT_UNIQUE,  # 813
    "ztddevicealreadyaadregistered": _IN_ENTRA,  # 814
    "ztddeviceduplicated": _NEVER_SEEN,
    "hashnot4k": _BAD_HASH,
    "storageerror": _NO_STORAGE,
}
_UNKNOWN = ImportFailure(
    sequel=Sequel.PARK,
    code="import-failed",
    sentence="Autopilot refuses to register {serial}.",
    remedy="Look the error up on Microsoft's Autopilot troubleshooting page; then redrive.",
)

_BY_STATUS = {
    ImportStatus.UNKNOWN: Sequel.WAIT,
    ImportStatus.PENDING: Sequel.WAIT,
    ImportStatus.PARTIAL: Sequel.WAIT,
    ImportStatus.COMPLETE: Sequel.LOOK,
}

_CODES = {each.code for each in (*IMPORT_FAILURES.values(), _NEVER_SEEN, _UNKNOWN)}

# Where a reason's evidence names the import record.
RECORD = "importRecord"


def sequel_of(record: ImportRecord) -> Sequel:
    """Say what to do about an import."""
    return _BY_STATUS.get(record.status) or _failure_of(record).sequel


def is_of_import(code: str) -> bool:
    """Whether the code of a reason says that an import came to nothing."""
    return code in _CODES


def _failure_of(record: ImportRecord) -> ImportFailure:
    return IMPORT_FAILURES.get(record.error_name.casefold(), _UNKNOWN)


def reason_of(record: ImportRecord | None, device: Device, at: datetime) -> Reason:
    """Say why an import parks its device, with what Microsoft's support will ask for.

    It failed, or its identity was never seen; ``None`` when somebody has deleted its record.
    """
    failed = record is not None and record.status is ImportStatus.ERROR
    failure = _failure_of(record) if record is not None and failed else _NEVER_SEEN
    told = {
        "serial": device.serial,
        "manufacturer": device.line.manufacturer,
        "model": device.line.model,
        "orderReference": device.line.order_reference,
        "shipmentId": device.shipment_id,
        "importId": device.import_id,
        RECORD: device.import_record,
        "deviceErrorName": record.error_name if record is not None else "",
        "deviceErrorCode": str(record.error_code) if record is not None and failed else "",
        "seenAt": at.isoformat(timespec="seconds"),
    }
    return Reason(
        code=failure.code,
        sentence=failure.sentence.format(serial=device.serial),
        remedy=failure.remedy,
        evidence={name: value for name, value in told.items() if value},
    )
