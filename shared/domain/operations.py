"""What is asked of Graph, in the words that end "Graph answered 404 to …"."""

from enum import StrEnum


class Operation(StrEnum):
    """One method of the ports ``Autopilot`` and ``Directory``."""

    IDENTITY = "looking up an Autopilot identity"
    IDENTITY_BY_ID = "reading an Autopilot identity"
    IMPORT_OF = "looking up an import record"
    IMPORT_DEVICES = "importing devices"
    IMPORT_RECORD = "reading an import record"
    ASSIGN_USER = "assigning a user to a device"
    UNASSIGN_USER = "taking the user off a device"
    PROFILE_STATUS = "reading a deployment profile's status"
    DEPLOYMENT_STATE = "reading the Autopilot events"
    DEVICE = "looking up an Entra device"
    GROUP = "looking up a group"
    IS_MEMBER = "checking a group's members"
    ADD_MEMBER = "adding a member to a group"
    USER = "looking up a user"
    IS_LICENSED = "reading a user's licences"
