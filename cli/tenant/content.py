"""Plans, applies, findings and exports as JSON for another program."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from shared.domain.errors import Reason
from shared.domain.setup import ByHand, Change, Unseen
from shared.tenant.outcomes import Applied, Outcome
from shared.tenant.planning import Plan
from shared.tenant.tenancy import TenantIdentity

type Content = dict[str, Any]


def plan_content(plan: Plan) -> Content:
    """Write a plan down."""
    return {
        "tenant": tenant_content(plan.tenant),
        "pending": plan.pending,
        "changes": [_change(each) for each in plan.changes],
        "unchanged": [
            {"kind": each.kind, "key": each.key, "name": each.name} for each in plan.unchanged
        ],
        "by_hand": [
            {"kind": each.kind, "key": each.key, "sure": each.sure, **asdict(each.by_hand)}
            for each in plan.by_hand
        ],
        "waiting": [asdict(each) for each in plan.waiting],
        "unseen": unseen_content(plan.unseen),
        "others": [{"kind": each.kind, "id": each.id, "name": each.name} for each in plan.others],
        "not_pruned": [reason_content(each) for each in plan.refusals],
    }


def applied_content(applied: Applied) -> Content:
    """Write down what became of every object."""
    return {
        "complete": applied.complete,
        "outcomes": [_outcome(each) for each in applied.outcomes],
    }


def tenant_content(tenant: TenantIdentity) -> Content:
    """Write down which tenant it is."""
    return {"id": tenant.id, "name": tenant.name, "default_domain": tenant.default_domain}


def unseen_content(unseen: Iterable[Unseen]) -> list[Content]:
    """Write down what could not be read."""
    return [
        {
            "kind": each.kind,
            "key": each.key,
            **reason_content(each.reason),
            "by_hand": _step(each.by_hand),
        }
        for each in unseen
    ]


def reason_content(reason: Reason) -> Content:
    """Write down why something is as it is."""
    return {"code": reason.code, "sentence": reason.sentence, "remedy": reason.remedy}


def _change(change: Change) -> Content:
    return {
        "verb": change.verb,
        "kind": change.kind,
        "key": change.key,
        "name": change.name,
        "why": change.why,
        "differences": [asdict(each) for each in change.differences],
    }


def _outcome(outcome: Outcome) -> Content:
    return {
        "kind": outcome.kind,
        "key": outcome.key,
        "name": outcome.name,
        "ended": outcome.ended,
        "done": list(outcome.done),
        "reason": reason_content(outcome.reason) if outcome.reason else None,
        "by_hand": [asdict(each) for each in outcome.by_hand],
    }


def _step(step: ByHand | None) -> Content | None:
    return asdict(step) if step else None
