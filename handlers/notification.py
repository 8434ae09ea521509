"""Tell subscribers and waiting workflows what happened."""

from shared.domain.commands import FollowUp, Notify
from shared.runtime.services import Services


async def notify(command: Notify, services: Services) -> list[FollowUp]:
    """Tell one of them one thing."""
    raise NotImplementedError
