"""What the readiness list says of steps that are done, in the words of the portals."""

import pytest

from shared.domain.setup import Wanted
from tests.readiness import AUTOPILOT, PREPARATION, facts, step
from tests.sections import FIELD, enrolment, flight_plan, registration


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (enrolment("all"), "As the flight plan has it. MDM user scope: All."),
        (
            enrolment("selected", FIELD),
            f"As the flight plan has it. MDM user scope: Some ({FIELD}).",
        ),
    ],
)
def test_the_scope_is_told_in_the_portals_words(said: Wanted, sentence: str) -> None:
    plan = flight_plan(said)

    assert step(facts(plan), AUTOPILOT, 1).sentence == sentence


def test_who_may_join_is_told_in_the_portals_words() -> None:
    selected = {"users": ["robin@contoso.com"], "groups": [FIELD]}
    plan = flight_plan(registration(allowed_to_join=selected))

    assert step(facts(), AUTOPILOT, 2).sentence.endswith("Users may join devices: All.")
    assert step(facts(plan), AUTOPILOT, 2).sentence.endswith(
        f"Users may join devices: Selected (robin@contoso.com, {FIELD})."
    )


def test_every_step_for_each_device_says_what_groundcrew_does() -> None:
    registering = step(facts(), AUTOPILOT, 3)
    identifying = step(facts(), PREPARATION, 7)

    assert registering.sentence == (
        "Groundcrew registers every device that a source announces (groundcrew). "
        "Group tags: ENGINEER (engineer), none (office)."
    )
    assert identifying.sentence.endswith("One that is registered with Autopilot is parked (field).")
