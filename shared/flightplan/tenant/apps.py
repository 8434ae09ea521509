"""Apps and scripts that groups get, as the flight plan and its policies say it."""

from collections.abc import Iterable, Mapping

from pydantic import Field

from shared.domain.setup import Kind, Ref, Wanted
from shared.flightplan.strict import Strict
from shared.flightplan.tenant.naming import Names, Spelling

_ADDED = "Other assignments are left alone. The default is none."
_ID = Field(
    default="",
    max_length=256,
    description="The object id, which chooses among several of one name. The default is none.",
)


class AppModel(Strict):
    """An app that is in the tenant already, by display name."""

    id: str = _ID
    required_for: Names = Field(
        default=(),
        description="Assignments > Required: groups, by key in this plan, display name or object "
        f"id. {_ADDED}",
    )


class ScriptModel(Strict):
    """A platform script that is in the tenant already, by display name."""

    id: str = _ID
    assigned_to: Names = Field(
        default=(),
        description="Assignments > Included groups: groups, by key in this plan, display name or "
        f"object id. {_ADDED}",
    )


# The field that names the groups of an app or a script.
FIELDS = {Kind.APP: "required_for", Kind.SCRIPT: "assigned_to"}
# The list of a policy that implies it, and what stands in that list.
_LISTS = {Kind.APP: ("apps", Ref.APP), Kind.SCRIPT: ("scripts", Ref.SCRIPT)}


def implied_by(policies: Iterable[Wanted], kind: Kind) -> dict[str, set[str]]:
    """Say which groups get which apps or scripts because policies put them into devices."""
    implied: dict[str, set[str]] = {}
    listed, _ = _LISTS[kind]
    for policy in policies:
        if group := policy.fields["device_group"]:
            for name in policy.fields[listed]:
                implied.setdefault(name, set()).add(group)
    return implied


def assigned_of(
    kind: Kind,
    said: Mapping[str, AppModel] | Mapping[str, ScriptModel],
    policies: Iterable[Wanted],
    spelling: Spelling,
) -> list[Wanted]:
    """Make the apps or scripts: those that are said, and those that policies imply.

    The order of their groups says nothing.
    """
    field, (_, ref) = FIELDS[kind], _LISTS[kind]
    groups = {
        spelling.of(ref, name): set(spelling.each(Ref.GROUP, getattr(each, field)))
        for name, each in said.items()
    }
    for name, those in implied_by(policies, kind).items():
        groups.setdefault(name, set()).update(those)
    return [
        Wanted(
            kind=kind,
            key=name,
            name=name,
            fields={field: sorted(those, key=lambda each: (each.casefold(), each))},
            id=said[name].id if name in said else "",
        )
        for name, those in groups.items()
    ]
