"""What Graph says of the link of a device group, and which group counts.

"enrollmentTimeDeviceMembershipTargetResult resource type" for the verdicts; the
forms of the answer are those that others have seen.
"""

import pytest

from shared.domain.answers import Answer
from shared.domain.errors import Unavailable
from shared.domain.object_requests import Json
from shared.tenant.parts.preparation_links import is_untold, judged, linked, observed

STATUSES = "enrollmentTimeDeviceMembershipTargetValidationStatuses"
TARGETS = "enrollmentTimeDeviceMembershipTargets"


def a_verdict(*codes: str) -> Json:
    statuses = [
        {"targetId": "g", "validationSucceeded": False, "targetValidationErrorCode": each}
        for each in codes
    ]
    return {"validationSucceeded": False, STATUSES: statuses}


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("securityGroupNotFound", True),
        ("firstPartyAppNotAnOwner", True),
        ("notSecurityGroup", False),
        ("notStaticSecurityGroup", False),
        ("securityGroupNotInCallerScope", False),
        ("unknown", False),
        ("unknownFutureValue", False),
    ],
)
def test_a_link_that_is_refused_with_a_200_is_a_failure_that_may_pass(
    code: str, *, passes: bool
) -> None:
    refusal = judged(a_verdict(code))

    assert refusal is not None
    assert refusal.passes is passes
    assert refusal.sentence


def test_a_refusal_without_a_reason_does_not_pass() -> None:
    refusal = judged(a_verdict())

    assert refusal is not None
    assert not refusal.passes


def test_one_reason_that_stays_is_enough() -> None:
    refusal = judged(a_verdict("securityGroupNotFound", "notStaticSecurityGroup"))

    assert refusal is not None
    assert not refusal.passes


def test_a_link_that_was_taken_is_no_failure() -> None:
    assert judged({"validationSucceeded": True, STATUSES: []}) is None


@pytest.mark.parametrize(
    ("told", "group"),
    [
        ({TARGETS: [{"targetType": "staticSecurityGroup", "targetId": "g"}]}, "g"),
        ({"value": {TARGETS: [{"targetId": "g"}]}}, "g"),
        ({"value": [{TARGETS: [{"targetId": "g"}]}]}, "g"),
        ({STATUSES: [{"targetId": "g", "validationSucceeded": True}]}, "g"),
        ({STATUSES: [{"targetId": "g", "validationSucceeded": False}]}, ""),
        ({TARGETS: []}, ""),
        ({TARGETS: None}, ""),
        ({}, ""),
    ],
)
def test_a_link_is_read_in_every_form_that_was_seen(told: Json, group: str) -> None:
    assert linked(told) == group


@pytest.mark.parametrize(
    ("target", "shown", "counts"),
    [
        (None, "", ""),  # nobody tells, and nothing was noted
        (None, "g", "g"),  # nobody tells, and we or a person noted it
        ("", "g", ""),  # noted by a tool that did not link it
        ("g", "", ""),  # linked, and not noted yet
        ("g", "g", "g"),
        ("h", "g", "h"),  # linked to another one by somebody
    ],
)
def test_the_link_counts_and_where_nobody_tells_it_what_was_noted(
    target: str | None, shown: str, counts: str
) -> None:
    assert observed(target, shown, "g") == counts


@pytest.mark.parametrize(
    ("status", "untold"),
    [(400, True), (403, True), (404, True), (500, True), (429, False), (503, False), (0, False)],
)
def test_a_tenant_that_does_not_know_the_action_is_told_from_trouble(
    status: int, *, untold: bool
) -> None:
    assert is_untold(Answer(operation="x", status=status)) is untold


def test_an_error_of_our_own_says_nothing_of_the_tenant() -> None:
    assert not is_untold(Unavailable("no answer"))
