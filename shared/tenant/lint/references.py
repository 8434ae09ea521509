"""What objects name: that it exists, is one thing, and is of the right kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from shared.domain.setup import Kind, Ref
from shared.tenant.lint.codes import Code
from shared.tenant.lint.findings import Finding, found
from shared.tenant.lint.section import Known, Section, assignments_of, is_about
from shared.tenant.rules import Owner


@dataclass(frozen=True, slots=True)
class Reference:
    """What an object names in one of its fields; *of* is what such a group has to hold."""

    ref: Ref
    said: str
    field: str
    of: Owner | None = None


def references(section: Section) -> Iterator[Finding]:
    """Look at everything that the objects of the flight plan name."""
    for known in section.wanted:
        for each in references_of(known):
            yield from _judged(section, known, each)


def references_of(known: Known) -> Iterator[Reference]:
    """List what an object names."""
    for read in _READERS.get(known.kind, ()):
        yield from read(known)


def _judged(section: Section, known: Known, each: Reference) -> Iterator[Finding]:
    where = known.where(each.field)
    readable = not section.is_unread(known.kind, known.key)
    if readable and section.exists(each.ref, each.said) is False:
        yield found(
            Code.REFERENCE_UNKNOWN,
            where,
            f"{known.name} names the {each.ref} {each.said}, which was not found in the tenant.",
        )
    if each.ref is not Ref.GROUP:
        return
    candidates = section.called(Kind.GROUP, each.said)
    if len(candidates) > 1:
        yield found(
            Code.NAME_AMBIGUOUS,
            where,
            f"{known.name} names the group {each.said}; the tenant has {len(candidates)} of them.",
        )
    elif candidates and each.of and is_about(candidates[0], each.of) is False:
        yield found(
            Code.RULE_KIND,
            where,
            f"{known.name} needs {each.of}s; the rule of {each.said} is not about {each.of}s.",
        )


def _assigned(of: Owner | None) -> Callable[[Known], Iterator[Reference]]:
    def read(known: Known) -> Iterator[Reference]:
        for number, each in enumerate(assignments_of(known)):
            if each.group:
                side = "exclude" if each.excludes else "group"
                yield Reference(Ref.GROUP, each.group, f"assignments.{number}.{side}", of)
        for number, said in enumerate(known.fields.get("assignments") or ()):
            if said.get("filter"):
                yield Reference(Ref.FILTER, said["filter"], f"assignments.{number}.filter")

    return read


def _listed(
    ref: Ref, field: str, of: Owner | None = None
) -> Callable[[Known], Iterator[Reference]]:
    def read(known: Known) -> Iterator[Reference]:
        for said in names_at(known, field):
            yield Reference(ref, said, field, of)

    return read


def names_at(known: Known, path: str) -> tuple[str, ...]:
    """Read the name, or the names, at a path; none where the tenant has a word of its own."""
    value: object = known.fields
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, Iterable) else ()


_READERS: dict[Kind, tuple[Callable[[Known], Iterator[Reference]], ...]] = {
    Kind.DEPLOYMENT_PROFILE: (_assigned(Owner.DEVICE),),
    Kind.ENROLLMENT_STATUS_PAGE: (_assigned(None), _listed(Ref.APP, "selected_mobile_apps")),
    Kind.PREPARATION_POLICY: (
        _assigned(Owner.USER),
        _listed(Ref.GROUP, "device_group", Owner.DEVICE),
        _listed(Ref.APP, "apps"),
        _listed(Ref.SCRIPT, "scripts"),
    ),
    Kind.APP: (_listed(Ref.GROUP, "required_for"),),
    Kind.SCRIPT: (_listed(Ref.GROUP, "assigned_to"),),
    Kind.AUTOMATIC_ENROLMENT: (_listed(Ref.GROUP, "groups", Owner.USER),),
    Kind.DEVICE_REGISTRATION: tuple(
        _listed(ref, f"{who}.{those}", of)
        for who in ("allowed_to_join", "allowed_to_register", "local_admins.registering_users")
        for ref, those, of in ((Ref.GROUP, "groups", Owner.USER), (Ref.USER, "users", None))
    ),
}
