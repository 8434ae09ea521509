"""What an export leaves out although it belongs to Autopilot, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.domain.object_requests import ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Kind, Present
from shared.tenant.tenancy import Tenancy

_PROFILES = ObjectRequest(
    operation=Operation.DEPLOYMENT_PROFILES,
    path="/beta/deviceManagement/windowsAutopilotDeploymentProfiles",
)
_HYBRID = "activeDirectoryWindowsAutopilotDeploymentProfile"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that no flight plan can say, or that has no place in one, and why."""

    present: Present
    why: str


def unsayable(objects: Sequence[Present]) -> list[LeftOut]:
    """Find what no flight plan can say, and what goes by device."""
    return [
        LeftOut(present=each, why=why)
        for each in objects
        for why in (_why(each),)
        if why is not None
    ]


async def hybrid_profiles(tenancy: Tenancy) -> list[LeftOut]:
    """Find the deployment profiles of a hybrid join, which stand in the same list."""
    listed = await tenancy.objects.every(_PROFILES)
    if not isinstance(listed, list):
        # That profiles cannot be read is told already.
        return []
    return [
        LeftOut(
            present=Present(
                kind=Kind.DEPLOYMENT_PROFILE,
                id=str(each["id"]),
                name=str(each.get("displayName") or ""),
                fields={},
            ),
            why="It joins devices to an Active Directory domain; a flight plan knows "
            "Microsoft Entra join alone.",
        )
        for each in listed
        if str(each.get("@odata.type") or "").endswith(f".{_HYBRID}")
    ]


def _why(present: Present) -> str | None:
    if present.kind is Kind.CORPORATE_IDENTIFIERS and present.fields["identifiers"]:
        count = len(present.fields["identifiers"])
        return f"{count} identifiers go by device; shipments bring them."
    if any("other" in each for each in present.fields.get("assignments") or ()):
        return "It is assigned in a way that no flight plan can say."
    return None
