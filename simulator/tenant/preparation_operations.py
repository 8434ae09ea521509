"""Corporate identifiers: the requests on them (beta)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from simulator.tenant.answers import Entity, Page, Slice, page_of
from simulator.tenant.corporate_identifiers import CorporateIdentifier
from simulator.tenant.face import Face, about
from simulator.tenant.operations import Operation, Request

IDENTIFIERS_PAGE = 500  # Intune's own sizes are not documented

_IDENTIFIERS = "/beta/deviceManagement/importedDeviceIdentities"


class PreparationOperations(Face):
    """What is asked of corporate identifiers, each request through the gate."""

    def import_identifiers(
        self, lines: Sequence[Mapping[str, Any]], *, overwrite: bool = False
    ) -> list[Entity]:
        """Upload corporate identifiers; each comes back with its ``status``."""
        request = Request(
            operation=Operation.IMPORT_IDENTIFIERS,
            url=f"{_IDENTIFIERS}/importDeviceIdentityList",
            body={
                "importedDeviceIdentities": [dict(line) for line in lines],
                "overwriteImportedDeviceIdentities": overwrite,
            },
            about=_about_lines(lines),
        )
        at = self.model.agenda.now()
        post = partial(self.model.corporate_identifiers.post, lines, at, overwrite=overwrite)
        return self.gate.run(request, post)

    def search_identifiers(self, lines: Sequence[Mapping[str, Any]]) -> list[Entity]:
        """Find which of the lines are corporate identifiers here."""
        request = Request(
            operation=Operation.SEARCH_IDENTIFIERS,
            url=f"{_IDENTIFIERS}/searchExistingIdentities",
            body={"importedDeviceIdentities": [dict(line) for line in lines]},
            about=_about_lines(lines),
        )
        search = partial(self.model.corporate_identifiers.search, lines)
        return self.gate.run(request, lambda: [each.entity() for each in search()])

    def identifiers_page(self, part: Slice | None = None) -> Page:
        """List one page of the corporate identifiers."""
        piece = part or Slice(top=IDENTIFIERS_PAGE)
        request = Request(operation=Operation.IDENTIFIERS, url=_IDENTIFIERS)
        every = self.model.corporate_identifiers.every
        return self.gate.run(request, lambda: page_of(every(), piece, CorporateIdentifier.entity))

    def identifiers(self) -> list[Entity]:
        """List the corporate identifiers, page by page."""
        return self.every_page(self.identifiers_page, IDENTIFIERS_PAGE).items

    def identifier(self, identifier_id: str) -> Entity:
        """Read a corporate identifier; 404 when there is none."""
        request = Request(
            operation=Operation.IDENTIFIER,
            url=f"{_IDENTIFIERS}/{identifier_id}",
            about=self._about_identifier(identifier_id),
        )
        get = partial(self.model.corporate_identifiers.get, identifier_id)
        return self.gate.run(request, lambda: get().entity())

    def delete_identifier(self, identifier_id: str) -> None:
        """Delete a corporate identifier; machines that enrolled by it stay as they are."""
        request = Request(
            operation=Operation.DELETE_IDENTIFIER,
            url=f"{_IDENTIFIERS}/{identifier_id}",
            about=self._about_identifier(identifier_id),
        )
        self.gate.run(request, lambda: self.model.corporate_identifiers.remove(identifier_id))

    def _about_identifier(self, identifier_id: str) -> frozenset[str]:
        identifier = self.model.corporate_identifiers.find(identifier_id)
        return about(_serial(identifier.text)) if identifier else frozenset()


def _about_lines(lines: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    return about(*(_serial(str(line.get("importedDeviceIdentifier") or "")) for line in lines))


def _serial(text: str) -> str:
    return text.rpartition(",")[2]
