"""Reading what the app says to a file."""

import httpx
import pytest

from cli.exits import Trouble
from cli.receipts import read_receipt


def test_a_receipt_has_a_verdict_for_each_line() -> None:
    lines = [
        {"line": 2, "serial": "SN-1", "verdict": "accepted", "status": "/api/devices/SN-1"},
        {"line": 3, "serial": "SN-2", "verdict": "noted", "sentence": "Padded."},
        {"line": 4, "serial": None, "verdict": "refused", "sentence": "No.", "remedy": "Mend."},
    ]

    receipt = read_receipt(httpx.Response(202, json={"receipt": "r-1", "lines": lines}))

    assert receipt.id == "r-1"
    assert [(each.line, each.key, each.accepted) for each in receipt.verdicts] == [
        (2, "SN-1", True),
        (3, "SN-2", True),
        (4, "", False),
    ]
    assert receipt.refused == 1


def test_further_remarks_are_told_too() -> None:
    line = {
        "verdict": "refused",
        "sentence": "One.",
        "remedy": "First.",
        "further": [{"sentence": "Two.", "remedy": "Second."}],
    }

    (verdict,) = read_receipt(httpx.Response(202, json={"lines": [line]})).verdicts

    assert (verdict.sentence, verdict.remedy) == ("One. Two.", "First. Second.")


def test_a_problem_is_a_refusal_of_each_thing_that_is_wrong() -> None:
    error = {"line": 2, "serial": "SN-1", "field": "x", "detail": "Wrong.", "remedy": "Mend."}

    receipt = read_receipt(httpx.Response(422, json={"detail": "Nothing.", "errors": [error]}))

    (verdict,) = receipt.verdicts
    assert (verdict.line, verdict.key, verdict.accepted) == (2, "SN-1", False)
    assert (verdict.sentence, verdict.remedy) == ("Wrong.", "Mend.")


def test_a_problem_without_errors_is_one_refusal() -> None:
    receipt = read_receipt(httpx.Response(413, json={"detail": "Too long."}))

    assert [each.sentence for each in receipt.verdicts] == ["Too long."]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[1]),
        httpx.Response(500, json={"detail": "x"}),
        httpx.Response(502, text="Bad gateway"),
    ],
)
def test_what_is_no_answer_of_ours_is_trouble(answer: httpx.Response) -> None:
    with pytest.raises(Trouble):
        read_receipt(answer)
