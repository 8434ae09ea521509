"""The port ``DevicePreparation`` on the simulated tenant."""

from collections.abc import Collection

from shared.domain.identifiers import CorporateIdentifier
from shared.domain.outcomes import Told
from shared.ports import Failed
from simulator.tenant import Tenant


class TwinDevicePreparation:
    """Answers as ``GraphDevicePreparation`` does, with the same requests of the tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    async def identifiers(self, wanted: Collection[CorporateIdentifier]) -> Told[bool]:
        """See which identifiers Intune lists."""
        raise NotImplementedError

    async def import_identifiers(self, wanted: Collection[CorporateIdentifier]) -> Failed:
        """Upload identifiers."""
        raise NotImplementedError
