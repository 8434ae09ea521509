"""One registered machine, and how v1.0 and beta show it."""

from dataclasses import dataclass

from simulator.tenant.answers import NEVER, NIL_GUID, Entity

# Who was set up without a person may not be so once more (userlessEnrollmentStatus).
BLOCKED = "blocked"


@dataclass(slots=True, kw_only=True)
class Identity:
    """A Windows Autopilot device identity; *seen* once lists and reads show it."""

    id: str
    serial: str
    manufacturer: str
    model: str
    group_tag: str = ""
    product_key: str = ""
    purchase_order: str = ""
    upn: str = ""
    user_name: str = ""
    display_name: str = ""
    seen: bool = False
    leaving: bool = False
    device_id: str = NIL_GUID
    managed_device_id: str = NIL_GUID
    enrolment: str = "notContacted"
    last_contacted: str = NEVER
    userless_enrolment: str = "allowed"
    profile_id: str = ""
    profile_name: str = ""
    profile_status: str = "notAssigned"
    profile_assigned: str = NEVER

    @property
    def enrolled(self) -> bool:
        """Say whether the machine is enrolled with Intune."""
        return self.managed_device_id != NIL_GUID

    def physical_ids(self) -> tuple[str, ...]:
        """Write the labels that dynamic groups look at."""
        labels = [f"[ZTDID]:{self.id}"]
        if self.group_tag:
            labels.append(f"[OrderID]:{self.group_tag}")
        if self.purchase_order:
            labels.append(f"[PurchaseOrderId]:{self.purchase_order}")
        return tuple(labels)

    def entity(self, *, beta: bool = False) -> Entity:
        """Write the identity as Graph shows it when it is read by id."""
        shown: Entity = {
            "id": self.id,
            "groupTag": self.group_tag,
            "purchaseOrderIdentifier": self.purchase_order,
            "serialNumber": self.serial,
            "productKey": self.product_key,
            "manufacturer": self.manufacturer,
            "model": self.model,
            "enrollmentState": self.enrolment,
            "lastContactedDateTime": self.last_contacted,
            "addressableUserName": self.user_name,
            "userPrincipalName": self.upn,
            "resourceName": "",
            "skuNumber": "",
            "systemFamily": self.model.split(" ")[0],
            "azureActiveDirectoryDeviceId": self.device_id,
            "managedDeviceId": self.managed_device_id,
            "displayName": self.display_name,
        }
        return shown | self._beta_only() if beta else shown

    def list_entity(self, *, beta: bool = False) -> Entity:
        """Write the identity as lists show it: without its person (observed behaviour)."""
        return self.entity(beta=beta) | {"userPrincipalName": "", "addressableUserName": ""}

    def _beta_only(self) -> Entity:
        return {
            "azureAdDeviceId": self.device_id,
            "deploymentProfileAssignmentStatus": self.profile_status,
            "deploymentProfileAssignmentDetailedStatus": "none",
            "deploymentProfileAssignedDateTime": self.profile_assigned,
            "remediationState": "noRemediationRequired",
            "remediationStateLastModifiedDateTime": NEVER,
            "userlessEnrollmentStatus": self.userless_enrolment,
            "deviceAccountUpn": "",
            "deviceAccountPassword": "",
            "deviceFriendlyName": "",
        }
