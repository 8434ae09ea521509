"""What is said of a flight plan that is wrong: the place, the reason and the remedy."""

import pytest

from shared.domain.errors import Misconfigured
from shared.flightplan import parse

PLAN = """\
default_persona: office
personas:
  office:
    group_tag: OFFICE
    groups:
      - name: Autopilot Office
"""


def told(more: str) -> str:
    with pytest.raises(Misconfigured) as caught:
        parse(PLAN + more, "plan.yaml")
    return caught.value.reason.sentence


@pytest.mark.parametrize("written", ["0123", "76222342342", "1.5", "yes", "2026-01-01"])
def test_what_yaml_takes_for_no_text_is_wanted_in_quotes(written: str) -> None:
    section = f"tenant:\n  groups:\n    A:\n      purchase_order: {written}\n"

    assert told(section) == (
        "plan.yaml:10: tenant.groups.A.purchase_order: "
        "is no text without quotes; write it in quotes, leading zeros included"
    )


def test_a_field_that_is_nearly_one_is_told_which() -> None:
    section = "tenant:\n  deployment_profiles:\n    A:\n      asignments: []\n"

    assert told(section).endswith(
        "tenant.deployment_profiles.A.asignments: is no field here; did you mean assignments?"
    )


def test_a_field_that_is_like_none_is_told_plainly() -> None:
    assert told("zzz: 1\n").endswith("zzz: is no field here")


def test_no_refusal_speaks_of_the_library() -> None:
    assert told("tenant:\n  enrollment_status_pages:\n    A: {priority: 0}\n").count("Value") == 0
