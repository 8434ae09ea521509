"""Who owns groups: read where it matters, and named as the flight plan names them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import (
    PROVISIONING_CLIENT,
    PROVISIONING_CLIENT_APP_ID,
    Kind,
    Ref,
    Unseen,
    Wanted,
)
from shared.tenant.naming.asking import learn_ids, spelled
from shared.tenant.naming.names import Names
from shared.tenant.part import Look
from shared.tenant.parts.writing import at
from shared.tenant.refusals import reason_for

# Whoever may own a group: a person, or an app of which one has a name in a flight plan.
READ = "id,userPrincipalName,appId"


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners' ids by key of the group, and the groups whose owners cannot be told."""

    ids: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    unseen: list[Unseen] = field(default_factory=list[Unseen])


async def read_owners(look: Look, groups: Mapping[str, str]) -> Owners:
    """Read the owners of groups, by key: one request each; a group has a hundred at most.

    v1.0 shows no apps among them ("List group owners"), and beta does.
    """
    asking = {key: _request(group_id) for key, group_id in groups.items()}
    owners = Owners()
    for key, got in (await look.objects.each(asking)).items():
        if isinstance(got, dict):
            owners.ids[key] = learnt(look.names, got.get("value") or ())
        else:
            reason = reason_for(Operation.OWNERS, got)
            owners.unseen.append(Unseen(kind=Kind.GROUP, key=key, reason=reason))
    return owners


def learnt(names: Names, entities: Sequence[Json]) -> list[str]:
    """Learn what owners are called; answers their ids."""
    for each in entities:
        app = each.get("appId") == PROVISIONING_CLIENT_APP_ID
        name = PROVISIONING_CLIENT if app else each.get("userPrincipalName")
        if name:
            names.learn(Ref.USER, str(name), str(each["id"]))
    return [str(each["id"]) for each in entities]


async def learn_wanted(look: Look, wanted: Collection[Wanted]) -> list[Unseen]:
    """Learn the ids of owners that are wanted; answers the groups of which it cannot be told."""
    owners = {each.key: wanted_owners(each) for each in wanted}
    people = {name for names in owners.values() for name in names} - {PROVISIONING_CLIENT}
    trouble = await learn_ids(look.objects, look.names, Ref.USER, people)
    return [
        Unseen(kind=Kind.GROUP, key=key, reason=trouble[name])
        for key, names in owners.items()
        for name in names[:]
        if name in trouble
    ]


def wanted_owners(wanted: Wanted) -> list[str]:
    """List the owners that a group is to have."""
    return list(wanted.fields.get("owners") or ())


def in_words(look: Look, ids: Sequence[str], wanted: Wanted | None) -> list[str]:
    """Name owners as the flight plan does; of those that it does not name only when all count."""
    said = wanted_owners(wanted) if wanted else []
    every = spelled(look.names, Ref.USER, ids, said)
    return every if look.whole else [each for each in every if each in said]


def _request(group_id: str) -> ObjectRequest:
    return ObjectRequest(
        operation=Operation.OWNERS, path=f"{at('/beta/groups', group_id)}/owners?$select={READ}"
    )
