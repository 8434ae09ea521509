"""What the fault matrix found in its first days, each as a story of its own."""

import pytest

from simulator.mishaps import Mishap
from tests.faults_at import astray, cases_of, flown

# The others are alike, and the matrix tries them all.
MOST = 25
FOUND = {
    "another worker submits between our look and our intent: imported once": (
        ("parked, then redriven", "register-devices"),
        Mishap.BESIDE,
    ),
    "died after the import was posted: its record is remembered, and deleted": (
        ("hire first", "register-devices"),
        Mishap.DEATH_AFTER,
    ),
    "the same message twice: the look that the first one planned stays planned": (
        ("deployment fails", "check-deployment"),
        Mishap.TWICE,
    ),
    "died once the next step was asked for: nothing is planned for ever": (
        ("hire first", "add-to-group"),
        Mishap.DEATH_AFTER,
    ),
    "died after a pairing was undone: its person is taken off all the same": (
        ("hire cancelled", "new-hire"),
        Mishap.LOST_ANSWER,
    ),
    "the record of an import that failed could not be deleted: the sweep does": (
        ("parked, then redriven", "confirm-registration"),
        Mishap.OUTAGE,
    ),
    "died while a device left the park: it keeps no record that is gone": (
        ("parked, then redriven", "redrive"),
        Mishap.DEATH_AFTER,
    ),
}


@pytest.mark.parametrize("found", FOUND)
async def test_what_was_found_once_stays_mended(found: str) -> None:
    (story, doing), mishap = FOUND[found]
    calm = await flown(story)
    cases = [
        case
        for case in cases_of({story: calm.trace})
        if case.mishap is mishap and calm.trace[case.call - 1].doing == doing
    ]

    assert cases != []
    assert [each for case in cases[:MOST] for each in await astray(case, calm)] == []
