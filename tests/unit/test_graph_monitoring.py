"""What of enrolled devices and events only a made-up Graph can show.

That filters are ignored without a word: observed by others, microsoft-graph-docs issue 19890.
"""

import pytest

from shared.domain.errors import Unavailable
from tests.contract.tenants import found
from tests.graph_answers import Adapters, Graph, batched, told

ROOT = "https://graph.microsoft.com/v1.0/deviceManagement/managedDevices"


def a_device(serial: str, year: int = 2026) -> dict[str, object]:
    return {
        "id": f"{serial}-{year}",
        "serialNumber": serial,
        "enrolledDateTime": f"{year}-03-02T08:00:00.1234567Z",
    }


def a_page(*devices: dict[str, object], more: bool = False) -> dict[str, object]:
    page: dict[str, object] = {"value": list(devices)}
    return page | {"@odata.nextLink": f"{ROOT}?$skiptoken=1"} if more else page


async def test_the_device_that_enrolled_last_counts() -> None:
    page = a_page(a_device("SN-1", 2025), a_device("sn-1", 2026), a_device("SN-1", 2024))

    told_of = await Adapters(Graph(told(200, page))).monitoring.managed_devices(["SN-1"])

    assert found(told_of, "SN-1").id == "sn-1-2026"


async def test_former_lives_on_a_second_page_are_read_too() -> None:
    graph = Graph(
        told(200, a_page(a_device("SN-1", 2025), more=True)),
        told(200, a_page(a_device("SN-1", 2026))),
    )

    told_of = await Adapters(graph).monitoring.managed_devices(["SN-1"])

    assert found(told_of, "SN-1").id == "SN-1-2026"


async def test_what_an_ignored_filter_shows_on_its_first_page_is_enough() -> None:
    everything = a_page(a_device("SN-1"), a_device("SN-2"), more=True)
    answer = {"status": 200, "body": everything}
    graph = Graph(batched(answer, answer))

    told_of = await Adapters(graph).monitoring.managed_devices(["SN-1", "SN-2"])

    assert [found(told_of, each).serial for each in ("SN-1", "SN-2")] == ["SN-1", "SN-2"]
    assert len(graph.asked) == 1


async def test_where_filters_are_ignored_the_list_is_read_once_and_no_further_than_needed() -> None:
    answer = {"status": 200, "body": a_page(a_device("OTHER-1"), more=True)}
    graph = Graph(
        batched(answer, answer),
        told(200, a_page(a_device("OTHER-1"), more=True)),
        told(200, a_page(a_device("SN-1"), a_device("SN-2"), more=True)),
    )

    told_of = await Adapters(graph).monitoring.managed_devices(["SN-1", "SN-2"])

    assert set(told_of) == {"SN-1", "SN-2"}
    assert len(graph.asked) == 3


async def test_a_list_that_breaks_off_is_told_of_those_who_were_not_found() -> None:
    answer = {"status": 200, "body": a_page(a_device("OTHER-1"), more=True)}
    graph = Graph(
        batched(answer, answer),
        told(200, a_page(a_device("SN-1"), more=True)),
        told(503, {}),
    )

    told_of = await Adapters(graph).monitoring.managed_devices(["SN-1", "SN-2"])

    assert found(told_of, "SN-1").serial == "SN-1"
    assert isinstance(told_of["SN-2"], Unavailable)


@pytest.mark.parametrize("began", [None, "soon", "2026-03-02T08:00:00"])
async def test_an_event_without_a_time_is_read_all_the_same(began: str | None) -> None:
    event = {"id": "e", "deviceSerialNumber": "SN-1", "deploymentStartDateTime": began}
    graph = Graph(told(200, {"value": [event]}))

    events = await Adapters(graph).monitoring.events(["SN-1"], 1)

    (read,) = events.of["SN-1"]
    assert read.started_at.tzinfo is not None
    assert read.ended_at is None


async def test_only_what_set_up_waited_for_counts_as_failed() -> None:
    details = [
        {"displayName": name, "complianceStatus": status, "trackedOnEnrollmentStatus": tracked}
        for name, status, tracked in (
            ("VPN", "error", True),
            ("Notes", "error", False),
            ("Office", "installed", True),
            ("Baseline", "notInstalled", True),
        )
    ]
    graph = Graph(told(200, {"value": details}))

    items = await Adapters(graph).monitoring.failed_items("e/1")

    assert [item.name for item in items] == ["VPN"]
    assert graph.asked[0].url.raw_path.endswith(b"/autopilotEvents/e%2F1/policyStatusDetails")
