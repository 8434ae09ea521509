"""The demo's story, flown once by the command itself; every test looks at what it left behind."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from shared import flightplan
from simulator.cargo import ELIFS, HANNAS, IVOS, JUDITS, MACHINES, PEBBLE, Hash
from simulator.cast import IVO, KLARA_JOINS, LARS_ASKS
from simulator.demo_story import demo
from simulator.stack.plan import FLIGHT_PLAN
from tests.wire.flying import Flown

type Json = Mapping[str, Any]

PEBBLES = {machine.serial for machine in PEBBLE.machines}


def test_every_device_ends_where_the_story_says(flown: Flown) -> None:
    ends = {each["serial"]: each["stage"] for each in flown.report["devices"]}

    assert ends == {serial: stage for serial, stage in demo().ends.items() if stage}
    assert len(ends) >= 12
    assert flown.code == 0


def test_the_tenant_was_set_up_from_nothing_as_the_flight_plan_says(flown: Flown) -> None:
    set_up = flown.report["set_up"]

    assert set(set_up["objects"].values()) == {"created", "changed"}
    assert len(set_up["objects"]) == len(flightplan.load_setup(FLIGHT_PLAN).tenant.objects)
    assert set_up["pending"] == 0
    assert "a second look found nothing to do" in flown.said


def test_a_device_with_a_hash_of_its_own_is_imported_exactly_once(flown: Flown) -> None:
    imported = Counter(
        line["serialNumber"]
        for post in flown.posts("/import")
        for line in post["body"]["importedWindowsAutopilotDeviceIdentities"]
    )

    wanted = [each for each in MACHINES if each.hash is Hash.OWN and not each.registered]
    assert imported == {each.serial: 1 for each in wanted}


def test_an_import_whose_answer_was_lost_is_not_repeated(flown: Flown) -> None:
    (lost,) = (line for line in flown.trace if line.get("lost"))

    assert lost["url"].endswith("/import")
    assert flown.report["graph"]["writes"] < 60


def test_nobody_is_assigned_twice_to_one_device(flown: Flown) -> None:
    assigned = Counter(
        (post["url"], post["body"]["userPrincipalName"])
        for post in flown.posts("/assignUserToDevice")
    )

    assert set(assigned.values()) == {1}
    assert len(assigned) == 11


def test_what_graph_throttled_was_done_later(flown: Flown) -> None:
    throttled = [line for line in flown.trace if line["status"] == 429]

    assert len(throttled) == flown.report["graph"]["throttled"] == 2
    done = [(line["method"], line["url"]) for line in flown.trace if line["status"] < 300]
    for line in throttled:
        assert (line["method"], line["url"]) in done


def test_nothing_was_sent_into_a_window_that_graph_had_closed(flown: Flown) -> None:
    assert flown.report["graph"]["into_closed_window"] == 0


def test_a_device_that_nobody_registered_is_prepared(flown: Flown) -> None:
    entries = [entry["what"] for entry in flown.device(JUDITS.serial)["timeline"]]

    assert "Intune lists its identifier." in entries
    assert not [
        line for line in flown.trace if JUDITS.serial in line["url"] and "imported" in line["url"]
    ]


def test_messages_came_twice_and_nothing_was_lost(flown: Flown) -> None:
    messages = flown.report["messages"]

    assert messages["delivered"] - messages["completed"] >= 2
    assert messages["dead_lettered"] == 0


def test_a_person_may_be_announced_before_the_device(flown: Flown) -> None:
    paired = flown.moment(IVOS.serial, "Paired: same order reference.")

    assert paired - flown.moment(IVOS.serial, "Announced") < timedelta(minutes=5)


def test_a_person_may_be_announced_after_the_device(flown: Flown) -> None:
    paired = flown.moment(HANNAS.serial, "Paired: same order reference.")

    assert paired - flown.moment(HANNAS.serial, "Announced") >= timedelta(minutes=10)


def test_a_person_without_an_account_is_waited_for(flown: Flown) -> None:
    asked = [line["status"] for line in flown.trace if f"/users/{IVO.upn}" in line["url"]]

    assert asked[0] == 404
    assert 200 in asked


def test_a_signed_webhook_that_names_a_number_alone_becomes_a_hire(flown: Flown) -> None:
    (hire,) = (
        each for each in flown.report["hires"] if each["employee_id"] == KLARA_JOINS.employee_id
    )

    assert (hire["person"], hire["persona"]) == (KLARA_JOINS.colleague.upn, "office")
    assert hire["device"] in PEBBLES


def test_a_request_that_the_manager_approved_is_answered_from_stock(flown: Flown) -> None:
    (request,) = flown.report["requests"]

    assert (request["person"], request["state"]) == (LARS_ASKS.colleague.upn, "delivered")
    assert flown.device(request["device"])["paired_by"] == "oldest in stock"
    assert request["device"] in PEBBLES


def test_what_was_announced_by_edi_has_its_order(flown: Flown) -> None:
    devices = [flown.device(serial) for serial in PEBBLES]

    assert {device["order_reference"] for device in devices} == {PEBBLE.order_reference}


def test_a_line_without_a_hash_waits_for_its_maker(flown: Flown) -> None:
    seen = flown.moment(ELIFS.serial, "Seen in Autopilot.")

    assert seen - flown.moment(ELIFS.serial, "No hardware hash") >= timedelta(minutes=8)


def test_a_hash_of_another_machine_is_refused_and_never_reaches_graph(flown: Flown) -> None:
    (refused,) = flown.report["refused"]

    assert refused["serial"] == "7HK2QX7"
    assert "7HK2QX7 refused: The line says 7HK2QX7" in flown.said
    assert not [line for line in flown.trace if "7HK2QX7" in json.dumps(line)]


def test_a_device_of_another_tenant_is_parked_with_a_remedy(flown: Flown) -> None:
    (parked,) = flown.report["parked"]

    assert (parked["serial"], parked["code"]) == ("PF4S9C2A", "owned-by-other-tenant")
    assert parked["remedy"].startswith("Ask the supplier or the previous owner")
    assert "Ask the supplier or the previous owner" in " ".join(flown.said.split())


def test_the_report_and_the_trace_have_their_shape(flown: Flown) -> None:
    assert {
        "devices",
        "hires",
        "requests",
        "parked",
        "graph",
        "messages",
        "seconds",
    } <= flown.report.keys()
    assert flown.report["graph"].keys() == {
        "requests",
        "requests_per_device",
        "round_trips",
        "writes",
        "throttled",
        "into_closed_window",
    }
    # A batch is an exchange of its own, and no request.
    requests = [line for line in flown.trace if not line["url"].endswith("/$batch")]
    set_up = flown.report["set_up"]
    assert flown.report["graph"]["requests"] + set_up["graph"]["requests"] == len(requests)
    assert {"serial", "stage", "person", "waiting_for", "timeline"} <= flown.device(
        IVOS.serial
    ).keys()
    assert {"at", "method", "url", "body", "status", "request_id"} <= flown.trace[0].keys()


def test_no_trace_gives_a_hardware_hash_away(flown: Flown) -> None:
    hashes = [
        line["hardwareIdentifier"]
        for post in flown.posts("/import")
        for line in post["body"]["importedWindowsAutopilotDeviceIdentities"]
    ]

    assert all(re.fullmatch("sha256:[0-9a-f]{64}", each) for each in hashes)


def test_a_pipe_gets_plain_lines_and_a_summary(flown: Flown) -> None:
    assert "\x1b" not in flown.said
    assert re.search(r"\d\d:\d\d  7HK2QX3 +registered +amina\.okafor@contoso\.com", flown.said)
    assert re.search(
        r"15 devices: 12 deployed, 2 ready in stock, 1 parked; 1 line refused; "
        r"\d+ Graph requests \([\d.]+ a device; \d+ exchanges, \d+ writes, 2 throttled\) "
        r"in [\d.]+ s "
        r"\(= \d h \d\d min of the story\)\.\n",
        flown.said,
    )
