"""Giving machines up and having them enrol once more: managed devices, and the block on them."""

from simulator.tenant.answers import no_such_record
from simulator.tenant.face import Face, about
from simulator.tenant.identity import BLOCKED
from simulator.tenant.operations import Operation, Request


class LeavingOperations(Face):
    """What ends an enrolment or lets another begin, each request through the gate."""

    def delete_managed_device(self, managed_id: str) -> None:
        """Delete an enrolled machine from Intune; 404 when there is none."""
        request = Request(
            operation=Operation.DELETE_MANAGED_DEVICE,
            url=f"/v1.0/deviceManagement/managedDevices/{managed_id}",
            about=about(self.model.unenrolling.serial_of(managed_id)),
        )
        at = self.model.agenda.now()
        self.gate.run(request, lambda: self.model.unenrolling.delete(managed_id, at))

    def allow_next_enrollment(self, identity_id: str) -> None:
        """Unblock a machine (beta); 404 when there is none, and no error when it is not blocked."""
        request = Request(
            operation=Operation.ALLOW_NEXT_ENROLLMENT,
            url=f"/beta/deviceManagement/windowsAutopilotDeviceIdentities/{identity_id}"
            "/allowNextEnrollment",
            about=self.about_identity(identity_id),
        )

        def allow() -> None:
            self.model.identities.get(identity_id).userless_enrolment = "allowed"

        self.gate.run(request, allow)

    def enrolment_blocked(self, serial: str) -> None:
        """Let Intune refuse the next enrolment of a registered machine (a story; no request)."""
        identity = self.model.identities.registered(serial)
        if identity is None:
            raise no_such_record(serial)
        identity.userless_enrolment = BLOCKED
