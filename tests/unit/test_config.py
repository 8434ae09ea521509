"""Reading the settings, and naming the one that is missing or wrong."""

from datetime import UTC, datetime

import pytest

from shared.clock import FastClock, WallClock
from shared.config import read, read_clock, read_graph
from shared.domain.errors import Misconfigured

LEAST = {"SERVICE_BUS": "Endpoint=sb://127.0.0.1;", "STATE_URL": "sqlite:///state.db"}


def test_two_settings_are_enough() -> None:
    settings = read(LEAST)

    assert settings.service_bus == "Endpoint=sb://127.0.0.1;"
    assert settings.state_url == "sqlite:///state.db"
    assert settings.graph_base_url == "https://graph.microsoft.com"
    assert settings.flight_plan == "flightplan.yaml"
    assert settings.authority == "https://login.microsoftonline.com"
    assert settings.max_instances == 1
    assert isinstance(settings.clock, WallClock)
    assert not settings.in_azure


def test_every_setting_arrives() -> None:
    settings = read(
        {
            "SERVICE_BUS__fullyQualifiedNamespace": "contoso.servicebus.windows.net",
            "STATE_URL": "https://contoso.table.core.windows.net",
            "GRAPH_BASE_URL": "https://graph.microsoft.us/",
            "MAX_INSTANCES": "4",
            "AZURE_CLIENT_ID": "client",
            "FLIGHT_PLAN": "plans/office.yaml",
            "CLOCK": "2026-01-01T08:00:00+00:00*60",
            "IDENTITY_ENDPOINT": "http://127.0.0.1/msi",
        }
    )

    assert settings.service_bus_namespace == "contoso.servicebus.windows.net"
    assert settings.graph_base_url == "https://graph.microsoft.us"
    assert settings.authority == "https://login.microsoftonline.us"
    assert settings.max_instances == 4
    assert settings.azure_client_id == "client"
    assert settings.flight_plan == "plans/office.yaml"
    assert settings.clock == FastClock(datetime(2026, 1, 1, 8, tzinfo=UTC), 60.0)
    assert settings.in_azure


@pytest.mark.parametrize("name", ["SERVICE_BUS", "STATE_URL"])
@pytest.mark.parametrize("blank", [True, False])
def test_a_missing_setting_is_named(name: str, *, blank: bool) -> None:
    values = {key: value for key, value in LEAST.items() if key != name}

    with pytest.raises(Misconfigured) as caught:
        read({**values, name: ""} if blank else values)

    assert caught.value.reason.sentence == f"The setting {name} is missing."
    assert caught.value.reason.remedy.startswith(f"Set {name} to ")


@pytest.mark.parametrize(
    "text",
    [
        "now",
        "2026-01-01",
        "2026-01-01T08:00:00+00:00*fast",
        "*60",
        "2026-01-01T08:00:00*60",
        "a*b*c",
        "2026-01-01T08:00:00Z*nan",
        "2026-01-01T08:00:00Z*1e300",
    ],
)
def test_a_clock_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(Misconfigured, match="CLOCK"):
        read({**LEAST, "CLOCK": text})


def test_no_clock_is_the_real_time() -> None:
    assert WallClock().now().tzinfo is UTC
    assert isinstance(read_clock(""), WallClock)


def test_a_fast_clock_runs_ahead_of_its_origin() -> None:
    origin = datetime.fromisoformat("2020-01-01T00:00:00+00:00")

    passed = FastClock(origin, 2.0).now() - origin

    assert passed > (WallClock().now() - origin) * 1.9


@pytest.mark.parametrize(
    ("root", "authority"),
    [
        ("https://graph.microsoft.com", "https://login.microsoftonline.com"),
        ("https://graph.microsoft.us", "https://login.microsoftonline.us"),
        ("https://dod-graph.microsoft.us", "https://login.microsoftonline.us"),
        ("https://microsoftgraph.chinacloudapi.cn", "https://login.chinacloudapi.cn"),
        ("http://127.0.0.1:7071", "https://login.microsoftonline.com"),
        ("http://localhost:7071", "https://login.microsoftonline.com"),
    ],
)
def test_every_cloud_signs_in_at_its_own_authority(root: str, authority: str) -> None:
    assert read({**LEAST, "GRAPH_BASE_URL": root}).authority == authority


@pytest.mark.parametrize(
    "root",
    [
        "http://graph.microsoft.com",
        "https://graph.microsoft.com/v1.0",
        "https://user:word@graph.microsoft.com",
        "https://graph.microsoft.com.contoso.example",
        "https://graph.microsoft.de",
        "http://user:word@127.0.0.1",
        "http://127.0.0.1/v1.0",
        "http://[127.0.0.1",
        "graph.microsoft.com",
        "",
    ],
)
def test_a_root_of_no_cloud_is_answered_with_the_four_that_there_are(root: str) -> None:
    with pytest.raises(Misconfigured, match="GRAPH_BASE_URL") as caught:
        read({**LEAST, "GRAPH_BASE_URL": root})

    assert caught.value.reason.remedy.count("https://") == 4


@pytest.mark.parametrize("text", ["0", "-1", "two", "1.5", "", "²"])
def test_a_number_of_instances_that_is_none_is_named(text: str) -> None:
    with pytest.raises(Misconfigured, match="MAX_INSTANCES"):
        read({**LEAST, "MAX_INSTANCES": text})


def test_asking_graph_takes_neither_queue_nor_store() -> None:
    settings = read_graph({"GRAPH_BASE_URL": "https://graph.microsoft.us"})

    assert settings.authority == "https://login.microsoftonline.us"


@pytest.mark.parametrize(
    ("root", "authority"),
    [
        ("http://127.0.0.1:8080", "https://localhost:8443"),
        ("https://graph.microsoft.com", "https://login.microsoftonline.com"),
    ],
)
def test_people_sign_in_elsewhere_in_a_simulated_cloud_alone(root: str, authority: str) -> None:
    said = {"GRAPH_BASE_URL": root, "AZURE_AUTHORITY_HOST": "https://localhost:8443/"}

    assert read_graph(said).authority == authority
