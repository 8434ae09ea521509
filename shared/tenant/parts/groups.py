"""Groups of devices and people: security groups, assigned or dynamic, and who owns them."""

from collections.abc import Sequence

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Kind, Present, Ref, Unseen, Wanted
from shared.tenant.naming.asking import GROUPS, Found
from shared.tenant.naming.finding import Chooser, Chosen
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Seen
from shared.tenant.parts import group_moves, group_owners
from shared.tenant.refusals import reason_for
from shared.tenant.rules import means_the_same

_DYNAMIC, _UNIFIED = "DynamicMembership", "Unified"
_EVERY = ObjectRequest(
    operation=Operation.GROUPS,
    path=f"/v1.0/groups?$select={GROUPS.select}&$expand=owners($select={group_owners.READ})",
)


def _unfit(entity: Json) -> Reason | None:
    """Say why a group of the right name is none that could be set up here."""
    kinds = entity.get("groupTypes") or ()
    if entity.get("securityEnabled") and not entity.get("mailEnabled") and _UNIFIED not in kinds:
        return None
    return Reason(
        code="no-security-group",
        sentence=f"{entity['displayName']!r} ({entity['id']}) is no plain security group.",
        remedy="Give the group of the flight plan another name; Intune wants security groups.",
    )


CHOOSER = Chooser(GROUPS, _unfit)


class Groups:
    """Security groups.  Owners are added and never removed, and nobody becomes one unasked."""

    kind = Kind.GROUP

    async def look(self, look: Look) -> Seen:
        """Find groups by id and name in one exchange, and the owners that matter in another."""
        if look.whole:
            return await self._every(look)
        chosen = CHOOSER.choose(look, await CHOOSER.find(look))
        _learn(look, chosen)
        wanted = {
            each.key: each
            for each in look.wanted
            if each.key in chosen.entities and group_owners.wanted_owners(each)
        }
        owners = await group_owners.read_owners(
            look, {key: chosen.entities[key]["id"] for key in wanted}
        )
        unseen = [*chosen.unseen, *owners.unseen]
        unseen += await group_owners.learn_wanted(look, _without(look.wanted, unseen))
        return Seen(present=_present(look, chosen, owners.ids, unseen), unseen=unseen)

    async def _every(self, look: Look) -> Seen:
        """List every security group with its owners, as many of each as Graph shows in a list."""
        listed = await look.objects.every(_EVERY)
        if not isinstance(listed, list):
            reason = reason_for(Operation.GROUPS, listed)
            return Seen(unseen=[Unseen(kind=self.kind, reason=reason)])
        fitting = [each for each in listed if _unfit(each) is None]
        chosen = CHOOSER.choose(look, Found(fitting))
        taken = {each["id"] for each in chosen.entities.values()}
        _learn(look, chosen)
        owners = {
            each["id"]: group_owners.learnt(look.names, each.get("owners") or ())
            for each in fitting
        }
        for each in fitting:
            _learn_name(look.names, each)
        return Seen(
            present=_present(look, chosen, owners, chosen.unseen),
            others=[
                _read(look, each, owners[each["id"]], None)
                for each in fitting
                if each["id"] not in taken
            ],
            unseen=chosen.unseen,
        )

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Create the group; or change what differs, and add its owners one by one."""
        if present is None:
            return [group_moves.creation(wanted)]
        return [*group_moves.changes(wanted, present), *group_moves.owning(wanted, present, names)]

    def removal(self, present: Present) -> Sequence[Move]:
        """Delete the group; for thirty days it can be restored in the admin center."""
        return [group_moves.deletion(present)]


def _without(wanted: Sequence[Wanted], unseen: Sequence[Unseen]) -> list[Wanted]:
    keys = {each.key for each in unseen}
    return [each for each in wanted if each.key not in keys]


def _learn(look: Look, chosen: Chosen) -> None:
    """Learn what was found: a key means its group before a display name means any."""
    for key, entity in chosen.entities.items():
        look.names.learn(Ref.GROUP, key, entity["id"])
    for entity in chosen.entities.values():
        _learn_name(look.names, entity)


def _learn_name(names: Names, entity: Json) -> None:
    if not names.knows(Ref.GROUP, entity["displayName"]):
        names.learn(Ref.GROUP, entity["displayName"], entity["id"])


def _present(
    look: Look, chosen: Chosen, owners: dict[str, list[str]], unseen: Sequence[Unseen]
) -> dict[str, Present]:
    told = _without(look.wanted, unseen)
    found = [(each, chosen.entities[each.key]) for each in told if each.key in chosen.entities]
    return {
        each.key: _read(look, entity, owners.get(each.key) or owners.get(entity["id"], []), each)
        for each, entity in found
    }


def _read(look: Look, entity: Json, owners: list[str], wanted: Wanted | None) -> Present:
    dynamic = _DYNAMIC in (entity.get("groupTypes") or ())
    return Present(
        kind=Kind.GROUP,
        id=entity["id"],
        name=entity["displayName"],
        created=str(entity.get("createdDateTime") or ""),
        fields={
            "description": entity.get("description") or "",
            "membership_rule": _rule(entity, wanted) if dynamic else None,
            "membership_rule_processing_state": entity.get("membershipRuleProcessingState")
            if dynamic
            else None,
            "owners": group_owners.in_words(look, owners, wanted),
        },
    )


def _rule(entity: Json, wanted: Wanted | None) -> str | None:
    """Read the rule; another spelling of the wanted one is no drift."""
    found: str | None = entity.get("membershipRule")
    after = wanted.fields.get("membership_rule") if wanted else None
    return after if after and found and means_the_same(after, found) else found
