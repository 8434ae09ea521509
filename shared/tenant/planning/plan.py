"""What is to be done, told from what is wanted and what was found; nobody is asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from shared.domain.errors import Reason, Rejected
from shared.domain.setup import ByHand, Change, Kind, Present, Ref, TenantPlan, Unseen, Verb, Wanted
from shared.domain.setup_permissions import DELEGATED_ONLY
from shared.tenant.naming.names import Unresolved
from shared.tenant.part import Part
from shared.tenant.planning.changes import change_of, hidden, in_order
from shared.tenant.planning.pruning import Prune, backwards, refusal, refusal_of
from shared.tenant.survey import Surveyed
from shared.tenant.tenancy import TenantIdentity


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualStep:
    """Something that a person may have to do; *sure* when the caller is known to be refused."""

    kind: Kind
    key: str
    by_hand: ByHand
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An object that cannot be set up, because nobody knows what it refers to."""

    kind: Kind
    key: str
    ref: Ref
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """A change that Graph has no way to make, and why."""

    kind: Kind
    key: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an apply would do, in its order, and what it would not.

    *others* were met on the way and are left alone; *refusals* say what is not pruned and why,
    *impossible* which changes Graph has no way to make.
    """

    tenant: TenantIdentity
    changes: tuple[Change, ...] = ()
    unchanged: tuple[Wanted, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    others: tuple[Present, ...] = ()
    by_hand: tuple[ManualStep, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    refusals: tuple[Reason, ...] = ()
    impossible: tuple[Impossible, ...] = ()

    @property
    def pending(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What else a plan goes by: who asks, and what shall be deleted.

    An app by itself is refused some things that somebody *signed_in* may do.
    *kept* names groups that are needed elsewhere, such as those of personas.
    """

    signed_in: bool = True
    prune: Sequence[Prune] = ()
    kept: Collection[str] = ()


def planned(parts: Mapping[Kind, Part], plan: TenantPlan, surveyed: Surveyed, asked: Asked) -> Plan:
    """Compare what is wanted with what was found."""
    survey = surveyed.survey
    changes: list[Change] = []
    unchanged: list[Wanted] = []
    for wanted in in_order(plan):
        present = survey.present.get((wanted.kind, wanted.key))
        if present is None and hidden(wanted, survey.unseen):
            continue
        change = change_of(wanted, present)
        if change is None:
            unchanged.append(wanted)
        else:
            changes.append(change)
    changing = {(each.kind, each.key) for each in changes}
    steps = _Steps(parts=parts, surveyed=surveyed, signed_in=asked.signed_in)
    for each in plan.objects:
        if (each.kind, each.key) in changing:
            steps.go_through(each)
    deletions, refusals = _deletions(plan, surveyed, asked)
    return Plan(
        tenant=surveyed.tenant,
        changes=(*changes, *deletions),
        unchanged=tuple(unchanged),
        unseen=tuple(survey.unseen),
        others=_left_alone(surveyed),
        by_hand=tuple(steps.by_hand),
        waiting=tuple(each for each in steps.waiting if not _comes(plan, each)),
        refusals=refusals,
        impossible=tuple(steps.impossible),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    """Goes through the requests that would be made, for what is to be known of them before."""

    parts: Mapping[Kind, Part]
    surveyed: Surveyed
    signed_in: bool
    by_hand: list[ManualStep] = field(default_factory=list[ManualStep])
    waiting: list[Waiting] = field(default_factory=list[Waiting])
    impossible: list[Impossible] = field(default_factory=list[Impossible])

    def go_through(self, wanted: Wanted) -> None:
        present = self.surveyed.survey.present.get((wanted.kind, wanted.key))
        try:
            moves = self.parts[wanted.kind].moves(wanted, present, self.surveyed.names)
        except Unresolved as unknown:
            self.waiting.append(
                Waiting(kind=wanted.kind, key=wanted.key, ref=unknown.ref, name=unknown.name)
            )
            return
        except Rejected as rejected:
            self.impossible.append(
                Impossible(kind=wanted.kind, key=wanted.key, reason=rejected.reason)
            )
            return
        for move in moves:
            sure = move.request.operation in DELEGATED_ONLY and not self.signed_in
            if move.by_hand and (sure or (move.server_errors and not self.signed_in)):
                step = ManualStep(kind=wanted.kind, key=wanted.key, by_hand=move.by_hand, sure=sure)
                if step not in self.by_hand:
                    self.by_hand.append(step)


def _comes(plan: TenantPlan, waiting: Waiting) -> bool:
    """Say whether what is waited for is created by the same plan."""
    return waiting.ref is Ref.GROUP and any(
        waiting.name.casefold() in {each.key.casefold(), each.name.casefold()}
        for each in plan.of(Kind.GROUP)
    )


def _deletions(
    plan: TenantPlan, surveyed: Surveyed, asked: Asked
) -> tuple[list[Change], tuple[Reason, ...]]:
    changes: list[Change] = []
    refusals: list[Reason] = []
    wanted = {each.id for each in surveyed.survey.present.values()}
    for prune in backwards(asked.prune):
        found = surveyed.sought.get(prune)
        reason = refusal(prune, plan, asked.kept) or refusal_of(prune, found, wanted)
        if reason is None:
            changes.append(
                Change(
                    verb=Verb.DELETE,
                    kind=prune.kind,
                    key=prune.name,
                    name=prune.name,
                    why="You asked for it, and nothing in the flight plan needs it.",
                )
            )
        else:
            refusals.append(reason)
    return changes, tuple(refusals)


def _left_alone(surveyed: Surveyed) -> tuple[Present, ...]:
    sought = {each.id for each in surveyed.sought.values() if isinstance(each, Present)}
    return tuple(each for each in surveyed.survey.others if each.id not in sought)
