"""What the directory shows of a person: values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An Entra user, as far as assigning a device needs to know."""

    id: str
    user_principal_name: str
    display_name: str
    enabled: bool
    member: bool
