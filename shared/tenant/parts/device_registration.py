"""Who may join and register devices, how many, and who becomes a local administrator of them."""

from collections.abc import Sequence

from shared.domain.errors import Reason, Rejected
from shared.domain.object_requests import ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import ByHand, Difference, Kind, Present, Unseen, Wanted
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Seen
from shared.tenant.parts import registration_policy
from shared.tenant.parts.memberships import learn_ids_of, learn_members
from shared.tenant.planning.comparing import differences
from shared.tenant.refusals import reason_for

_PAGE = "Microsoft Entra admin center > Devices > Overview > Device settings"
_URL = "https://entra.microsoft.com/#view/Microsoft_AAD_Devices/DevicesMenuBlade/~/DeviceSettings"


class DeviceRegistration:
    """The device registration policy, of which a tenant has one: written whole or not at all."""

    kind = Kind.DEVICE_REGISTRATION

    async def look(self, look: Look) -> Seen:
        """Read the policy, and what the people and groups in it are called."""
        if not look.wanted and not look.whole:
            return Seen()
        got = await look.objects.ask(
            ObjectRequest(operation=Operation.REGISTRATION_POLICY, path=registration_policy.PATH)
        )
        if not isinstance(got, dict):
            return Seen(unseen=[_unseen(reason_for(Operation.REGISTRATION_POLICY, got))])
        memberships = registration_policy.memberships_in(got)
        wanted = [each for said in look.wanted for each in registration_policy.wanted_in(said)]
        trouble = await learn_ids_of(look.objects, look.names, wanted)
        if trouble:
            return Seen(unseen=[_unseen(reason) for reason in trouble[:1]])
        await learn_members(look.objects, look.names, memberships)
        present = registration_policy.present(got, look.names, wanted)
        keys = [each.key for each in look.wanted]
        return Seen(present=dict.fromkeys(keys, present), others=[] if keys else [present])

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Give the policy back as it was read, but for what differs.

        ``Rejected`` when nothing differs but what Microsoft lets nobody change.
        """
        if present is None:
            return []
        differing = differences(wanted.fields, present.fields)
        fixed = [each for each in differing if registration_policy.is_fixed(each, present)]
        possible = [each for each in differing if each not in fixed]
        if fixed and not possible:
            raise Rejected(_not_configurable(fixed[0]))
        if not possible:
            return []
        what = ", ".join(each.field for each in possible)
        return [
            Move(
                says=f"write {what}",
                request=registration_policy.writing(wanted, present, possible, names),
                by_hand=ByHand(
                    page=_PAGE, does=f"Set {what} as in the flight plan, then Save.", url=_URL
                ),
            )
        ]

    def removal(self, present: Present) -> Sequence[Move]:  # noqa: ARG002  every tenant has it
        """Leave it: every tenant has it."""
        return []


def _unseen(reason: Reason) -> Unseen:
    by_hand = ByHand(page=_PAGE, does="Compare with the flight plan.", url=_URL)
    kind = Kind.DEVICE_REGISTRATION
    return Unseen(kind=kind, key=str(kind), reason=reason, by_hand=by_hand)


def _not_configurable(fixed: Difference) -> Reason:
    return Reason(
        code="not-configurable",
        sentence=f"Microsoft lets nobody change {fixed.field} of this tenant; "
        "who may register is fixed while Intune is on.",
        remedy=f"Take {fixed.field} out of device_registration in the flight plan.",
    )
