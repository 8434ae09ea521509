"""Objects of the directory by stored id, then by name; of several of one name, none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from shared.domain.errors import Reason
from shared.domain.object_requests import Json
from shared.domain.setup import Unseen, Wanted
from shared.tenant.naming import Directory, Found, find
from shared.tenant.part import Look
from shared.tenant.refusals import ambiguous


@dataclass(frozen=True, slots=True)
class Chosen:
    """The object of each key that has one, and what could not be told."""

    entities: dict[str, Json] = field(default_factory=dict[str, Json])
    unseen: list[Unseen] = field(default_factory=list[Unseen])


async def choose(
    look: Look, directory: Directory, unfit: Callable[[Json], Reason | None]
) -> Chosen:
    """Find every object that is wanted, in one exchange or two of the directory.

    *unfit* says why an object that has the name is still not the one.
    """
    ids = {each.key: each.id or look.ids.get(each.key, "") for each in look.wanted}
    asked = {
        "id": sorted({object_id for object_id in ids.values() if object_id}),
        directory.name: sorted({each.name for each in look.wanted if not ids[each.key]}),
    }
    found = await find(look.objects, directory, asked)
    stored = _by_id(found.entities)
    # Deleted by somebody: the flight plan's own ``id`` stands, a stored one gives way to the name.
    gone = [
        each.name
        for each in look.wanted
        if ids[each.key] and not each.id and ids[each.key].casefold() not in stored
    ]
    if gone and not found.trouble:
        again = await find(look.objects, directory, {directory.name: sorted(set(gone))})
        found = Found([*found.entities, *again.entities], {**found.trouble, **again.trouble})
    return _Choice(directory, found, unfit).of(look.wanted, ids)


@dataclass(frozen=True, slots=True)
class _Choice:
    directory: Directory
    found: Found
    unfit: Callable[[Json], Reason | None]

    def of(self, wanted: Iterable[Wanted], ids: Mapping[str, str]) -> Chosen:
        chosen = Chosen()
        by_id = _by_id(self.found.entities)
        for each in wanted:
            if entity := by_id.get(ids[each.key].casefold()):
                chosen.entities[each.key] = entity
        for each in wanted:
            if each.key not in chosen.entities:
                self._by_name(each, ids[each.key], chosen)
        return chosen

    def _by_name(self, wanted: Wanted, object_id: str, chosen: Chosen) -> None:
        """Take the one of its name that no other key has."""
        taken = {each["id"] for each in chosen.entities.values()}
        called = [each for each in self._called(wanted.name) if each["id"] not in taken]
        fitting = [each for each in called if self.unfit(each) is None]
        trouble = self.found.trouble.get(object_id) or self.found.trouble.get(wanted.name)
        if trouble is None and wanted.id:
            trouble = _unknown_id(wanted)
        if trouble is None and len(fitting) > 1:
            remedy = f"Write the id of the right one as ``id:`` of {wanted.key!r}."
            ids = [str(each["id"]) for each in fitting]
            trouble = ambiguous(f"{wanted.kind}s", wanted.name, ids, remedy)
        if trouble is None and called and not fitting:
            trouble = self.unfit(called[0])
        if trouble is not None:
            chosen.unseen.append(Unseen(kind=wanted.kind, key=wanted.key, reason=trouble))
        elif fitting:
            chosen.entities[wanted.key] = fitting[0]

    def _called(self, name: str) -> list[Json]:
        return [
            each
            for each in self.found.entities
            if str(each.get(self.directory.name)).casefold() == name.casefold()
        ]


def _by_id(entities: Iterable[Json]) -> dict[str, Json]:
    return {str(each["id"]).casefold(): each for each in entities}


def _unknown_id(wanted: Wanted) -> Reason:
    return Reason(
        code="id-unknown",
        sentence=f"There is no {wanted.kind} with the id {wanted.id}.",
        remedy=f"Correct ``id:`` of {wanted.key!r}, or leave it out to have it found by name.",
    )
