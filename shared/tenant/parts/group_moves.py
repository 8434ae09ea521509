"""The requests that make a group what it shall be, and what a person does instead."""

from collections.abc import Iterator

from shared.domain.errors import Reason, Rejected
from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import ByHand, Present, Ref, Wanted
from shared.tenant.fields import Field, body_of
from shared.tenant.naming.names import Names
from shared.tenant.naming.nicknames import nickname
from shared.tenant.part import Move
from shared.tenant.parts.group_owners import wanted_owners
from shared.tenant.parts.writing import at

_PATH = "/v1.0/groups"
_RULE = "membership_rule"
_FIELDS = (Field("description"), Field(_RULE), Field("membership_rule_processing_state"))
_PAGE = "Microsoft Entra admin center > Groups > All groups"
_ALL = "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/GroupsManagementMenuBlade/~/AllGroups"
_ONE = "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~"


def creation(wanted: Wanted) -> Move:
    """Create a security group without mail, members and owners."""
    body: Json = {
        "displayName": wanted.name,
        "mailEnabled": False,
        "mailNickname": nickname(wanted.name),
        "securityEnabled": True,
    }
    # Entra takes no empty texts.
    body |= {name: value for name, value in body_of(_FIELDS, wanted.fields).items() if value}
    rule = wanted.fields.get(_RULE)
    if rule:
        body["groupTypes"] = ["DynamicMembership"]
    kind = f"a dynamic security group with the rule {rule}" if rule else "an assigned one"
    return Move(
        says="create the group",
        request=_writing(Method.POST, "", body),
        creates=True,
        by_hand=ByHand(
            page=f"{_PAGE} > New group",
            does=f"Create the security group {wanted.name!r}: {kind}, with no roles.",
            url=_ALL,
        ),
    )


def changes(wanted: Wanted, present: Present) -> Iterator[Move]:
    """Change what differs, and nothing else; ``Rejected`` for assigned to dynamic and back."""
    if _RULE in wanted.fields and bool(wanted.fields[_RULE]) != bool(present.fields[_RULE]):
        raise Rejected(_other_membership(wanted, present))
    differing = {
        each.name: wanted.fields[each.name]
        for each in _FIELDS
        if each.name in wanted.fields and wanted.fields[each.name] != present.fields[each.name]
    }
    # An empty text is refused, and null takes a description away.
    body = {name: value or None for name, value in body_of(_FIELDS, differing).items()}
    told = [each.replace("_", " ") for each in differing]
    if wanted.name != present.name:
        body["displayName"] = wanted.name
        told = ["name", *told]
    if body:
        what = ", ".join(told)
        yield Move(
            says=f"change its {what}",
            request=_writing(Method.PATCH, at("", present.id), body),
            by_hand=ByHand(
                page=f"{_PAGE} > {present.name} > Properties",
                does=f"Set its {what} as in the flight plan.",
                url=f"{_ONE}/Properties/groupId/{present.id}",
            ),
        )


def owning(wanted: Wanted, present: Present, names: Names) -> Iterator[Move]:
    """Let whoever is wanted and does not own it yet own a group too."""
    for owner in wanted_owners(wanted):
        if owner in present.fields["owners"]:
            continue
        address = f"/v1.0/directoryObjects/{names.id_of(Ref.USER, owner)}"
        yield Move(
            says=f"let {owner} own it",
            request=ObjectRequest(
                operation=Operation.ADD_OWNERS,
                path=f"{at(_PATH, present.id)}/owners/$ref",
                method=Method.POST,
                body={"@odata.id": address},
            ),
            by_hand=ByHand(
                page=f"{_PAGE} > {present.name} > Owners > Add owners",
                does=f"Add {owner} as an owner.",
                url=f"{_ONE}/Owners/groupId/{present.id}",
            ),
        )


def deletion(present: Present) -> Move:
    """Delete a group."""
    return Move(
        says="delete the group",
        request=_writing(Method.DELETE, at("", present.id), None),
        by_hand=ByHand(
            page=f"{_PAGE} > {present.name}",
            does="Delete the group.",
            url=f"{_ONE}/Overview/groupId/{present.id}",
        ),
    )


def _writing(method: Method, path: str, body: Json | None) -> ObjectRequest:
    return ObjectRequest(
        operation=Operation.WRITE_GROUPS, path=f"{_PATH}{path}", method=method, body=body
    )


def _other_membership(wanted: Wanted, present: Present) -> Reason:
    becomes, was = ("dynamic", "assigned") if wanted.fields[_RULE] else ("assigned", "dynamic")
    return Reason(
        code="membership-type",
        sentence=f"The group {present.name!r} is {was}, and the flight plan wants a {becomes} one.",
        remedy="Entra would take its members away or leave them behind. Give the flight plan's "
        "group another name, or change its Membership type in the Microsoft Entra admin center "
        "(Groups > the group > Properties).",
        evidence={"group": present.id},
    )
