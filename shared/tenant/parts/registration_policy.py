"""The device registration policy as Graph writes it, and as a flight plan does.

A PUT replaces the whole: what it leaves out falls back, the quota to nought.
Microsoft, "Update deviceRegistrationPolicy".
"""

from collections.abc import Sequence
from copy import deepcopy

from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Difference, Kind, Present, Wanted
from shared.tenant.fields import Field, document, put_at, value_at
from shared.tenant.naming.names import Names
from shared.tenant.parts import memberships
from shared.tenant.parts.memberships import Who

PATH = "/v1.0/policies/deviceRegistrationPolicy"

_PLAIN = (
    Field("user_device_quota"),
    Field("multi_factor_auth_configuration"),
    Field("local_admins.enable_global_admins", graph="azureADJoin.localAdmins.enableGlobalAdmins"),
    Field("local_admin_password.is_enabled", missing=False, graph="localAdminPassword.isEnabled"),
)
_MEMBERSHIPS = (
    Field("allowed_to_join", graph="azureADJoin.allowedToJoin"),
    Field("allowed_to_register", graph="azureADRegistration.allowedToRegister"),
    Field("local_admins.registering_users", graph="azureADJoin.localAdmins.registeringUsers"),
)
_FIELDS = (*_PLAIN, *_MEMBERSHIPS)
# Told and never taken back; so is whatever OData writes about the whole.
_READ_ONLY = frozenset({"id", "displayName", "description"})


def memberships_in(body: Json) -> list[Json]:
    """List the memberships of the policy as it was read."""
    return [found for each in _MEMBERSHIPS if (found := value_at(body, each.path))]


def wanted_in(wanted: Wanted) -> list[Who]:
    """List who is to be what, as far as the flight plan says it."""
    found = (value_at(wanted.fields, _place(each)) for each in _MEMBERSHIPS)
    return [each for each in found if each is not None]


def present(body: Json, names: Names, wanted: Sequence[Who]) -> Present:
    """Read the policy as a document, names spelled as they are *wanted*."""
    read = deepcopy(body)
    for each in _MEMBERSHIPS:
        if found := value_at(body, each.path):
            put_at(read, each.path, memberships.read(found, names, wanted))
    kind = Kind.DEVICE_REGISTRATION
    return Present(
        kind=kind,
        id=str(body.get("id") or kind),
        name=str(kind),
        fields=document(_FIELDS, read),
        body=body,
    )


def is_fixed(difference: Difference, present: Present) -> bool:
    """Say whether Microsoft lets nobody change a field of this tenant."""
    return any(
        value_at(present.body, (each.path[0], "isAdminConfigurable")) is False
        for each in _changed([difference])
    )


def writing(
    wanted: Wanted, present: Present, differing: Sequence[Difference], names: Names
) -> ObjectRequest:
    """Write the whole policy as it was read, with only what differs changed."""
    told = {
        name: value
        for name, value in present.body.items()
        if name not in _READ_ONLY and not name.startswith("@odata.")
    }
    body: Json = deepcopy(told)
    for each in _changed(differing):
        value = value_at(wanted.fields, _place(each))
        put_at(body, each.path, memberships.write(value, names) if each in _MEMBERSHIPS else value)
    return ObjectRequest(
        operation=Operation.WRITE_REGISTRATION_POLICY, path=PATH, method=Method.PUT, body=body
    )


def _changed(differing: Sequence[Difference]) -> list[Field]:
    """List the fields that differences lie in; one may be about a part of a field."""
    return [
        each
        for each in _FIELDS
        if any(f"{found.field}.".startswith(f"{each.name}.") for found in differing)
    ]


def _place(field: Field) -> tuple[str, ...]:
    return tuple(field.name.split("."))
