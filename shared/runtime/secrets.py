"""The secrets that the flight plan names by their settings."""

from collections.abc import Mapping

from shared.domain.errors import Misconfigured, Reason


class Secrets:
    """Secrets by the names of the settings that hold them; never shown."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = settings

    def of(self, *names: str) -> tuple[str, ...]:
        """Read the settings that are there, in this order.

        While a secret is being replaced, one of its settings may be missing;
        raises ``Misconfigured`` when all are.
        """
        found = tuple(value for name in names if (value := self._settings.get(name, "")))
        if not found:
            raise Misconfigured(
                Reason(
                    code="setting-missing",
                    sentence=f"The setting {' or '.join(names)} is missing.",
                    remedy="Set it to the secret that the flight plan names it for.",
                )
            )
        return found

    def __repr__(self) -> str:
        """Show nothing."""
        return "Secrets()"
