"""What to make of an import: a table by status, and for failures a table by name.

Names as in "Manually register devices with Windows Autopilot" and the support
article on errors 806 and 808.  The number is only a hint: 806 has been seen
beside the name of 808, and the other-tenant error has two spellings.
"""

from dataclasses import dataclass
from enum import StrEnum

from shared.domain.autopilot import ImportRecord, ImportStatus
from shared.domain.errors import Reason


class Sequel(StrEnum):
    """What to do about an import."""

    WAIT = "wait"
    LOOK = "look"  # the identity should be in our tenant: look for it
    IMPORT = "import"  # the service hiccuped: import again
    PARK = "park"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFailure:
    """One line of the table; *sentence* has a place for the serial number."""

    sequel: Sequel
    code: str
    sentence: str
    remedy: str


_OTHER_TENANT = ImportFailure(
    sequel=Sequel.PARK,
    code="owned-by-other-tenant",
    sentence="{serial} is registered with Autopilot in another organisation's tenant.",
    remedy=(
        "Ask the supplier or the previous owner to deregister it. If that fails, open a case "
        "with Microsoft support with the proof of purchase and the evidence below; then redrive."
    ),
)
_BAD_HASH = ImportFailure(
    sequel=Sequel.PARK,
    code="hash-refused",
    sentence="Autopilot refuses the hardware hash of {serial}.",
    remedy="Have the hash collected again on this machine and send the line once more.",
)
# What these three mean is not documented; the names are those of the registration service.
_NOT_FOUND = ImportFailure(
    sequel=Sequel.PARK,
    code="unknown-to-the-service",
    sentence="Autopilot's registration service does not know {serial}, or its profile.",
    remedy="Redrive; if it fails again, open a case with Microsoft support and send the evidence.",
)
_LOOK = ImportFailure(sequel=Sequel.LOOK, code="already-registered", sentence="", remedy="")

IMPORT_FAILURES: dict[str, ImportFailure] = {
    "ztddevicealreadyassigned": _LOOK,
    "ztddeviceduplicated": _LOOK,
    "ztddeviceassignedtoothertenant": _OTHER_TENANT,
    "ztddeviceassignedtoanothertenant": _OTHER_TENANT,
    "ztddeviceregisteredbyothertenant": _OTHER_TENANT,
    "ztdprofileassignedtoothertenant": _OTHER_TENANT,
    "invalidztdhardwarehash": _BAD_HASH,
    "invalidztdrequestbody": _BAD_HASH,
    "hashnot4k": _BAD_HASH,
    "missingztdserialnumberandproductkey": _BAD_HASH,
    "ztddeviceisnotregistered": _NOT_FOUND,
    "ztdprofileisnotregistered": _NOT_FOUND,
    "ztddevicenotfound": _NOT_FOUND,
    "ztddeviceisnotunique": ImportFailure(
        sequel=Sequel.PARK,
        code="device-not-unique",
        sentence="Autopilot finds several machines for the hardware hash of {serial}.",
        remedy=(
            "Look in the Intune admin center for another registration of this machine and remove "
            "it, or have the hash collected again on the machine; then redrive."
        ),
    ),
    "ztddevicealreadyaadregistered": ImportFailure(
        sequel=Sequel.PARK,
        code="already-in-entra",
        sentence="{serial} is already registered with Entra ID.",
        remedy="Have an administrator remove the machine's old device object; then redrive.",
    ),
    "storageerror": ImportFailure(
        sequel=Sequel.IMPORT, code="storage-error", sentence="", remedy=""
    ),
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


def sequel_of(record: ImportRecord) -> Sequel:
    """Say what to do about an import."""
    return _BY_STATUS.get(record.status) or _failure_of(record).sequel


def _failure_of(record: ImportRecord) -> ImportFailure:
    return IMPORT_FAILURES.get(record.error_name.casefold(), _UNKNOWN)


def reason_of(record: ImportRecord) -> Reason:
    """Say why a failed import parks its device, with what support will ask for."""
    failure = _failure_of(record)
    return Reason(
        code=failure.code,
        sentence=failure.sentence.format(serial=record.serial),
        remedy=failure.remedy,
        evidence={
            "serial": record.serial,
            "importId": record.import_id,
            "deviceErrorName": record.error_name,
            "deviceErrorCode": str(record.error_code),
        },
    )
