"""What a plan tells of what was found; nobody is asked."""

import json
from collections.abc import Mapping
from typing import Any

from shared.domain.errors import Reason
from shared.domain.setup import Fields, Kind, Present, Ref, Survey, TenantPlan, Unseen, Verb, Wanted
from shared.tenant.naming.names import Names
from shared.tenant.parts import PARTS
from shared.tenant.planning.plan import Asked, Plan, planned
from shared.tenant.planning.plan_json import plan_json
from shared.tenant.planning.pruning import Prune
from shared.tenant.survey import Surveyed
from shared.tenant.tenancy import TenantIdentity

GROUP = (Kind.GROUP, "Office")
FIELDS: Fields = {
    "description": "Desks",
    "membership_rule": None,
    "membership_rule_processing_state": None,
    "owners": [],
}
OFFICE = Wanted(kind=Kind.GROUP, key="Office", name="Office", fields=FIELDS)
ENROLMENT = Wanted(
    kind=Kind.AUTOMATIC_ENROLMENT,
    key="automatic-enrolment",
    name="automatic-enrolment",
    fields={"applies_to": "selected", "groups": ["Office"]},
)
NO = Reason(code="forbidden", sentence="No.", remedy="Ask.")


def a_group(name: str = "Office", object_id: str = "1", **fields: Any) -> Present:  # noqa: ANN401  JSON of any type
    return Present(kind=Kind.GROUP, id=object_id, name=name, fields={**FIELDS, **fields})


def a_plan(
    *wanted: Wanted,
    present: Mapping[tuple[Kind, str], Present] | None = None,
    others: tuple[Present, ...] = (),
    unseen: tuple[Unseen, ...] = (),
    asked: Asked | None = None,
    sought: Mapping[Prune, Present | Reason] | None = None,
) -> Plan:
    surveyed = Surveyed(
        tenant=TenantIdentity(id="t", name="Contoso", default_domain="contoso.com"),
        survey=Survey(present=present or {}, others=others, unseen=unseen),
        names=Names(),
        sought=sought or {},
    )
    return planned(PARTS, TenantPlan(objects=wanted), surveyed, asked or Asked())


def test_what_is_missing_is_created_and_each_field_told_that_says_something() -> None:
    (change,) = a_plan(OFFICE).changes

    assert (change.verb, change.key) == (Verb.CREATE, "Office")
    assert [(each.field, each.before, each.after) for each in change.differences] == [
        ("description", None, "Desks")
    ]
    assert "step 4" in change.why


def test_what_differs_is_told_field_by_field() -> None:
    (change,) = a_plan(OFFICE, present={GROUP: a_group(description="Tables")}).changes

    (difference,) = change.differences
    assert change.verb is Verb.CHANGE
    assert (difference.field, difference.before, difference.after) == (
        "description",
        "Tables",
        "Desks",
    )


def test_another_name_is_a_difference_too() -> None:
    (change,) = a_plan(OFFICE, present={GROUP: a_group("Old Office")}).changes

    assert [each.field for each in change.differences] == ["name"]


def test_what_is_as_it_shall_be_is_no_change() -> None:
    plan = a_plan(OFFICE, present={GROUP: a_group()})

    assert (plan.pending, plan.unchanged) == (False, (OFFICE,))


def test_of_what_cannot_be_seen_nothing_is_claimed() -> None:
    unseen = Unseen(kind=Kind.GROUP, reason=NO)

    plan = a_plan(OFFICE, unseen=(unseen,))

    assert (plan.changes, plan.unchanged, plan.unseen) == ((), (), (unseen,))


def test_changes_come_after_what_they_name() -> None:
    assert [each.kind for each in a_plan(ENROLMENT, OFFICE).changes] == [
        Kind.GROUP,
        Kind.AUTOMATIC_ENROLMENT,
    ]


def enrolment_of_nobody() -> dict[tuple[Kind, str], Present]:
    fields: Fields = {"applies_to": "none", "groups": []}
    kind = Kind.AUTOMATIC_ENROLMENT
    found = Present(kind=kind, id="mdm", name=ENROLMENT.name, fields=fields)
    return {(kind, ENROLMENT.key): found}


def test_a_group_that_is_neither_there_nor_wanted_is_told_to_be_missing() -> None:
    (waiting,) = a_plan(ENROLMENT, present=enrolment_of_nobody()).waiting

    assert (waiting.kind, waiting.ref, waiting.name) == (
        Kind.AUTOMATIC_ENROLMENT,
        Ref.GROUP,
        "Office",
    )


def test_a_group_that_the_same_plan_creates_is_not_missing() -> None:
    assert a_plan(ENROLMENT, OFFICE, present=enrolment_of_nobody()).waiting == ()


def test_an_app_by_itself_is_told_what_is_left_to_a_person() -> None:
    for_all = Wanted(
        kind=ENROLMENT.kind, key=ENROLMENT.key, name=ENROLMENT.name, fields={"applies_to": "all"}
    )

    alone = a_plan(for_all, present=enrolment_of_nobody(), asked=Asked(signed_in=False))
    signed_in = a_plan(for_all, present=enrolment_of_nobody())

    assert [(each.kind, each.sure) for each in alone.by_hand] == [(ENROLMENT.kind, True)]
    assert signed_in.by_hand == ()


def test_what_shall_go_goes_last_and_is_not_among_the_others() -> None:
    old = Prune(kind=Kind.GROUP, name="Old")
    gone = a_group("Old", "2")

    plan = a_plan(
        OFFICE, others=(gone, a_group("Else", "3")), asked=Asked(prune=[old]), sought={old: gone}
    )

    assert [each.verb for each in plan.changes] == [Verb.CREATE, Verb.DELETE]
    assert [each.name for each in plan.others] == ["Else"]


def test_what_must_not_go_is_refused_with_a_remedy() -> None:
    office = Prune(kind=Kind.GROUP, name="Office")

    plan = a_plan(OFFICE, present={GROUP: a_group()}, asked=Asked(prune=[office]))

    assert (plan.changes, len(plan.refusals)) == ((), 1)
    assert plan.refusals[0].remedy


def test_a_plan_is_written_as_json_whole() -> None:
    unseen = Unseen(kind=Kind.APP, key="Portal", reason=NO)
    plan = a_plan(OFFICE, ENROLMENT, present=enrolment_of_nobody(), unseen=(unseen,))

    told = json.loads(json.dumps(plan_json(plan)))

    assert told["tenant"] == {"id": "t", "name": "Contoso", "default_domain": "contoso.com"}
    assert [each["verb"] for each in told["changes"]] == ["create", "change"]
    assert told["unseen"][0]["remedy"] == "Ask."
    assert set(told) == {
        *("tenant", "changes", "unchanged", "unseen", "others"),
        *("by_hand", "waiting", "refusals", "impossible"),
    }
