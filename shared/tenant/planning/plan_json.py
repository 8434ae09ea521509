"""Plans and outcomes as JSON, for programs."""

from dataclasses import asdict
from typing import Any

from shared.domain.errors import Reason
from shared.domain.setup import ByHand, Change, Unseen
from shared.tenant.applying.outcomes import Applied, Outcome
from shared.tenant.planning.plan import Plan
from shared.tenant.tenancy import TenantIdentity

type Json = dict[str, Any]


def plan_json(plan: Plan) -> Json:
    """Write a plan: ``changes`` in the order they would be made, and everything else it tells."""
    return {
        "tenant": _tenant(plan.tenant),
        "changes": [_change(each) for each in plan.changes],
        "unchanged": [
            {"kind": each.kind, "key": each.key, "name": each.name} for each in plan.unchanged
        ],
        "unseen": [_unseen(each) for each in plan.unseen],
        "others": [{"kind": each.kind, "id": each.id, "name": each.name} for each in plan.others],
        "by_hand": [
            {"kind": each.kind, "key": each.key, "sure": each.sure} | _by_hand(each.by_hand)
            for each in plan.by_hand
        ],
        "waiting": [asdict(each) for each in plan.waiting],
        "refusals": [_reason(each) for each in plan.refusals],
        "impossible": [
            {"kind": each.kind, "key": each.key} | _reason(each.reason) for each in plan.impossible
        ],
    }


def applied_json(applied: Applied) -> Json:
    """Write what became of every object."""
    return {
        "complete": applied.complete,
        "outcomes": [_outcome(each) for each in applied.outcomes],
    }


def _tenant(tenant: TenantIdentity) -> Json:
    told: Json = {
        "id": tenant.id,
        "name": tenant.name,
        "default_domain": tenant.default_domain,
    }
    return told if tenant.unread is None else told | {"unread": _reason(tenant.unread)}


def _change(change: Change) -> Json:
    return {
        "verb": change.verb,
        "kind": change.kind,
        "key": change.key,
        "name": change.name,
        "why": change.why,
        "differences": [asdict(each) for each in change.differences],
    }


def _unseen(unseen: Unseen) -> Json:
    told: Json = {"kind": unseen.kind, "key": unseen.key} | _reason(unseen.reason)
    return told if unseen.by_hand is None else told | {"by_hand": _by_hand(unseen.by_hand)}


def _outcome(outcome: Outcome) -> Json:
    told: Json = {
        "kind": outcome.kind,
        "key": outcome.key,
        "name": outcome.name,
        "ended": outcome.ended,
        "done": list(outcome.done),
        "by_hand": [_by_hand(each) for each in outcome.by_hand],
    }
    return told if outcome.reason is None else told | {"reason": _reason(outcome.reason)}


def _by_hand(by_hand: ByHand) -> Json:
    return asdict(by_hand)


def _reason(reason: Reason) -> Json:
    return {"code": reason.code, "sentence": reason.sentence, "remedy": reason.remedy}
