"""What may be deleted by name, and what may not."""

import pytest

from shared.domain.errors import Misconfigured, Reason
from shared.domain.setup import Fields, Kind, Present, TenantPlan, Wanted
from shared.tenant.planning.pruning import Prune, backwards, pruned, refusal, refusal_of

OLD = Prune(kind=Kind.GROUP, name="Old Group")


def wanted(kind: Kind, key: str, name: str = "", fields: Fields | None = None) -> Wanted:
    return Wanted(kind=kind, key=key, name=name or key, fields=fields or {})


def found(object_id: str) -> Present:
    return Present(kind=Kind.GROUP, id=object_id, name="Old Group", fields={})


def test_a_kind_and_a_name_say_what_shall_go() -> None:
    assert pruned(["group/Old Group", "deployment-profile/A/B"]) == (
        OLD,
        Prune(kind=Kind.DEPLOYMENT_PROFILE, name="A/B"),
    )


@pytest.mark.parametrize(
    "text", ["Old Group", "group/", "group/ ", "app/Company Portal", "Group/Old Group", ""]
)
def test_whatever_names_nothing_deletable_is_refused(text: str) -> None:
    with pytest.raises(Misconfigured, match="names nothing") as refused:
        pruned([text])

    assert "KIND is one of group," in refused.value.reason.remedy


def test_what_may_name_others_goes_before_them() -> None:
    profile = Prune(kind=Kind.DEPLOYMENT_PROFILE, name="Old Profile")

    assert backwards([OLD, profile]) == [profile, OLD]


@pytest.mark.parametrize(
    "each",
    [
        wanted(Kind.GROUP, "old group"),
        wanted(Kind.GROUP, "office", "Old Group"),
        wanted(Kind.DEPLOYMENT_PROFILE, "P", "", {"assignments": [{"group": "old group"}]}),
        wanted(Kind.DEPLOYMENT_PROFILE, "P", "", {"assignments": [{"exclude": "Old Group"}]}),
        wanted(Kind.PREPARATION_POLICY, "P", "", {"device_group": "Old Group"}),
        wanted(Kind.APP, "P", "", {"required_for": ["Old Group"]}),
        wanted(Kind.SCRIPT, "P", "", {"assigned_to": ["Old Group"]}),
        wanted(Kind.AUTOMATIC_ENROLMENT, "P", "", {"groups": ["Old Group"]}),
        wanted(
            Kind.DEVICE_REGISTRATION,
            "P",
            "",
            {"local_admins": {"registering_users": {"groups": ["Old Group"], "users": []}}},
        ),
    ],
)
def test_what_the_flight_plan_wants_or_mentions_stays(each: Wanted) -> None:
    reason = refusal(OLD, TenantPlan(objects=(each,)))

    assert reason is not None
    assert "first" in reason.remedy


def test_a_group_of_a_persona_stays() -> None:
    assert refusal(OLD, TenantPlan(), kept=["old group"]) is not None


def test_a_profile_of_the_name_of_a_group_that_is_wanted_may_go() -> None:
    plan = TenantPlan(objects=(wanted(Kind.GROUP, "Old Group"),))

    assert refusal(Prune(kind=Kind.DEPLOYMENT_PROFILE, name="Old Group"), plan) is None


def test_what_nobody_needs_may_go() -> None:
    assert refusal(OLD, TenantPlan(objects=(wanted(Kind.GROUP, "New Group"),))) is None
    assert refusal_of(OLD, found("1"), {"2"}) is None


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (None, "There is no group 'Old Group'."),
        (found("wanted"), "is in the flight plan"),
        (found("1_DefaultWindows10EnrollmentCompletionPageConfiguration"), "tenant's own"),
        (Reason(code="ambiguous", sentence="Two groups.", remedy="Choose."), "Two groups."),
    ],
)
def test_what_is_not_there_not_clear_or_needed_under_another_name_stays(
    what: Present | Reason | None, words: str
) -> None:
    reason = refusal_of(OLD, what, {"wanted"})

    assert reason is not None
    assert words in reason.sentence
