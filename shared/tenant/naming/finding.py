"""Objects of the directory by stored id, then by name; of several of one name, none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from shared.domain.errors import Reason
from shared.domain.object_requests import Json
from shared.domain.setup import Unseen, Wanted
from shared.tenant.naming.asking import Directory, Found, find
from shared.tenant.part import Look
from shared.tenant.refusals import ambiguous


@dataclass(frozen=True, slots=True)
class Chosen:
    """The object of each key that has one, and what could not be told."""

    entities: dict[str, Json] = field(default_factory=dict[str, Json])
    unseen: list[Unseen] = field(default_factory=list[Unseen])


@dataclass(frozen=True, slots=True)
class Chooser:
    """Finds what is wanted in a directory.

    *unfit* says why an object that has the right name is still not the one.
    """

    directory: Directory
    unfit: Callable[[Json], Reason | None]

    async def find(self, look: Look) -> Found:
        """Ask for everything that is wanted, in one exchange, or in two if ids are gone."""
        ids = _ids(look)
        asked = {
            "id": sorted({object_id for object_id in ids.values() if object_id}),
            self.directory.name: sorted({each.name for each in look.wanted if not ids[each.key]}),
        }
        found = await find(look.objects, self.directory, asked)
        there = _by_id(found.entities)
        # The flight plan's own ``id`` stands; a stored one that is gone gives way to the name.
        gone = {
            each.name
            for each in look.wanted
            if ids[each.key] and not each.id and ids[each.key].casefold() not in there
        }
        if not gone or found.trouble:
            return found
        again = await find(look.objects, self.directory, {self.directory.name: sorted(gone)})
        return Found([*found.entities, *again.entities], again.trouble)

    def choose(self, look: Look, found: Found) -> Chosen:
        """Take an object for each key: by its id, else the only one of its name that is left."""
        chosen = Chosen()
        ids = _ids(look)
        there = _by_id(found.entities)
        for each in look.wanted:
            if entity := there.get(ids[each.key].casefold()):
                chosen.entities[each.key] = entity
        for each in look.wanted:
            if each.key not in chosen.entities:
                trouble = found.trouble.get(ids[each.key]) or found.trouble.get(each.name)
                self._by_name(each, found, chosen, trouble)
        return chosen

    def _by_name(
        self, wanted: Wanted, found: Found, chosen: Chosen, trouble: Reason | None
    ) -> None:
        taken = {each["id"] for each in chosen.entities.values()}
        called = [
            each
            for each in found.entities
            if str(each.get(self.directory.name)).casefold() == wanted.name.casefold()
            and each["id"] not in taken
        ]
        fitting = [each for each in called if self.unfit(each) is None]
        reason = trouble or self._trouble(wanted, called, fitting)
        if reason is not None:
            chosen.unseen.append(Unseen(kind=wanted.kind, key=wanted.key, reason=reason))
        elif fitting:
            chosen.entities[wanted.key] = fitting[0]

    def _trouble(self, wanted: Wanted, called: list[Json], fitting: list[Json]) -> Reason | None:
        if wanted.id:
            return _unknown_id(wanted)
        if len(fitting) > 1:
            remedy = f"Write the object id of the right one as id of {wanted.key!r}."
            ids = [str(each["id"]) for each in fitting]
            return ambiguous(f"{wanted.kind}s", wanted.name, ids, remedy)
        return self.unfit(called[0]) if called and not fitting else None


def _ids(look: Look) -> Mapping[str, str]:
    return {each.key: each.id or look.ids.get(each.key, "") for each in look.wanted}


def _by_id(entities: Iterable[Json]) -> dict[str, Json]:
    return {str(each["id"]).casefold(): each for each in entities}


def _unknown_id(wanted: Wanted) -> Reason:
    return Reason(
        code="id-unknown",
        sentence=f"There is no {wanted.kind} with the id {wanted.id}.",
        remedy=f"Correct the id of {wanted.key!r}, or leave it out to have it found by name.",
    )
