"""What may be deleted: objects that are named one by one, and that nobody needs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from shared.domain.errors import Misconfigured, Reason
from shared.domain.setup import Kind, Present, Ref, TenantPlan, Wanted
from shared.tenant.planning.references import references

# Apps, scripts and the service principal are no work of the flight plan's; of the rest every
# tenant has exactly one, or they go by device.
DELETABLE = (
    Kind.GROUP,
    Kind.ENROLLMENT_STATUS_PAGE,
    Kind.DEPLOYMENT_PROFILE,
    Kind.PREPARATION_POLICY,
)
# The tenant's own page, which cannot be deleted (observed by others: CIPP).
OWN_PAGE = "_DefaultWindows10EnrollmentCompletionPageConfiguration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prune:
    """An object that shall be deleted, by its exact display name."""

    kind: Kind
    name: str

    @property
    def sought(self) -> Wanted:
        """What to look for, in order to find it."""
        return Wanted(kind=self.kind, key=f"--prune {self}", name=self.name, fields={})

    def __str__(self) -> str:
        """Write it as it is named on the command line."""
        return f"{self.kind}/{self.name}"


def pruned(texts: Sequence[str]) -> tuple[Prune, ...]:
    """Read ``KIND/NAME``; ``Misconfigured`` when a kind is none that is ever deleted."""
    return tuple(_pruned(each) for each in texts)


def _pruned(text: str) -> Prune:
    written, _, name = text.partition("/")
    kind = next((each for each in DELETABLE if each == written), None)
    if kind is None or not name.strip():
        kinds = ", ".join(DELETABLE)
        raise Misconfigured(
            _reason(f"--prune {text!r} names nothing.", f"Write KIND/NAME; KIND is one of {kinds}.")
        )
    return Prune(kind=kind, name=name.strip())


def backwards(prune: Sequence[Prune]) -> list[Prune]:
    """List what shall be deleted, each before what it may name."""
    order = list(Kind)
    return sorted(prune, key=lambda each: order.index(each.kind), reverse=True)


def refusal(prune: Prune, plan: TenantPlan, kept: Collection[str] = ()) -> Reason | None:
    """Say why the flight plan does not let an object be deleted, before the tenant is asked.

    *kept* names groups that are needed elsewhere, such as those of personas.
    """
    name = prune.name.casefold()
    for each in plan.of(prune.kind):
        if name in {each.key.casefold(), each.name.casefold()}:
            return _reason(
                f"{prune} is in the flight plan.", "Take it out of the flight plan first."
            )
    if prune.kind is not Kind.GROUP:
        return None
    if name in {each.casefold() for each in kept}:
        return _reason(f"{prune} is needed by the flight plan.", "Take it out of the personas.")
    for each in plan.objects:
        if (Ref.GROUP, name) in {(ref, named.casefold()) for ref, named in references(each.fields)}:
            return _reason(
                f"{prune} is needed by the {each.kind} {each.key!r}.",
                f"Take it out of the {each.kind} {each.key!r} in the flight plan first.",
            )
    return None


def refusal_of(
    prune: Prune, found: Present | Reason | None, wanted: Collection[str]
) -> Reason | None:
    """Say why what was found is not deleted.

    *wanted* are the ids of what the flight plan wants, whatever its names.
    """
    match found:
        case None:
            return _reason(
                f"There is no {prune.kind} {prune.name!r}.",
                "Compare the name with what the admin center shows; it has to be exact.",
            )
        case Reason():
            return found
        case Present(id=object_id) if object_id in wanted:
            return _reason(
                f"{prune} is in the flight plan.", "Take it out of the flight plan first."
            )
        case Present(id=object_id) if object_id.endswith(OWN_PAGE):
            return _reason(
                f"{prune} is the tenant's own.", "It cannot be deleted; change it instead."
            )
        case _:
            return None


def _reason(sentence: str, remedy: str) -> Reason:
    return Reason(code="not-pruned", sentence=sentence, remedy=remedy)
