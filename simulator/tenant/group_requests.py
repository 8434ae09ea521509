"""What is written about a group in a request, checked as Entra does.

Sources: the reference pages "Create group" and "Update group".  The words of
the refusals are those that others report where they do, and else ours.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.tenant.rules import RuleError, parse
from simulator.tenant.answers import GraphFault, bad_request
from simulator.tenant.group import DYNAMIC, ON, PAUSED, Group

MOST_NAMED = 20  # owners and members together
_LONGEST_NAME, _LONGEST_NICKNAME, _LONGEST_DESCRIPTION = 256, 64, 1024
_NOT_IN_NICKNAMES = frozenset('@()\\[]";:.<>, ')

_OWNERS, _MEMBERS = "owners@odata.bind", "members@odata.bind"
_REQUIRED = ("displayName", "mailEnabled", "mailNickname", "securityEnabled")
_CHANGEABLE = frozenset(
    {"displayName", "description", "mailNickname", "membershipRule"}
    | {"membershipRuleProcessingState"}
)
_KNOWN = _CHANGEABLE | frozenset(
    {*_REQUIRED, "groupTypes", "isAssignableToRole", "visibility", _OWNERS, _MEMBERS}
)


def new_group(group_id: str, fields: Mapping[str, Any]) -> Group:
    """Make the group that a POST describes, without owners and members.

    ``GraphFault`` 400 when it describes none that is simulated: a security group
    without mail, assigned or dynamic.
    """
    for name in _REQUIRED:
        if fields.get(name) is None:
            message = f"A value is required for property '{name}' of resource 'Group'."
            raise _refusal(message)
    _check_names(fields, _KNOWN)
    if fields["mailEnabled"] is not False or fields["securityEnabled"] is not True:
        raise _refusal("The service does not support writing a mail-enabled group here.")
    if fields.get("isAssignableToRole"):
        raise _refusal("Groups that can be assigned to a role are not simulated.")
    dynamic = _is_dynamic(fields)
    group = Group(id=group_id, name="", rule="" if dynamic else None)
    change(group, {name: fields[name] for name in fields if name in _CHANGEABLE})
    if dynamic and not group.rule:
        raise _invalid("membershipRule")
    return group


def change(group: Group, fields: Mapping[str, Any]) -> None:
    """Write a PATCH's properties into a group; ``GraphFault`` 400, and nothing is written."""
    _check_names(fields, _CHANGEABLE)
    written = {name: value for name, value in fields.items() if name in _CHANGEABLE}
    for name, value in written.items():
        if not _CHECKS[name](value):
            raise _invalid(name)
        if name == "membershipRule" and value is not None:
            _check_rule(value)
        if name.startswith("membershipRule") and value is not None and group.rule is None:
            raise _refusal("Only a dynamic group has a membership rule.")
    for name, value in written.items():
        if value is not None or name == "description":
            setattr(group, _ATTRIBUTES[name], value)


def named(fields: Mapping[str, Any], relation: str) -> Sequence[object]:
    """List the addresses of the *relation* (owners, members) that a POST names."""
    addresses = fields.get(f"{relation}@odata.bind") or []
    if not isinstance(addresses, list):
        raise _invalid(f"{relation}@odata.bind")
    return addresses


def _is_dynamic(fields: Mapping[str, Any]) -> bool:
    kinds = fields.get("groupTypes") or []
    if kinds not in ([], [DYNAMIC]):
        raise _invalid("groupTypes")
    stated = any(fields.get(name) for name in ("membershipRule", "membershipRuleProcessingState"))
    both = fields.get("membershipRule") and fields.get("membershipRuleProcessingState")
    if bool(kinds) != bool(stated) or (kinds and not both):
        raise _refusal(
            "A dynamic group takes groupTypes DynamicMembership, membershipRule and "
            "membershipRuleProcessingState together."
        )
    return bool(kinds)


def _check_names(fields: Mapping[str, Any], known: frozenset[str]) -> None:
    for name in fields:
        if name not in known and not name.startswith("@odata."):
            message = f"Property '{name}' does not exist as a declared property of 'Group' here."
            raise _refusal(message)


def _check_rule(text: str) -> None:
    try:
        parse(text)
    except RuleError as wrong:
        # The first words are those that others report; Entra's own sentence is another one.
        message = f"Dynamic membership rule validation error: {wrong.sentence}"
        raise _refusal(message) from wrong


def _is_text(longest: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and 0 < len(value) <= longest


def _is_nickname(value: object) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= _LONGEST_NICKNAME
        and value.isascii()
        and _NOT_IN_NICKNAMES.isdisjoint(value)
    )


def _is_description(value: object) -> bool:
    # An empty one is refused, as others report; null clears it.
    return value is None or _is_text(_LONGEST_DESCRIPTION)(value)


def _is_rule(value: object) -> bool:
    return value is None or (isinstance(value, str) and bool(value.strip()))


_CHECKS: Mapping[str, Callable[[object], bool]] = {
    "displayName": _is_text(_LONGEST_NAME),
    "description": _is_description,
    "mailNickname": _is_nickname,
    "membershipRule": _is_rule,
    "membershipRuleProcessingState": lambda value: value in (None, ON, PAUSED),
}
_ATTRIBUTES: Mapping[str, str] = {
    "displayName": "name",
    "description": "description",
    "mailNickname": "nickname",
    "membershipRule": "rule",
    "membershipRuleProcessingState": "processing",
}


def _invalid(name: str) -> GraphFault:
    return _refusal(f"Invalid value specified for property '{name}' of resource 'Group'.")


def _refusal(message: str) -> GraphFault:
    return bad_request(message, "Request_BadRequest")
