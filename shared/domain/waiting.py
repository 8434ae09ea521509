"""The one thing that must happen next, as a code and a sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Wait(StrEnum):
    """What a device, a person or a request can be waiting for."""

    REGISTRATION = "registration"
    OEM_REGISTRATION = "oem-registration"
    OEM_OVERDUE = "oem-overdue"
    IDENTITY = "identity"
    GROUP_TAG = "group-tag"
    IDENTIFIER = "identifier"
    DEREGISTRATION = "deregistration"
    MANAGED_DEVICE = "managed-device"
    UNASSIGNMENT = "unassignment"
    UNBLOCKING = "unblocking"
    IDENTIFIER_REMOVAL = "identifier-removal"
    DIRECTORY_DEVICE = "directory-device"
    GROUP = "group"
    MEMBERSHIP = "membership"
    USER_GROUP = "user-group"
    USER_NAME = "user-name"
    USER = "user"
    USER_ENABLED = "user-enabled"
    LICENCE = "licence"
    ASSIGNMENT = "assignment"
    PROFILE = "profile"
    PERSON = "person"
    SWITCH_ON = "switch-on"
    DEPLOYMENT = "deployment"
    RECOVERY = "recovery"
    DEVICE = "device"
    OPERATOR = "operator"
    MANAGER = "manager"
    APPROVAL = "approval"
    APPROVAL_BY_MANAGER = "approval-by-manager"
    STOCK = "stock"
    ORDER = "order"


SENTENCES: dict[Wait, str] = {
    Wait.REGISTRATION: "Autopilot is taking in the hardware hash.",
    Wait.OEM_REGISTRATION: "The manufacturer has not registered the device for this tenant yet.",
    Wait.OEM_OVERDUE: "The start date is near and the manufacturer has not registered the device.",
    Wait.GROUP_TAG: "Autopilot does not show the group tag of its persona yet.",
    Wait.IDENTIFIER: "Intune does not list the corporate identifier yet.",
    Wait.DEREGISTRATION: "The device is being deregistered from Autopilot.",
    Wait.MANAGED_DEVICE: "The device is leaving Intune, which still lists it.",
    Wait.UNASSIGNMENT: "The device is leaving its person, who is still assigned.",
    Wait.UNBLOCKING: "Intune would refuse the next enrolment; it is being unblocked.",
    Wait.IDENTIFIER_REMOVAL: "Intune still lists the corporate identifier that is to go.",
    Wait.IDENTITY: "Autopilot has taken the hash in; the device is not listed yet.",
    Wait.DIRECTORY_DEVICE: "Entra ID has not created the device object yet.",
    Wait.GROUP: "Entra ID does not show the group of its persona.",
    Wait.MEMBERSHIP: "The group does not list the device yet.",
    Wait.USER_GROUP: "The policy's user group does not list the person yet.",
    Wait.USER_NAME: "The HR system has not given a user principal name yet.",
    Wait.USER: "The person's account does not exist yet.",
    Wait.USER_ENABLED: "The person's account is disabled.",
    Wait.LICENCE: "The person's Intune licence is missing or still being provisioned.",
    Wait.ASSIGNMENT: "The assignment of its person has not been seen yet.",
    Wait.PROFILE: "The deployment profile has not reached the device yet.",
    Wait.PERSON: "In stock: the device is ready and has no person.",
    Wait.SWITCH_ON: "Ready to hand over; its person has not switched it on yet.",
    Wait.DEPLOYMENT: "The device is being deployed.",
    Wait.RECOVERY: "An attempt to deploy failed; a retry may still succeed.",
    Wait.DEVICE: "No device is paired with this person yet.",
    Wait.OPERATOR: "Parked: somebody has to decide.",
    Wait.MANAGER: "Entra ID has not told yet who the person's manager is.",
    Wait.APPROVAL: "Somebody other than who asked has to approve the request.",
    Wait.APPROVAL_BY_MANAGER: "The person's manager has to approve the request.",
    Wait.STOCK: "No device in stock fits; somebody has to order one.",
    Wait.ORDER: "It is ordered; no device of this order has been announced yet.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFor:
    """What is being waited for, in words for a person and a code for a machine."""

    code: Wait
    sentence: str


def waiting_for(wait: Wait) -> WaitingFor:
    """Take the sentence from the table."""
    return WaitingFor(code=wait, sentence=SENTENCES[wait])
