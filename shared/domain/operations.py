"""What is asked of Graph, in the words that end "Graph answered 404 to …"."""

from enum import StrEnum


class Operation(StrEnum):
    """What one method of a port asks of Graph."""

    IDENTITIES = "looking up Autopilot identities"
    IDENTITIES_BY_ID = "reading Autopilot identities"
    IMPORTS_OF = "looking up import records"
    IMPORT_DEVICES = "importing devices"
    IMPORT_RECORDS = "reading import records"
    DELETE_IMPORTS = "deleting import records"
    ASSIGN_USERS = "assigning users to devices"
    UNASSIGN_USERS = "taking users off devices"
    SET_GROUP_TAGS = "setting group tags"
    DELETE_IDENTITIES = "deregistering devices"
    PROFILE_STATUSES = "reading deployment profiles' statuses"
    SYNC = "syncing Autopilot"
    DEVICES = "looking up Entra devices"
    GROUP = "looking up a group"
    MEMBERS = "checking a group's members"
    ADD_MEMBERS = "adding members to a group"
    USERS = "looking up users"
    LICENSED = "reading users' licences"
    IDENTIFIERS = "looking up corporate identifiers"
    IMPORT_IDENTIFIERS = "uploading corporate identifiers"
    MANAGED_DEVICES = "looking up managed devices"
    EVENTS = "reading the Autopilot events"
    FAILED_ITEMS = "reading what a deployment failed on"
    BEGIN_EXPORT = "exporting a report"
    EXPORT = "reading an exported report"
    RESUME = "resuming a task of a lifecycle workflow"
