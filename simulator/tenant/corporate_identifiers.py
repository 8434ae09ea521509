"""Corporate identifiers: which machines the company calls its own before they enrol (beta).

Of Graph's kinds only the one for Windows is understood, ``manufacturerModelSerial``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NEVER, Entity, bad_request, no_such_record, stamp

KIND = "manufacturerModelSerial"

_PARTS = 3
_LONGEST_PART = 128  # a limit is likely, its figure is not public


@dataclass(slots=True, kw_only=True)
class CorporateIdentifier:
    """One ``importedDeviceIdentity``; *text* is ``Manufacturer,Model,Serial`` as it was sent."""

    id: str
    text: str
    platform: str
    description: str
    created: datetime
    modified: datetime
    enrolment: str = "notContacted"
    last_contacted: str = NEVER

    def entity(self) -> Entity:
        """Write the identifier as Graph shows it."""
        return {
            "id": self.id,
            "importedDeviceIdentifier": self.text,
            "importedDeviceIdentityType": KIND,
            "lastModifiedDateTime": stamp(self.modified),
            "createdDateTime": stamp(self.created),
            "lastContactedDateTime": self.last_contacted,
            "description": self.description,
            "enrollmentState": self.enrolment,
            "platform": self.platform,
        }


class CorporateIdentifiers:
    """Every corporate identifier."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._by_id: dict[str, CorporateIdentifier] = {}
        self._by_text: dict[str, CorporateIdentifier] = {}
        self._posted = 0

    def post(
        self, lines: Sequence[Mapping[str, Any]], at: datetime, *, overwrite: bool
    ) -> list[Entity]:
        """Take a list, and say of each line by its ``status`` whether it was taken.

        ``GraphFault`` 400 for the whole list when a line is malformed.  One that
        is known is written anew if *overwrite* says so, else left (assumed:
        Microsoft does not document what becomes of it).
        """
        _check(lines)
        return [self._take(line, at, overwrite=overwrite) for line in lines]

    def search(self, lines: Sequence[Mapping[str, Any]]) -> list[CorporateIdentifier]:
        """Find those of the lines that are known; ``GraphFault`` 400 for a malformed one."""
        _check(lines)
        found = (self._by_text.get(_text(line)) for line in lines)
        return [each for each in found if each is not None]

    def every(self) -> list[CorporateIdentifier]:
        """List the identifiers in the order of their upload."""
        return list(self._by_id.values())

    def get(self, identifier_id: str) -> CorporateIdentifier:
        """Find an identifier; ``GraphFault`` 404 when there is none."""
        identifier = self._by_id.get(identifier_id)
        if identifier is None:
            raise no_such_record(identifier_id)
        return identifier

    def find(self, identifier_id: str) -> CorporateIdentifier | None:
        """Find an identifier."""
        return self._by_id.get(identifier_id)

    def remove(self, identifier_id: str) -> None:
        """Delete an identifier; a machine that enrolled by it stays. 404 when there is none."""
        identifier = self.get(identifier_id)
        del self._by_id[identifier.id], self._by_text[identifier.text]

    def hold(self, text: str) -> bool:
        """Say whether a machine's own ``Manufacturer,Model,Serial`` is among them, exactly."""
        return text in self._by_text

    def enrolled(self, text: str, at: datetime) -> None:
        """Note that the machine behind an identifier enrolled, if there is such an identifier."""
        identifier = self._by_text.get(text)
        if identifier is not None:
            identifier.enrolment, identifier.last_contacted = "enrolled", stamp(at)

    def unenrolled(self, text: str) -> None:
        """Note that Intune has forgotten the machine behind an identifier, if there is one."""
        identifier = self._by_text.get(text)
        if identifier is not None:
            identifier.enrolment = "notContacted"

    def _take(self, line: Mapping[str, Any], at: datetime, *, overwrite: bool) -> Entity:
        known = self._by_text.get(_text(line))
        identifier = known or self._new(line, at)
        if known is not None and overwrite:
            known.description, known.platform = _description(line), _platform(line)
            known.modified = at
        return identifier.entity() | {"status": known is None or overwrite}

    def _new(self, line: Mapping[str, Any], at: datetime) -> CorporateIdentifier:
        self._posted += 1
        identifier = CorporateIdentifier(
            id=self._agenda.draws.guid("corporate identifier", str(self._posted)),
            text=_text(line),
            platform=_platform(line),
            description=_description(line),
            created=at,
            modified=at,
        )
        self._by_id[identifier.id] = self._by_text[identifier.text] = identifier
        return identifier


def _check(lines: Sequence[Mapping[str, Any]]) -> None:
    malformed = sum(not _well_formed(line) for line in lines)
    if malformed:
        message = f"Invalid Device Identifier parameter found for {malformed} import records!"
        raise bad_request(message)


def _well_formed(line: Mapping[str, Any]) -> bool:
    parts = _text(line).split(",")
    return (
        line.get("importedDeviceIdentityType") == KIND
        and len(parts) == _PARTS
        and all(part.strip() and len(part) <= _LONGEST_PART for part in parts)
        and "." not in parts[-1]
    )


def _text(line: Mapping[str, Any]) -> str:
    return str(line.get("importedDeviceIdentifier") or "")


def _platform(line: Mapping[str, Any]) -> str:
    return str(line.get("platform") or "unknown")


def _description(line: Mapping[str, Any]) -> str:
    return str(line.get("description") or "")
