"""Who can move on what is being waited for, and how."""

from dataclasses import dataclass

from shared.domain.waiting import Wait


@dataclass(frozen=True, slots=True)
class Mover:
    """Who can do something, and what."""

    who: str
    remedy: str


_AUTOPILOT, _SUPPLIER, _ENTRA, _INTUNE = "Autopilot", "the supplier", "Entra ID", "Intune"
_IDENTITY, _PERSON, _YOU = "the identity team", "the person", "you"
_TIME = "Nothing has to be done; it is looked at again."

MOVERS: dict[Wait, Mover] = {
    Wait.REGISTRATION: Mover(_AUTOPILOT, _TIME),
    Wait.OEM_REGISTRATION: Mover(
        _SUPPLIER, "Ask the supplier whether it was registered for this tenant."
    ),
    Wait.OEM_OVERDUE: Mover(
        _SUPPLIER, "Ask the supplier now, or send its line again with a hardware hash."
    ),
    Wait.IDENTITY: Mover(_AUTOPILOT, "Sync in the Intune admin center if it lasts."),
    Wait.GROUP_TAG: Mover(_AUTOPILOT, "Find out who else sets its group tag if it lasts."),
    Wait.IDENTIFIER: Mover(_INTUNE, _TIME),
    Wait.DEREGISTRATION: Mover(_AUTOPILOT, _TIME),
    Wait.DIRECTORY_DEVICE: Mover(_ENTRA, _TIME),
    Wait.GROUP: Mover(_ENTRA, "Create the group, or correct its name in the flight plan."),
    Wait.MEMBERSHIP: Mover(_ENTRA, "Look at the rule of the group if it is dynamic."),
    Wait.USER_GROUP: Mover(_ENTRA, "Look at the rule of the group if it is dynamic."),
    Wait.USER_NAME: Mover("HR", "Enter the user principal name in the HR system."),
    Wait.USER: Mover(_IDENTITY, "Create the account."),
    Wait.USER_ENABLED: Mover(_IDENTITY, "Enable the account."),
    Wait.LICENCE: Mover(_IDENTITY, "Assign a licence that has Intune."),
    Wait.ASSIGNMENT: Mover(_AUTOPILOT, _TIME),
    Wait.PROFILE: Mover(_INTUNE, "Check that a profile is assigned to the device's group."),
    Wait.PERSON: Mover("HR or the supplier", "Send an event that pairs it."),
    Wait.SWITCH_ON: Mover(_PERSON, "Hand it over, and have it switched on."),
    Wait.DEPLOYMENT: Mover("the device", _TIME),
    Wait.RECOVERY: Mover(_PERSON, "Have them try again."),
    Wait.DEVICE: Mover(
        _SUPPLIER, "Order a device, and say its order reference of the hire or of the line."
    ),
    Wait.OPERATOR: Mover(_YOU, "See groundcrew parked for what to do, then redrive it."),
    Wait.MANAGER: Mover(_ENTRA, _TIME),
    Wait.APPROVAL: Mover(_YOU, "Approve or refuse the request."),
    Wait.APPROVAL_BY_MANAGER: Mover("the manager", "Remind them of the request."),
    Wait.STOCK: Mover("whoever orders", "Order a device, and say the order reference."),
    Wait.ORDER: Mover(_SUPPLIER, "Ask the supplier when it is sent."),
    Wait.MANAGED_DEVICE: Mover(_INTUNE, _TIME),
    Wait.UNASSIGNMENT: Mover(_AUTOPILOT, _TIME),
    Wait.IDENTIFIER_REMOVAL: Mover(_INTUNE, _TIME),
    Wait.UNBLOCKING: Mover(_INTUNE, _TIME),
}
