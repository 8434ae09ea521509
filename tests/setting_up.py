"""Looks at objects of a tenant's set-up, and sets them up one request after the other."""

from collections.abc import Mapping
from typing import Any

from shared.domain.object_requests import Json
from shared.domain.setup import PROVISIONING_CLIENT, PROVISIONING_CLIENT_APP_ID, Kind, Wanted
from shared.domain.setup_permissions import SETUP_GRANTS
from shared.ports import TenantObjects
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Part, Seen
from simulator.tenant.caller import Caller

ADMINISTRATOR = "ada@contoso.com"
READING = frozenset(
    each
    for grant in SETUP_GRANTS.values()
    for each in grant.permissions
    if ".Read." in each and ".ReadWrite." not in each
)
EVERYTHING = frozenset(each for grant in SETUP_GRANTS.values() for each in grant.permissions)
SIGNED_IN = Caller(person=ADMINISTRATOR, scopes=EVERYTHING)
# No word of Graph's own: more requests than any object takes.
_MOST_LOOKS = 5


def a_group(key: str, **fields: Any) -> Wanted:  # noqa: ANN401  JSON of any type
    """Want an assigned group without description and owners, unless *fields* say otherwise."""
    name = fields.pop("name", key)
    object_id = fields.pop("id", "")
    usual: dict[str, Any] = {
        "description": "",
        "membership_rule": None,
        "membership_rule_processing_state": "On" if fields.get("membership_rule") else None,
        "owners": [],
    }
    return Wanted(kind=Kind.GROUP, key=key, name=name, fields=usual | fields, id=object_id)


def the_only(kind: Kind, **fields: Any) -> Wanted:  # noqa: ANN401  JSON of any type
    """Want something of an object of which every tenant has one."""
    return Wanted(kind=kind, key=str(kind), name=str(kind), fields=fields)


def the_client() -> Wanted:
    """Want the Intune Provisioning Client."""
    return Wanted(
        kind=Kind.SERVICE_PRINCIPAL,
        key=PROVISIONING_CLIENT,
        name=PROVISIONING_CLIENT,
        fields={"app_id": PROVISIONING_CLIENT_APP_ID},
    )


async def seen(
    part: Part,
    objects: TenantObjects,
    *wanted: Wanted,
    ids: Mapping[str, str] | None = None,
    names: Names | None = None,
) -> Seen:
    """Look for objects, with nothing known before unless told."""
    names = Names() if names is None else names
    return await part.look(Look(objects=objects, names=names, wanted=wanted, ids=ids or {}))


async def set_up(
    part: Part, objects: TenantObjects, *wanted: Wanted, names: Names | None = None
) -> list[str]:
    """Make every request that leads to what is wanted; answers in their words what they did."""
    names = Names() if names is None else names
    said: list[str] = []
    for _ in range(_MOST_LOOKS):
        found = await seen(part, objects, *wanted, names=names)
        assert not found.unseen
        moves = [
            move for each in wanted for move in part.moves(each, found.present.get(each.key), names)
        ]
        if not moves:
            return said
        for move in moves:
            await made(objects, move)
            said.append(move.says)
    raise AssertionError(said)


async def made(objects: TenantObjects, move: Move) -> Json:
    """Make one request, which must be answered."""
    got = await objects.ask(move.request)
    assert isinstance(got, dict), (move.says, got)
    return got
