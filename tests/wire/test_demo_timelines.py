"""What the demo's timelines tell of causes and of Graph's requests, over real sockets."""

from simulator.cargo import HANNAS, IVOS
from tests.wire.flying import Flown


def test_every_request_id_in_a_timeline_is_graphs_own(flown: Flown) -> None:
    traced = {line["request_id"] for line in flown.trace}

    told = {
        (device["serial"], entry["what"]): entry["graph_request_id"]
        for device in flown.report["devices"]
        for entry in device["timeline"]
        if entry["graph_request_id"]
    }

    assert {*told.values()} <= traced
    assert (IVOS.serial, "Seen in Autopilot.") in told


def test_the_request_that_told_an_observation_was_about_that_device(flown: Flown) -> None:
    urls = {line["request_id"]: line["url"] for line in flown.trace}
    entries = flown.device(HANNAS.serial)["timeline"]

    (seen,) = [each for each in entries if each["what"] == "Seen in Autopilot."]

    # By a filter of its own, or on a page of the list.
    url = urls[seen["graph_request_id"]]
    assert HANNAS.serial in url or "$filter" not in url


def test_every_line_of_every_timeline_has_a_cause(flown: Flown) -> None:
    lines = [
        entry
        for kind in ("devices", "hires", "requests")
        for each in flown.report[kind]
        for entry in each["timeline"]
    ]

    assert len(lines) > 100
    assert [line for line in lines if not line["cause"]] == []
