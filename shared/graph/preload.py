"""Imports what Graph's SDK would import while it reads its first answer.

Every model of the SDK imports all of its relatives when it is first read: more
than a thousand modules, seconds in which the event loop would stand still.
"""

from msgraph.generated.models.windows_autopilot_device_identity import (
    WindowsAutopilotDeviceIdentity,
)


def preload() -> None:
    """Import them; meant for a thread of its own."""
    WindowsAutopilotDeviceIdentity().get_field_deserializers()
