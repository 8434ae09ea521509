"""Corporate identifiers behind their port: Graph's importedDeviceIdentities, beta alone."""

from collections.abc import Collection, Sequence
from functools import partial
from itertools import batched
from urllib.parse import quote

from kiota_abstractions.request_information import RequestInformation

from shared.domain.answers import is_missing
from shared.domain.errors import GroundcrewError
from shared.domain.halving import halved
from shared.domain.identifiers import MOST_IDENTIFIERS, CorporateIdentifier, not_taken
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.telling import Got, failed, settled
from shared.graph.batch import Json, deleting, posting
from shared.graph.requests import Requests
from shared.ports import Failed

type _Identifiers = Sequence[CorporateIdentifier]
type _Answers = list[tuple[_Identifiers, Got[Json]]]


class GraphDevicePreparation:
    """The port ``DevicePreparation`` over Microsoft Graph."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._root = f"{requests.base_url}/beta/deviceManagement/importedDeviceIdentities"

    async def identifiers(self, wanted: Collection[CorporateIdentifier]) -> Told[bool]:
        """Search for identifiers: one request for every thousand."""
        answers: dict[str, bool | GroundcrewError] = {}
        for part, got in await self._ask(Operation.IDENTIFIERS, wanted):
            try:
                listed = {_text_of(each) for each in settled(got).get("value") or ()}
            except GroundcrewError as error:
                answers |= {each.serial: error for each in part}
            else:
                answers |= {each.serial: each.text.casefold() in listed for each in part}
        return answers

    async def import_identifiers(self, wanted: Collection[CorporateIdentifier]) -> Failed:
        """Upload identifiers: one request for every thousand, written over if they are there."""
        failures: dict[str, GroundcrewError] = {}
        for part, got in await self._ask(Operation.IMPORT_IDENTIFIERS, wanted):
            try:
                results = settled(got).get("value") or ()
            except GroundcrewError as error:
                failures |= {each.serial: error for each in part}
            else:
                wrong = {_text_of(each) for each in results if each.get("status") is False}
                spoilt = [each for each in part if each.text.casefold() in wrong]
                failures |= {each.serial: not_taken(each) for each in spoilt}
        return failures

    async def delete_identifiers(self, wanted: Collection[CorporateIdentifier]) -> Failed:
        """Delete identifiers: a search for every thousand, then one request each."""
        failures: dict[str, GroundcrewError] = {}
        asking: dict[str, RequestInformation] = {}
        for part, got in await self._ask(Operation.IDENTIFIERS, wanted):
            try:
                listed = {_text_of(each): each for each in settled(got).get("value") or ()}
            except GroundcrewError as error:
                failures |= {each.serial: error for each in part}
                continue
            found = {each.serial: listed.get(each.text.casefold()) for each in part}
            asking |= {
                serial: deleting(f"{self._root}/{quote(str(entity['id']), safe='')}")
                for serial, entity in found.items()
                if entity is not None
            }
        deleted = await self._requests.each(Operation.DELETE_IDENTIFIERS, asking) if asking else {}
        return {**failures, **failed(deleted, is_missing)}

    async def _ask(self, operation: Operation, wanted: Collection[CorporateIdentifier]) -> _Answers:
        answers: _Answers = []
        for chunk in batched(wanted, MOST_IDENTIFIERS, strict=False):
            answers += await halved(chunk, partial(self._post, operation))
        return answers

    async def _post(self, operation: Operation, identifiers: _Identifiers) -> Got[Json]:
        lines = [_line(each) for each in identifiers]
        body: Json = {"importedDeviceIdentities": lines}
        if operation is Operation.IDENTIFIERS:
            request = posting(f"{self._root}/searchExistingIdentities", body)
        else:
            body["overwriteImportedDeviceIdentities"] = True
            request = posting(f"{self._root}/importDeviceIdentityList", body)
        about = [each.serial for each in identifiers]
        return await self._requests.ask(operation, request, about)


def _line(identifier: CorporateIdentifier) -> Json:
    return {
        "importedDeviceIdentifier": identifier.text,
        "importedDeviceIdentityType": "manufacturerModelSerial",
        "platform": "windows",
    }


def _text_of(entity: Json) -> str:
    return str(entity.get("importedDeviceIdentifier") or "").casefold()
