"""The Intune Provisioning Client: Microsoft's app, which not every tenant has yet."""

from collections.abc import Sequence

from shared.domain.answers import Answer, is_missing
from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import ByHand, Kind, Present, Ref, Unseen, Wanted
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Seen
from shared.tenant.refusals import reason_for

_PATH = "/v1.0/servicePrincipals"
_PAGE = "https://learn.microsoft.com/autopilot/device-preparation/tutorial/user-driven/"


class ServicePrincipals:
    """Apps by app id; their display names differ from tenant to tenant."""

    kind = Kind.SERVICE_PRINCIPAL

    async def look(self, look: Look) -> Seen:
        """Read each app that is wanted: one request each."""
        wanted = {each.key: each for each in look.wanted}
        asking = {key: _reading(each) for key, each in wanted.items()}
        present: dict[str, Present] = {}
        unseen: list[Unseen] = []
        for key, got in (await look.objects.each(asking)).items():
            if isinstance(got, dict):
                look.names.learn(Ref.USER, wanted[key].name, got["id"])
                present[key] = _present(wanted[key], got)
            elif not (isinstance(got, Answer) and is_missing(got)):
                reason = reason_for(Operation.SERVICE_PRINCIPALS, got)
                unseen.append(Unseen(kind=self.kind, key=key, reason=reason))
        return Seen(present=present, unseen=unseen)

    def moves(
        self,
        wanted: Wanted,
        present: Present | None,
        names: Names,  # noqa: ARG002  every part is handed them
    ) -> Sequence[Move]:
        """Create the app; there is nothing to change about it."""
        return [] if present else [_creation(wanted)]

    def removal(self, present: Present) -> Sequence[Move]:  # noqa: ARG002  no app is removed
        """Leave Microsoft's app alone: others may use it."""
        return []


def _reading(wanted: Wanted) -> ObjectRequest:
    return ObjectRequest(
        operation=Operation.SERVICE_PRINCIPALS,
        path=f"{_PATH}(appId='{wanted.fields['app_id']}')?$select=id,appId",
    )


def _present(wanted: Wanted, body: Json) -> Present:
    return Present(
        kind=wanted.kind,
        id=body["id"],
        # Tenants have it under older names too, such as Intune Autopilot ConfidentialClient.
        name=wanted.name,
        fields={"app_id": body["appId"]},
    )


def _creation(wanted: Wanted) -> Move:
    app_id = wanted.fields["app_id"]
    return Move(
        says="create the service principal",
        request=ObjectRequest(
            operation=Operation.CREATE_SERVICE_PRINCIPAL,
            path=_PATH,
            method=Method.POST,
            body={"appId": app_id},
        ),
        creates=True,
        by_hand=ByHand(
            page="Microsoft Graph PowerShell",
            does=f"Run New-MgServicePrincipal -AppId {app_id} as an administrator.",
            url=f"{_PAGE}entra-join-device-group",
        ),
    )
