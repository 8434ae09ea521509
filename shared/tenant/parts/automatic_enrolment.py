"""Who enrols a device in Intune by joining it: the scope of automatic enrolment.

Graph lets no app read or write it, only a person who has signed in.  Its scope is
written alone; ``selected`` cannot be written and comes of the first group.
Microsoft, "Update mobileDeviceManagementPolicy"; observed by others (Microsoft365DSC).
"""

from collections.abc import Iterator, Sequence

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import ByHand, Kind, Present, Ref, Unseen, Wanted
from shared.tenant.naming.asking import learn_ids, spelled
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Seen
from shared.tenant.parts.writing import at
from shared.tenant.refusals import reason_for

# Microsoft Intune, in every tenant.
_PATH = "/beta/policies/mobileDeviceManagementPolicies/0000000a-0000-0000-c000-000000000000"
_GROUPS = "includedGroups"
_READING = ObjectRequest(operation=Operation.MDM_POLICY, path=f"{_PATH}?$expand={_GROUPS}")
_SELECTED = "selected"
_IN_PORTAL = {"none": "None", "all": "All", _SELECTED: "Some"}
_PAGE = "Azure portal > Microsoft Entra ID > Mobility (MDM and WIP) > Microsoft Intune"
_URL = "https://portal.azure.com/#view/Microsoft_AAD_IAM/ActiveDirectoryMenuBlade/~/Mobility"


class AutomaticEnrolment:
    """The mobile device management policy of Microsoft Intune."""

    kind = Kind.AUTOMATIC_ENROLMENT

    async def look(self, look: Look) -> Seen:
        """Read the scope with its groups: one request, and one for names nobody knows yet."""
        if not look.wanted and not look.whole:
            return Seen()
        got = await look.objects.ask(_READING)
        if not isinstance(got, dict):
            return Seen(unseen=[_unseen(reason_for(Operation.MDM_POLICY, got), look.wanted)])
        said = [name for each in look.wanted for name in each.fields.get("groups") or ()]
        trouble = await learn_ids(look.objects, look.names, Ref.GROUP, said)
        for reason in trouble.values():
            return Seen(unseen=[_unseen(reason, look.wanted)])
        present = scope_in(got, look.names, said)
        keys = [each.key for each in look.wanted]
        return Seen(present=dict.fromkeys(keys, present), others=[] if keys else [present])

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Write the scope, or else add the groups that are wanted and then drop the others."""
        if present is None:
            return []
        by_hand = _by_hand(wanted)
        scope = wanted.fields["applies_to"]
        if scope != _SELECTED:
            return [] if scope == present.fields["applies_to"] else [_scope(scope, by_hand)]
        return [*_groups(wanted, present, names, by_hand)]

    def removal(self, present: Present) -> Sequence[Move]:  # noqa: ARG002  every tenant has it
        """Leave it: every tenant has it."""
        return []


def scope_in(body: Json, names: Names, wanted: Sequence[str]) -> Present:
    """Read the scope, its groups spelled as they are *wanted*; in another they do not count."""
    groups: list[Json] = body.get(_GROUPS) or []
    for each in groups:
        if not names.knows(Ref.GROUP, each["displayName"]):
            names.learn(Ref.GROUP, each["displayName"], each["id"])
    ids = [str(each["id"]) for each in groups] if body.get("appliesTo") == _SELECTED else []
    kind = Kind.AUTOMATIC_ENROLMENT
    return Present(
        kind=kind,
        id=str(body["id"]),
        name=str(kind),
        fields={
            "applies_to": body.get("appliesTo"),
            "groups": spelled(names, Ref.GROUP, ids, wanted),
        },
        body=body,
    )


def _scope(scope: str, by_hand: ByHand) -> Move:
    return Move(
        says=f"set the MDM user scope to {_IN_PORTAL[scope]}",
        request=_writing(Method.PATCH, "", {"appliesTo": scope}),
        by_hand=by_hand,
    )


def _groups(wanted: Wanted, present: Present, names: Names, by_hand: ByHand) -> Iterator[Move]:
    """Add before dropping: a scope without any group would be none."""
    said = {names.id_of(Ref.GROUP, each).casefold(): each for each in wanted.fields["groups"]}
    there = {names.id_of(Ref.GROUP, each).casefold(): each for each in present.fields["groups"]}
    for group_id, name in said.items():
        if group_id not in there:
            yield Move(
                says=f"let people in {name} enrol",
                request=_writing(
                    Method.POST,
                    f"/{_GROUPS}/$ref",
                    {"@odata.id": f"/beta/groups('{group_id}')"},
                ),
                by_hand=by_hand,
            )
    for group_id, name in there.items():
        if group_id not in said:
            yield Move(
                says=f"let people in {name} enrol no longer",
                request=_writing(Method.DELETE, f"{at(f'/{_GROUPS}', group_id)}/$ref"),
                by_hand=by_hand,
            )


def _writing(method: Method, path: str, body: Json | None = None) -> ObjectRequest:
    return ObjectRequest(
        operation=Operation.WRITE_MDM_POLICY, path=f"{_PATH}{path}", method=method, body=body
    )


def _by_hand(wanted: Wanted) -> ByHand:
    groups = ", ".join(wanted.fields.get("groups") or ())
    scope = _IN_PORTAL[wanted.fields["applies_to"]]
    chosen = f" and select {groups}" if groups else ""
    return ByHand(page=_PAGE, does=f"Set MDM user scope to {scope}{chosen}, then Save.", url=_URL)


def _unseen(reason: Reason, wanted: Sequence[Wanted]) -> Unseen:
    by_hand = next(map(_by_hand, wanted), ByHand(page=_PAGE, does="Read it there.", url=_URL))
    kind = Kind.AUTOMATIC_ENROLMENT
    return Unseen(kind=kind, key=str(kind), reason=reason, by_hand=by_hand)
