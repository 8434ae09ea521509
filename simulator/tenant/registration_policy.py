"""The policy that says who may join devices to Entra: deviceRegistrationPolicy.

Source: the reference pages "deviceRegistrationPolicy resource type" and "Update
deviceRegistrationPolicy": a PUT takes the whole object, and where Intune is on
azureADRegistration cannot be changed.
"""

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from typing import Any

from simulator.tenant.answers import Entity, GraphFault, bad_request

_ALL, _SELECTED, _NOBODY = (
    f"#microsoft.graph.{which}DeviceRegistrationMembership" for which in ("all", "enumerated", "no")
)
_SHOWN = {
    "id": "deviceRegistrationPolicy",
    "displayName": "Device Registration Policy",
    "description": (
        "Tenant-wide policy that manages initial provisioning controls using quota "
        "restrictions, additional authentication and authorization checks"
    ),
}
_MEMBERSHIP = "membership"

# What a PUT must have, by its path, and what stands there.
_PARTS: Mapping[str, type | str | tuple[str, ...]] = {
    "userDeviceQuota": int,
    "multiFactorAuthConfiguration": ("notRequired", "required"),
    "azureADRegistration.isAdminConfigurable": bool,
    "azureADRegistration.allowedToRegister": _MEMBERSHIP,
    "azureADJoin.isAdminConfigurable": bool,
    "azureADJoin.allowedToJoin": _MEMBERSHIP,
    "azureADJoin.localAdmins.enableGlobalAdmins": bool,
    "azureADJoin.localAdmins.registeringUsers": _MEMBERSHIP,
    "localAdminPassword.isEnabled": bool,
}
_MOST_DEVICES = 2_147_483_647

type Exists = Callable[[str], bool]


class RegistrationPolicy:
    """The policy as it stands: what a new tenant has until it is replaced."""

    def __init__(self) -> None:
        self._policy: Entity = {
            "userDeviceQuota": 50,
            "multiFactorAuthConfiguration": "notRequired",
            "azureADRegistration": {
                "isAdminConfigurable": False,
                "allowedToRegister": {"@odata.type": _ALL},
            },
            "azureADJoin": {
                "isAdminConfigurable": True,
                "allowedToJoin": {"@odata.type": _ALL},
                "localAdmins": {
                    "enableGlobalAdmins": True,
                    "registeringUsers": {"@odata.type": _ALL},
                },
            },
            "localAdminPassword": {"isEnabled": False},
        }

    def entity(self) -> Entity:
        """Write the policy as Graph shows it."""
        return _SHOWN | deepcopy(self._policy)

    def replace(self, wanted: Mapping[str, Any], user: Exists, group: Exists) -> None:
        """Put another policy in its place.

        ``GraphFault`` 400 when a part is missing or wrong, changes what cannot be
        changed, or names a *user* or a *group* that does not exist.
        """
        read = {path: _at(wanted, path) for path in _PARTS}
        for path, value in read.items():
            _check(path, value)
            if _PARTS[path] == _MEMBERSHIP:
                _check_members(value, user, group)
            if _is_fixed(path) and _membership(value) != _membership(_at(self._policy, path)):
                message = f"The property {path} cannot be changed."
                raise _refusal(message)
        self._policy = _built(read)

    @property
    def quota(self) -> int:
        """How many devices somebody may join."""
        return int(self._policy["userDeviceQuota"])

    def lets_join(self, user_id: str | None, group_ids: Collection[str]) -> bool:
        """Say whether somebody who is in these groups may join (``None``: whoever it is)."""
        allowed = self._policy["azureADJoin"]["allowedToJoin"]
        if allowed["@odata.type"] == _SELECTED:
            return user_id in allowed["users"] or not set(allowed["groups"]).isdisjoint(group_ids)
        return bool(allowed["@odata.type"] == _ALL)


def _at(policy: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401  JSON of any type
    found: Any = policy
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _check(path: str, value: object) -> None:
    kind = _PARTS[path]
    if value is None:
        message = f"The property {path} is required."
        raise _refusal(message)
    match kind:
        case tuple():
            fits = value in kind
        case str():
            fits = isinstance(value, Mapping) and _kind_of(value) in (_ALL, _SELECTED, _NOBODY)
        case _:
            fits = type(value) is kind
    if not fits or (kind is int and not 0 <= int(str(value)) <= _MOST_DEVICES):
        message = f"Invalid value specified for property {path}."
        raise _refusal(message)


def _check_members(membership: Mapping[str, Any], user: Exists, group: Exists) -> None:
    wanted = _membership(membership)
    for name, exists in (("users", user), ("groups", group)):
        unknown = [each for each in wanted.get(name, ()) if not exists(each)]
        if unknown:
            message = f"No object of the {name} has the id {unknown[0]}."
            raise _refusal(message)


def _membership(value: Any) -> Any:  # noqa: ANN401  JSON of any type
    """Write who is meant in one form: everybody, nobody, or the people and groups named."""
    if not isinstance(value, Mapping):
        return value
    kind = _kind_of(value)
    if kind != _SELECTED:
        return {"@odata.type": kind}
    return {"@odata.type": kind, **{name: _ids(value, name) for name in ("users", "groups")}}


def _ids(value: Mapping[str, Any], name: str) -> list[str]:
    found = value.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        message = f"Invalid value specified for property {name}."
        raise _refusal(message)
    return found


def _kind_of(value: Mapping[str, Any]) -> str:
    return f"#{str(value.get('@odata.type', '')).lstrip('#')}"


def _is_fixed(path: str) -> bool:
    return path.startswith("azureADRegistration.") or path.endswith(".isAdminConfigurable")


def _built(read: Mapping[str, Any]) -> Entity:
    policy: Entity = {}
    for path, value in read.items():
        *outer, last = path.split(".")
        place = policy
        for name in outer:
            place = place.setdefault(name, {})
        place[last] = _membership(value)
    return policy


def _refusal(message: str) -> GraphFault:
    return bad_request(message, "Request_BadRequest")
