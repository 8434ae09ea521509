"""Apps and scripts that groups get, as the flight plan and its policies say it."""

from collections.abc import Iterable, Mapping

from pydantic import Field

from shared.domain.setup import Kind, Wanted
from shared.flightplan.strict import Strict
from shared.flightplan.tenant.naming import Names, Ref, Spelling

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


# For each kind: the field of its groups, the list of a policy that implies it, and what it is.
_TABLE = {
    Kind.APP: ("required_for", "apps", Ref.APP),
    Kind.SCRIPT: ("assigned_to", "scripts", Ref.SCRIPT),
}


def assigned_of(
    kind: Kind,
    said: Mapping[str, AppModel] | Mapping[str, ScriptModel],
    policies: Iterable[Wanted],
    spelling: Spelling,
) -> list[Wanted]:
    """Make the apps or scripts: those that are said, and those that policies imply.

    The order of their groups says nothing.
    """
    field, listed, ref = _TABLE[kind]
    groups = {
        spelling.of(ref, name): set(spelling.each(Ref.GROUP, getattr(each, field)))
        for name, each in said.items()
    }
    for policy in policies:
        if group := policy.fields["device_group"]:
            for name in policy.fields[listed]:
                groups.setdefault(name, set()).add(group)
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
