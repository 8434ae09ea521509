"""The port ``DevicePreparation`` on the simulated tenant."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import batched

from shared.domain.answers import is_missing
from shared.domain.errors import GroundcrewError
from shared.domain.halving import halved
from shared.domain.identifiers import MOST_IDENTIFIERS, CorporateIdentifier, not_taken
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.telling import Got, failed, settled
from shared.ports import Failed
from simulator.tenant import Entity
from simulator.twins.requests import Ask, Requests

type _Identifiers = Sequence[CorporateIdentifier]
type _Answers = list[tuple[_Identifiers, Got[list[Entity]]]]
type _Post = Callable[[list[Entity]], list[Entity]]


class TwinDevicePreparation:
    """Answers as ``GraphDevicePreparation`` does, with the same requests of the tenant."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._tenant = requests.tenant

    async def identifiers(self, wanted: Collection[CorporateIdentifier]) -> Told[bool]:
        """See which identifiers Intune lists."""
        answers: dict[str, bool | GroundcrewError] = {}
        post = self._tenant.search_identifiers
        for part, got in await self._ask(Operation.IDENTIFIERS, wanted, post):
            try:
                listed = {each["importedDeviceIdentifier"] for each in settled(got)}
            except GroundcrewError as error:
                answers |= {each.serial: error for each in part}
            else:
                answers |= {each.serial: each.text in listed for each in part}
        return answers

    async def import_identifiers(self, wanted: Collection[CorporateIdentifier]) -> Failed:
        """Upload identifiers."""
        failures: dict[str, GroundcrewError] = {}
        post = partial(self._tenant.import_identifiers, overwrite=True)
        for part, got in await self._ask(Operation.IMPORT_IDENTIFIERS, wanted, post):
            try:
                results = settled(got)
            except GroundcrewError as error:
                failures |= {each.serial: error for each in part}
            else:
                wrong = {each["importedDeviceIdentifier"] for each in results if not each["status"]}
                failures |= {each.serial: not_taken(each) for each in part if each.text in wrong}
        return failures

    async def delete_identifiers(self, wanted: Collection[CorporateIdentifier]) -> Failed:
        """Delete identifiers."""
        failures: dict[str, GroundcrewError] = {}
        asks: dict[str, Ask[None]] = {}
        post = self._tenant.search_identifiers
        for part, got in await self._ask(Operation.IDENTIFIERS, wanted, post):
            try:
                listed = {each["importedDeviceIdentifier"]: each["id"] for each in settled(got)}
            except GroundcrewError as error:
                failures |= {each.serial: error for each in part}
                continue
            delete = self._tenant.delete_identifier
            asks |= {
                each.serial: partial(delete, listed[each.text])
                for each in part
                if each.text in listed
            }
        deleted = await self._requests.each(Operation.DELETE_IDENTIFIERS, asks) if asks else {}
        return {**failures, **failed(deleted, is_missing)}

    async def _ask(
        self, operation: Operation, wanted: Collection[CorporateIdentifier], post: _Post
    ) -> _Answers:
        async def ask(identifiers: _Identifiers) -> Got[list[Entity]]:
            lines = [_line(each) for each in identifiers]
            about = [each.serial for each in identifiers]
            return await self._requests.ask(operation, partial(post, lines), about)

        answers: _Answers = []
        for chunk in batched(wanted, MOST_IDENTIFIERS, strict=False):
            answers += await halved(chunk, ask)
        return answers


def _line(identifier: CorporateIdentifier) -> Entity:
    return {
        "importedDeviceIdentifier": identifier.text,
        "importedDeviceIdentityType": "manufacturerModelSerial",
        "platform": "windows",
    }
