"""Who asks: an app by itself, a person who signed in to an app, or the story."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """An app by its client id, with its app roles or a person's scopes.

    With *roles* the app asks for itself, with *scopes* (delegated permissions)
    for a *person*, by UPN.  With neither it may do whatever either may.
    """

    app: str = ""
    roles: frozenset[str] | None = None
    scopes: frozenset[str] | None = None
    person: str = ""

    @property
    def held(self) -> frozenset[str] | None:
        """What the caller holds, roles or scopes; ``None`` without a bound."""
        return self.roles if self.scopes is None else self.scopes

    @property
    def is_app(self) -> bool:
        """Say whether an app asks for itself."""
        return self.roles is not None and self.scopes is None

    @property
    def is_person(self) -> bool:
        """Say whether a person has signed in."""
        return self.scopes is not None
