"""Which of the objects that were listed are those that are wanted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shared.domain.errors import Reason
from shared.domain.object_requests import Json
from shared.domain.setup import Unseen, Wanted
from shared.tenant.part import Look
from shared.tenant.refusals import ambiguous


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What was *listed*, by key of what is wanted, the *others*, and what could not be told."""

    listed: Sequence[Json]
    by_key: Mapping[str, Json]
    others: Sequence[Json]
    unseen: Sequence[Unseen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list of Graph's holds.  Its property *name* is the display name, *what* a plural."""

    what: str
    bodies: Sequence[Json]
    name: str = "displayName"

    def called(self, body: Json) -> str:
        """Say what an object is called."""
        return str(body.get(self.name) or "")

    def matched(self, look: Look) -> Matched:
        """Match by the id in the flight plan, then by the stored one, then by name.

        Case does not count in a name unless several differ in nothing else.
        """
        free = {_id(each): each for each in self.bodies}
        by_key: dict[str, Json] = {}
        for each in look.wanted:
            known = each.id or look.ids.get(each.key, "")
            if known.casefold() in free:
                by_key[each.key] = free.pop(known.casefold())
        unseen: list[Unseen] = []
        for each in look.wanted:
            if each.key in by_key:
                continue
            namesakes = [] if each.id else self._namesakes(each.name, free.values())
            if len(namesakes) == 1:
                by_key[each.key] = free.pop(_id(namesakes[0]))
            if each.id or len(namesakes) > 1:
                unseen.append(self._unseen(each, namesakes))
                free = {key: body for key, body in free.items() if body not in namesakes}
        others = list(free.values())
        return Matched(listed=self.bodies, by_key=by_key, others=others, unseen=unseen)

    def _namesakes(self, name: str, bodies: Iterable[Json]) -> list[Json]:
        """Find what has the name, or has it for an id."""
        asked = name.casefold()
        alike = [each for each in bodies if asked in {self.called(each).casefold(), _id(each)}]
        same = [each for each in alike if self.called(each) == name]
        return same or alike

    def _unseen(self, wanted: Wanted, namesakes: Sequence[Json]) -> Unseen:
        reason = (
            ambiguous(
                self.what,
                wanted.name,
                [str(each["id"]) for each in namesakes],
                f"Say which with id: under {wanted.key!r}, or rename the others.",
            )
            if namesakes
            else Reason(
                code="id-unknown",
                sentence=f"None of the {self.what} has the id {wanted.id}.",
                remedy=f"Take id: away from {wanted.key!r}, or write the id that is meant.",
            )
        )
        return Unseen(kind=wanted.kind, key=wanted.key, reason=reason)


def _id(body: Json) -> str:
    return str(body["id"]).casefold()
