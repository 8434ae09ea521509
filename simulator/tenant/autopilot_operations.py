"""Registering machines: the requests on import records, device identities and the sync."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from simulator.tenant.answers import INTUNE_TROUBLE, Entity, Page, Slice, bad_request, page_of
from simulator.tenant.face import IMPORTED, REGISTERED, Face, about, contains_query
from simulator.tenant.identity import Identity
from simulator.tenant.import_record import ImportRecord
from simulator.tenant.operations import Operation, Request

SETTINGS = "/beta/deviceManagement/windowsAutopilotSettings"
PAGE = 500  # Intune's own size is not documented


class AutopilotOperations(Face):
    """Import records, device identities and settings, each request through the gate."""

    def import_devices(self, devices: Sequence[Mapping[str, Any]]) -> list[Entity]:
        """Queue an upload of Graph-shaped lines; the records come back ``unknown``."""
        request = Request(
            operation=Operation.IMPORT_DEVICES,
            url=f"{IMPORTED}/import",
            body={"importedWindowsAutopilotDeviceIdentities": [dict(line) for line in devices]},
            about=about(*(line.get("serialNumber") for line in devices)),
        )
        post = partial(self.model.imports.post, devices, self.model.agenda.now())
        return self.gate.run(request, lambda: [record.entity() for record in post()])

    def import_device(self, device: Mapping[str, Any]) -> Entity:
        """Queue one line; its record comes back ``unknown``."""
        request = Request(
            operation=Operation.IMPORT_DEVICE,
            url=IMPORTED,
            body=dict(device),
            about=about(device.get("serialNumber")),
        )
        post = partial(self.model.imports.post, [device], self.model.agenda.now())
        return self.gate.run(request, lambda: [record.entity() for record in post()])[0]

    def imports_page(self, contains: str | None = None, part: Slice | None = None) -> Page:
        """List one page of the import records."""
        piece = part or Slice(top=PAGE)
        request = Request(
            operation=Operation.IMPORTS,
            url=IMPORTED + contains_query(contains, piece),
            about=about(contains),
        )
        find = partial(self.model.imports.containing, contains or "")
        return self.gate.run(request, lambda: page_of(find(), piece, ImportRecord.entity))

    def imports(self, contains: str | None = None) -> list[Entity]:
        """List the import records whose serial number contains a text, page by page."""
        return self.every_page(partial(self.imports_page, contains), PAGE).items

    def imported(self, record_id: str) -> Entity:
        """Read an import record; 404 when there is none."""
        request = Request(
            operation=Operation.IMPORTED,
            url=f"{IMPORTED}/{record_id}",
            about=self._about_record(record_id),
        )
        return self.gate.run(request, lambda: self.model.imports.get(record_id).entity())

    def delete_import(self, record_id: str) -> None:
        """Delete an import record, which deregisters nothing."""
        request = Request(
            operation=Operation.DELETE_IMPORT,
            url=f"{IMPORTED}/{record_id}",
            about=self._about_record(record_id),
        )
        self.gate.run(request, lambda: self.model.imports.remove(record_id))

    def identities_page(
        self, contains: str | None = None, part: Slice | None = None, *, beta: bool = False
    ) -> Page:
        """List one page of the identities, without their people (observed behaviour)."""
        piece = part or Slice(top=PAGE)
        request = Request(
            operation=Operation.IDENTITIES,
            url=_registered(beta=beta) + contains_query(contains, piece),
            about=about(contains),
        )
        write = partial(Identity.list_entity, beta=beta)

        def find() -> list[Identity]:
            needle = contains or ""
            if "-" in needle and self.model.agenda.is_in_mood("hyphens_refused", needle.upper()):
                raise bad_request(INTUNE_TROUBLE)
            return self.model.identities.containing(needle)

        return self.gate.run(request, lambda: page_of(find(), piece, write))

    def identities(self, contains: str | None = None, *, beta: bool = False) -> list[Entity]:
        """List the identities whose serial number contains a text, page by page."""
        return self.every_page(partial(self.identities_page, contains, beta=beta), PAGE).items

    def identity(self, identity_id: str) -> Entity:
        """Read an identity as v1.0 shows it; 404 when there is none."""
        return self._read(Operation.IDENTITY, identity_id, beta=False)

    def identity_beta(self, identity_id: str) -> Entity:
        """Read an identity as beta shows it, with its profile's state."""
        return self._read(Operation.IDENTITY_BETA, identity_id, beta=True)

    def assign_user(self, identity_id: str, upn: str, name: str) -> None:
        """Assign a person; 400 without a name to greet, or when the directory knows nobody."""
        body = {"userPrincipalName": upn, "addressableUserName": name}
        self._change(Operation.ASSIGN_USER, identity_id, "assignUserToDevice", body)

    def unassign_user(self, identity_id: str) -> None:
        """Take the person off a machine."""
        body = {"userPrincipalName": "", "addressableUserName": ""}
        self._change(Operation.UNASSIGN_USER, identity_id, "unassignUserFromDevice", body)

    def update_properties(self, identity_id: str, properties: Mapping[str, str | None]) -> None:
        """Set any of userPrincipalName, addressableUserName, groupTag and displayName."""
        body = {name: value for name, value in properties.items() if value is not None}
        self._change(Operation.UPDATE_PROPERTIES, identity_id, "updateDeviceProperties", body)

    def delete_identity(self, identity_id: str) -> None:
        """Deregister a machine; 400 while it is enrolled or its device is still being made."""
        request = Request(
            operation=Operation.DELETE_IDENTITY,
            url=f"{_registered(beta=False)}/{identity_id}",
            about=self.about_identity(identity_id),
        )
        identities, at = self.model.identities, self.model.agenda.now()
        self.gate.run(request, lambda: identities.remove(identities.get(identity_id), at))

    def settings(self) -> Entity:
        """Read the tenant's Autopilot settings (beta): when it was synchronised last."""
        request = Request(operation=Operation.SETTINGS, url=SETTINGS)
        return self.gate.run(request, self.model.settings.entity)

    def sync(self) -> None:
        """Begin a sync (beta); 409 while one runs, 429 within ten minutes of the last."""
        request = Request(operation=Operation.SYNC, url=f"{SETTINGS}/sync")
        at = self.model.agenda.now()
        self.gate.run(request, lambda: self.model.settings.sync(at))

    def _read(self, operation: Operation, identity_id: str, *, beta: bool) -> Entity:
        request = Request(
            operation=operation,
            url=f"{_registered(beta=beta)}/{identity_id}",
            about=self.about_identity(identity_id),
        )
        find = partial(self.model.identities.get, identity_id)
        return self.gate.run(request, lambda: find().entity(beta=beta))

    def _change(
        self, operation: Operation, identity_id: str, action: str, body: dict[str, str]
    ) -> None:
        upn = body.get("userPrincipalName", "")
        request = Request(
            operation=operation,
            url=f"{_registered(beta=False)}/{identity_id}/{action}",
            body=None if operation is Operation.UNASSIGN_USER else body,
            about=self.about_identity(identity_id) | about(upn),
        )
        at = self.model.agenda.now()

        def change() -> None:
            identity = self.model.identities.get(identity_id)
            if upn and self.model.users.find(upn) is None:
                raise bad_request(INTUNE_TROUBLE)
            if operation is Operation.ASSIGN_USER and not self._assignable(identity, body):
                raise bad_request(INTUNE_TROUBLE)
            self.model.identities.change(identity, body, at)

        self.gate.run(request, change)

    def _assignable(self, identity: Identity, body: Mapping[str, str]) -> bool:
        refused = self.model.agenda.is_in_mood("assignment_refused", identity.serial.upper())
        return all(body.values()) and not refused

    def _about_record(self, record_id: str) -> frozenset[str]:
        record = self.model.imports.find(record_id)
        return about(record.registration.serial) if record else frozenset()


def _registered(*, beta: bool) -> str:
    return f"/{'beta' if beta else 'v1.0'}{REGISTERED}"
