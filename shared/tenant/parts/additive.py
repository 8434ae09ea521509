"""Apps and scripts: assigned to groups besides whatever else they are assigned to.

Their action ``assign`` replaces all assignments (Microsoft's tutorials do not
say so; observed by others, of both), so the whole list goes as it was read,
with ours added.  Apps and scripts themselves are no work of a flight plan's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shared.domain.errors import Reason
from shared.domain.object_requests import Json
from shared.domain.setup import Fields, Kind, Present, Ref, Unseen, Wanted
from shared.tenant.naming.asking import spelled
from shared.tenant.naming.matching import Matched
from shared.tenant.naming.names import Names, Unresolved
from shared.tenant.part import Look, Move
from shared.tenant.parts.assignments import assignments_of, group_target, includes, names_group
from shared.tenant.parts.mentioned import learn_listed
from shared.tenant.parts.writing import Writer, at


@dataclass(frozen=True, slots=True, kw_only=True)
class Additive:
    """How a kind is assigned: its *field*, and the *entries* in the body of ``assign``.

    *ours* is what an assignment has besides its target: ours has it, and so has
    one that counts for the group.  *extra* is what ours is sent with besides.
    """

    kind: Kind
    ref: Ref
    field: str
    path: str
    entries: str
    odata_type: str
    writer: Writer
    ours: Mapping[str, str]
    extra: Mapping[str, None]

    def learnt(self, look: Look, matched: Matched) -> None:
        """Learn what was listed; what is wanted goes by the name that it is wanted by."""
        for each in look.wanted:
            body = matched.by_key.get(each.key)
            if body is not None and each.name.casefold() != str(body["id"]).casefold():
                look.names.learn(self.ref, each.name, body["id"])
        learn_listed(look.names, self.ref, matched.listed)

    def present(self, body: Json, names: Names, wanted: Fields) -> Present | Unseen:
        """Read which groups have it; of *wanted* ones alone, if there are.

        A wanted group that has it in another way is a conflict, which is told.
        """
        listed = assignments_of(body)
        said = wanted.get(self.field)
        if said is None:
            groups = [str(each["target"]["groupId"]) for each in listed if self._counts(each)]
            return self._present(body, spelled(names, Ref.GROUP, groups, ()))
        ids = {each: names.id_of(Ref.GROUP, each) for each in said if names.knows(Ref.GROUP, each)}
        for group, group_id in ids.items():
            for each in listed:
                if names_group(each["target"], group_id) and not self._counts(each):
                    return self._conflict(body, group, each)
        there = [
            group
            for group, group_id in ids.items()
            if any(includes(each["target"], group_id) for each in listed)
        ]
        return self._present(body, there)

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Assign it to the groups that lack it, and to all that have it."""
        if present is None:
            raise Unresolved(self.ref, wanted.name)
        lacking = [
            each for each in wanted.fields[self.field] if each not in present.fields[self.field]
        ]
        if not lacking:
            return ()
        ours = [
            {**self.ours, "target": group_target(names.id_of(Ref.GROUP, each)), **self.extra}
            for each in lacking
        ]
        theirs = [_kept(each) for each in assignments_of(present.body)]
        entries = [{"@odata.type": self.odata_type, **each} for each in (*theirs, *ours)]
        how = "".join(f" as {each}" for each in self.ours.values())
        says = f"assign it to {', '.join(lacking)}{how}"
        does = f"Open {present.name!r} and {says}; leave its other assignments as they are."
        path = f"{at(self.path, present.id)}/assign"
        return (self.writer.act(says, does, path, {self.entries: entries}),)

    def _present(self, body: Json, groups: Sequence[str]) -> Present:
        return Present(
            kind=self.kind,
            id=body["id"],
            name=body["displayName"],
            fields={self.field: list(groups)},
            created=body.get("createdDateTime") or "",
            body=body,
        )

    def _counts(self, assignment: Json) -> bool:
        target = assignment["target"]
        alike = all(assignment.get(name) == value for name, value in self.ours.items())
        return alike and includes(target, str(target.get("groupId") or ""))

    def _conflict(self, body: Json, group: str, assignment: Json) -> Unseen:
        target = assignment["target"]
        included = includes(target, str(target["groupId"]))
        how = f"assigned to it as {assignment.get('intent')}" if included else "kept from it"
        reason = Reason(
            code="assigned-otherwise",
            sentence=f"The {self.kind} {body['displayName']!r} shall be for the group {group!r}, "
            f"but is {how}.",
            remedy="Take that assignment away in the admin center, or the group off "
            f"{self.field} in the flight plan.",
        )
        does = f"Open {body['displayName']!r} and take {group!r} off its present assignment."
        return Unseen(kind=self.kind, reason=reason, by_hand=self.writer.page(does))


def _kept(assignment: Json) -> Json:
    return {
        name: value
        for name, value in assignment.items()
        if name != "id" and not name.startswith("@odata.")
    }
