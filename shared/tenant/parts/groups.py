"""Groups of devices and people: security groups, assigned or dynamic, and who owns them."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.domain.errors import Reason, Rejected
from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import PROVISIONING_CLIENT, ByHand, Kind, Present, Wanted
from shared.tenant.finding import choose
from shared.tenant.naming import GROUPS
from shared.tenant.names import Names, Ref
from shared.tenant.nicknames import nickname
from shared.tenant.part import Look, Move, Seen
from shared.tenant.parts.group_owners import Owners, read_owners

DYNAMIC = "DynamicMembership"
_PATH = "/v1.0/groups"
_PAGE = "Microsoft Entra admin center > Groups > All groups"
_URL = "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/GroupsManagementMenuBlade/~/AllGroups"
_RULE, _PROCESSING = "membership_rule", "membership_rule_processing_state"
_CHANGEABLE = {
    "description": "description",
    _RULE: "membershipRule",
    _PROCESSING: "membershipRuleProcessingState",
}


class GroupPart:
    """Security groups.  Owners are added and never removed; nobody is made one unasked."""

    kind = Kind.GROUP

    async def look(self, look: Look) -> Seen:
        """Find groups by id and name in one exchange, and the owners that matter in another."""
        if look.whole and not look.wanted:
            return await self._everything(look)
        chosen = await choose(look, GROUPS, _unfit)
        for each in look.wanted:
            if each.key in chosen.entities:
                _learn(look.names, each.key, chosen.entities[each.key])
        for entity in chosen.entities.values():
            _learn(look.names, entity["displayName"], entity)
        owned = {
            each.key: chosen.entities[each.key]["id"]
            for each in look.wanted
            if each.key in chosen.entities and (look.whole or each.fields.get("owners"))
        }
        owners = await read_owners(look, owned)
        unseen = {each.key for each in owners.unseen}
        present = {
            key: _present(entity, owners)
            for key, entity in chosen.entities.items()
            if key not in unseen
        }
        return Seen(present=present, unseen=(*chosen.unseen, *owners.unseen))

    async def _everything(self, look: Look) -> Seen:
        """List every security group that could be set up here, and who owns them."""
        request = ObjectRequest(
            operation=Operation.GROUPS, path=f"{_PATH}?$select={GROUPS.select}&$top=999"
        )
        listed = await look.objects.every(request)
        if not isinstance(listed, list):
            reason = reason_for(Operation.GROUPS, listed)
            return Seen(unseen=[Unseen(kind=self.kind, reason=reason)])
        entities = [each for each in listed if _unfit(each) is None]
        for each in entities:
            _learn(look.names, each["displayName"], each)
        owners = await read_owners(look, {each["id"]: each["id"] for each in entities})
        return Seen(others=[_present(each, owners) for each in entities], unseen=owners.unseen)
