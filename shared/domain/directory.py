"""What the directory shows of people and groups: values, and what to say of a missing group."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shared.domain.errors import Misconfigured, Reason

# So many members can be added by one request (the page "Add members").
MOST_MEMBERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An Entra user, as far as assigning a device needs to know."""

    id: str
    user_principal_name: str
    display_name: str
    enabled: bool
    member: bool


class Kind(StrEnum):
    """What an object in a group is."""

    DEVICE = "device"
    USER = "user"


def group_unclear(name: str, found: int) -> Misconfigured:
    """Say that a group the flight plan names is missing, or that several bear its name."""
    counted = "Several groups are" if found else "No group is"
    return Misconfigured(
        Reason(
            code="group-ambiguous" if found else "group-missing",
            sentence=f"{counted} named {name!r} in the tenant, as the flight plan has it.",
            remedy="Write the group's object id into the flight plan."
            if found
            else "Create the group, or correct its name in the flight plan.",
            evidence={"group": name},
        )
    )


def is_object_id(text: str) -> bool:
    """Say whether a group is named by its object id, a GUID with hyphens, instead of its name."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
