"""Corporate identifiers that the flight plan names, besides those of devices on their way.

Graph's importedDeviceIdentities, of beta: searched and uploaded a thousand at a
time, written over if they are there, and never taken away here.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import batched

from shared.domain.answers import Answer
from shared.domain.errors import GroundcrewError, Reason
from shared.domain.halving import halved
from shared.domain.identifiers import MOST_IDENTIFIERS, CorporateIdentifier
from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Kind, Present, Unseen, Wanted
from shared.domain.telling import Got
from shared.ports import TenantObjects
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Refusal, Seen
from shared.tenant.parts import consoles
from shared.tenant.parts.listed import unread
from shared.tenant.parts.writing import Writer
from shared.tenant.refusals import reason_for

_PATH = "/beta/deviceManagement/importedDeviceIdentities"
_TYPE = "manufacturerModelSerial"
_FIELD = "identifiers"
_PARTS = 3
_WRITER = Writer(Operation.IMPORT_IDENTIFIERS, consoles.identifiers)
_PAGE = consoles.identifiers("Compare the identifiers with the flight plan.")


class CorporateIdentifiers:
    """All corporate identifiers together; there is one object of this kind."""

    kind = Kind.CORPORATE_IDENTIFIERS

    async def look(self, look: Look) -> Seen:
        """Search for those that are wanted, or list all of them for an export."""
        if look.whole and not look.wanted:
            return await self._everything(look.objects)
        present: dict[str, Present] = {}
        unseen: list[Unseen] = []
        for each in look.wanted:
            found = await _found(look.objects, each.fields[_FIELD])
            if isinstance(found, Reason):
                unseen.append(replace(unread(self.kind, found, _PAGE), key=each.key))
            else:
                present[each.key] = _present(found)
        return Seen(present=present, unseen=unseen)

    async def _everything(self, objects: TenantObjects) -> Seen:
        request = ObjectRequest(operation=Operation.LIST_IDENTIFIERS, path=_PATH)
        got = await objects.every(request)
        if not isinstance(got, list):
            reason = reason_for(request.operation, got)
            return Seen(unseen=(unread(self.kind, reason, _PAGE),))
        listed = [_text(each) for each in got if each.get("importedDeviceIdentityType") == _TYPE]
        return Seen(others=(_present(listed),) if listed else ())

    def moves(self, wanted: Wanted, present: Present | None, _names: Names) -> Sequence[Move]:
        """Upload those that are missing."""
        there = set(present.fields[_FIELD]) if present else set[str]()
        missing = [each for each in wanted.fields[_FIELD] if each not in there]
        return [
            _uploading(list(chunk)) for chunk in batched(missing, MOST_IDENTIFIERS, strict=False)
        ]

    def removal(self, _present: Present) -> Sequence[Move]:
        """Delete nothing: most identifiers are of devices on their way."""
        return ()


def _present(texts: Sequence[str]) -> Present:
    kind = Kind.CORPORATE_IDENTIFIERS
    return Present(kind=kind, id=kind, name=kind, fields={_FIELD: list(texts)})


async def _found(objects: TenantObjects, wanted: Sequence[str]) -> list[str] | Reason:
    """Search for identifiers; answers those that are listed, as they are wanted."""
    listed: set[str] = set()
    for chunk in batched(wanted, MOST_IDENTIFIERS, strict=False):
        for part, got in await halved(chunk, partial(_search, objects)):
            if not isinstance(got, dict):
                return _untold(part, got)
            listed |= {_text(each).casefold() for each in got.get("value") or ()}
    return [each for each in wanted if normal(each).casefold() in listed]


def _untold(part: Sequence[str], got: Answer | GroundcrewError) -> Reason:
    reason = reason_for(Operation.IDENTIFIERS, got)
    if len(part) > 1:
        return reason
    return replace(reason, evidence={**reason.evidence, "identifier": part[0]})


async def _search(objects: TenantObjects, texts: Sequence[str]) -> Got[Json]:
    request = ObjectRequest(
        operation=Operation.IDENTIFIERS,
        method=Method.POST,
        path=f"{_PATH}/searchExistingIdentities",
        body={"importedDeviceIdentities": [_line(each) for each in texts]},
    )
    return await objects.ask(request)


def _uploading(texts: list[str]) -> Move:
    body: Json = {
        "importedDeviceIdentities": [_line(each) for each in texts],
        "overwriteImportedDeviceIdentities": True,
    }
    move = _WRITER.act(
        f"upload {len(texts)} corporate identifiers",
        "Add the identifiers of the flight plan: Upload CSV file, "
        "manufacturer, model and serial number.",
        f"{_PATH}/importDeviceIdentityList",
        body,
    )
    return replace(move, judge=_judged)


def _judged(body: Json) -> Refusal | None:
    wrong = [_text(each) for each in body.get("value") or () if each.get("status") is False]
    if not wrong:
        return None
    return Refusal(sentence=f"Intune did not take {len(wrong)} of them: {'; '.join(wrong)}.")


def _line(text: str) -> Json:
    return {
        "importedDeviceIdentifier": normal(text),
        "importedDeviceIdentityType": _TYPE,
        "platform": "windows",
    }


def normal(text: str) -> str:
    """Write an identifier as Intune keeps it."""
    parts = text.split(",")
    if len(parts) != _PARTS:
        return text
    manufacturer, model, serial = parts
    return CorporateIdentifier(manufacturer=manufacturer, model=model, serial=serial).text


def _text(entity: Json) -> str:
    return str(entity.get("importedDeviceIdentifier") or "")
