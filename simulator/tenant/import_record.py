"""One line of an upload: the record that Graph shows of it, and how it can end."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.tenant.answers import NIL_GUID, Entity
from simulator.tenant.identities import Registration

ALREADY_OURS = "ZtdDeviceAlreadyAssigned"
OWNED_ELSEWHERE = "ZtdDeviceAssignedToOtherTenant"
OWNED_ELSEWHERE_TOO = "ZtdDeviceAssignedToAnotherTenant"
STORAGE_TROUBLE = "StorageError"

# The directory service's names and numbers.  Microsoft's support pages document 806 and 808;
# the other numbers were seen in a draft of its, and the names without one have none that is
# known.  The other-tenant error has two spellings on Microsoft's pages.
ERRORS: Mapping[str, int] = {
    "InvalidZtdRequestBody": 801,
    "InvalidZtdHardwareHash": 802,
    "MissingZtdSerialNumberAndProductKey": 803,
    ALREADY_OURS: 806,
    "ZtdDeviceIsNotRegistered": 807,
    OWNED_ELSEWHERE: 808,
    OWNED_ELSEWHERE_TOO: 808,
    "ZtdProfileIsNotRegistered": 809,
    "ZtdProfileAssignedToOtherTenant": 810,
    "ZtdDeviceRegisteredByOtherTenant": 811,
    "ZtdDeviceNotFound": 812,
    "ZtdDeviceIsNotUnique": 813,
    "ZtdDeviceAlreadyAadRegistered": 814,
    "ZtdDeviceDuplicated": 0,
    STORAGE_TROUBLE: 0,
    "HashNot4k": 0,
}


@dataclass(slots=True, kw_only=True)
class ImportRecord:
    """One uploaded line and what became of it."""

    id: str
    import_id: str
    registration: Registration
    hardware_hash: bytes
    twice: bool
    status: str = "unknown"
    registration_id: str = NIL_GUID
    error: str = ""
    error_code: int = 0

    @property
    def serial(self) -> str:
        """The serial number in the spelling that machines are told apart by."""
        return self.registration.serial.upper()

    def entity(self) -> Entity:
        """Write the record as Graph shows it: the hash is never given back.

        Where the caller named neither import nor product key, both are the
        record's own id (observed by others).
        """
        return {
            "id": self.id,
            "groupTag": self.registration.group_tag,
            "serialNumber": self.registration.serial,
            "productKey": self.registration.product_key or self.id,
            "importId": self.import_id or self.id,
            "hardwareIdentifier": None,
            "assignedUserPrincipalName": self.registration.upn,
            "state": {
                "deviceImportStatus": self.status,
                "deviceRegistrationId": self.registration_id,
                "deviceErrorCode": self.error_code,
                "deviceErrorName": self.error,
            },
        }
