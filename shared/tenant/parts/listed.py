"""Looking for the objects that one list of Intune's holds: list, match, read on, name, tell."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.setup import ByHand, Fields, Kind, Present, Ref, Unseen
from shared.tenant.naming.matching import Listed, Matched
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Seen
from shared.tenant.parts.mentioned import learn
from shared.tenant.refusals import reason_for


class Readable(Protocol):
    """What a kind of object says of its list.

    *what* is its plural, *name* the property that holds the display name, and
    *page* where a person looks instead.  Unless it *shows_others*, these are told
    for an export alone.
    """

    kind: Kind
    listing: ObjectRequest
    what: str
    name: str
    page: ByHand
    shows_others: bool

    def kept(self, bodies: Iterable[Json]) -> list[Json]:
        """Keep what is of this kind of all that the list holds."""

    async def read_on(self, look: Look, matched: Matched) -> Mapping[str, Reason]:
        """Read into the bodies what the list does not show; answers by id why it could not be."""

    def mentions(self, bodies: Iterable[Json]) -> Mapping[Ref, Collection[str]]:
        """List the ids that stand in the bodies."""

    def present(self, body: Json, names: Names, wanted: Fields) -> Present | Unseen:
        """Read an object, in the words of what is *wanted*, or say what forbids to."""


async def look_through(kind: Readable, look: Look) -> Seen:
    """Find what is wanted, and the others."""
    got = await look.objects.every(kind.listing)
    if not isinstance(got, list):
        reason = reason_for(kind.listing.operation, got)
        return Seen(unseen=(unread(kind.kind, reason, kind.page),))
    listed = Listed(what=kind.what, bodies=kind.kept(got), name=kind.name)
    matched = listed.matched(look)
    hindered = await kind.read_on(look, matched)
    others = matched.others if look.whole or kind.shows_others else ()
    untold = await learn(look, kind.mentions([*matched.by_key.values(), *others]))
    present: dict[str, Present] = {}
    unseen = list(matched.unseen)
    for each in look.wanted:
        if (body := matched.by_key.get(each.key)) is None:
            continue
        why = hindered.get(body["id"]) or untold.get(each.key)
        told = (
            Unseen(kind=kind.kind, reason=why)
            if why
            else kind.present(body, look.names, each.fields)
        )
        if isinstance(told, Present):
            present[each.key] = told
        else:
            unseen.append(replace(told, key=each.key))
    shown = [kind.present(each, look.names, {}) for each in others if each["id"] not in hindered]
    return Seen(
        present=present,
        others=[each for each in shown if isinstance(each, Present)],
        unseen=unseen,
    )


def unread(kind: Kind, reason: Reason, page: ByHand) -> Unseen:
    """Say that a kind was not read; whoever may not read it may look at its *page*."""
    by_hand = page if reason.code == "forbidden" else None
    return Unseen(kind=kind, reason=reason, by_hand=by_hand)
