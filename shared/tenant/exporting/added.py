"""What the flight plan of an export adds to the tenant it was written of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.domain.setup import Kind, Present

# The field of a policy that names them, and theirs that names groups.
_INSTALLED = ((Kind.APP, "apps", "required_for"), (Kind.SCRIPT, "scripts", "assigned_to"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An app or a script that a plan assigns besides, and why."""

    kind: Kind
    name: str
    why: str


def unassigned(objects: Sequence[Present]) -> Iterator[Added]:
    """Find what policies name and their device group does not get.

    During device preparation it does not install (Microsoft, "Assign applications
    and PowerShell scripts to device group"); a flight plan has it assigned.
    """
    given = {
        (each.kind, called.casefold(), group.casefold())
        for each in objects
        for kind, _, field in _INSTALLED
        if each.kind is kind
        for group in each.fields[field]
        for called in (each.name, each.id)
    }
    for policy in (each for each in objects if each.kind is Kind.PREPARATION_POLICY):
        group = policy.fields["device_group"]
        for kind, field, _ in _INSTALLED:
            for name in policy.fields[field] if group else ():
                if (kind, name.casefold(), group.casefold()) not in given:
                    yield Added(
                        kind=kind,
                        name=name,
                        why=f"{policy.name!r} names it, and its device group {group!r} does not "
                        "get it, so that it does not install; the flight plan assigns it.",
                    )
