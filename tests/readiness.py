"""What a readiness list goes by: a tenant as the flight plan wants it, but for what a test says."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.domain.errors import Reason
from shared.domain.flightplan import FlightPlan
from shared.domain.setup import ByHand, Kind, Present, Survey, Unseen, Wanted
from shared.tenant.check import Facts, Step, Tutorial, check
from shared.tenant.lint import lint
from shared.tenant.planning.changes import change_of, hidden
from shared.tenant.planning.plan import Impossible, ManualStep, Plan, Waiting
from shared.tenant.tenancy import TenantIdentity
from tests.sections import flight_plan

type Key = tuple[Kind, str]

AUTOPILOT, PREPARATION = Tutorial.AUTOPILOT, Tutorial.DEVICE_PREPARATION
PORTAL = ByHand(page="Portal > Mobility", does="Set MDM user scope to All.", url="https://portal")


def surveyed(
    plan: FlightPlan,
    missing: Sequence[str] = (),
    drifted: Mapping[str, Mapping[str, Any]] | None = None,
    unseen: Sequence[Unseen] = (),
) -> Survey:
    """See everything as it is wanted, but what is *missing*, *drifted* or *unseen*, by key."""
    found = {
        (each.kind, each.key): Present(
            kind=each.kind,
            id=f"id of {each.key}",
            name=each.name,
            fields={**each.fields, **(drifted or {}).get(each.key, {})},
        )
        for each in plan.tenant.objects
        if each.key not in missing and not hidden(each, unseen)
    }
    return Survey(present=found, unseen=unseen)


def facts(
    plan: FlightPlan | None = None,
    survey: Survey | None = None,
    *,
    by_hand: Sequence[ManualStep] = (),
    waiting: Sequence[Waiting] = (),
    impossible: Sequence[Impossible] = (),
) -> Facts:
    """Put together what a plan would say of a tenant as it was seen."""
    plan = plan or flight_plan()
    survey = survey or surveyed(plan)
    return Facts(
        flight_plan=plan,
        survey=survey,
        plan=Plan(
            tenant=TenantIdentity(),
            changes=tuple(
                change
                for each in plan.tenant.objects
                if (change := _change(each, survey)) is not None
            ),
            by_hand=tuple(by_hand),
            waiting=tuple(waiting),
            impossible=tuple(impossible),
        ),
        findings=lint(plan, survey),
    )


def _change(wanted: Wanted, survey: Survey) -> Any:  # noqa: ANN401  a change or nothing
    present = survey.present.get((wanted.kind, wanted.key))
    if present is None and hidden(wanted, survey.unseen):
        return None
    return change_of(wanted, present)


def step(given: Facts, tutorial: Tutorial, number: int) -> Step:
    """Find one step of the list."""
    return next(each for each in check(given) if (each.tutorial, each.number) == (tutorial, number))


def an_unseen(kind: Kind, key: str = "", by_hand: ByHand | None = None) -> Unseen:
    """Say that something could not be read."""
    reason = Reason(
        code="forbidden", sentence="The tenant refuses it.", remedy="Grant Policy.Read.All."
    )
    return Unseen(kind=kind, key=key, reason=reason, by_hand=by_hand)
