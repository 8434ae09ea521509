"""Reading the settings, and naming the one that is missing or wrong."""

from datetime import UTC, datetime

import pytest

from shared.clock import FastClock, WallClock
from shared.config import read, read_clock
from shared.domain.errors import Misconfigured

LEAST = {"SERVICE_BUS": "Endpoint=sb://127.0.0.1;", "STATE_URL": "sqlite:///state.db"}


def test_two_settings_are_enough() -> None:
    settings = read(LEAST)

    assert settings.service_bus == "Endpoint=sb://127.0.0.1;"
    assert settings.state_url == "sqlite:///state.db"
    assert settings.graph_base_url == "https://graph.microsoft.com"
    assert settings.flight_plan == "flightplan.yaml"
    assert isinstance(settings.clock, WallClock)
    assert not settings.in_azure


def test_every_setting_arrives() -> None:
    settings = read(
        {
            "SERVICE_BUS__fullyQualifiedNamespace": "contoso.servicebus.windows.net",
            "STATE_URL": "https://contoso.table.core.windows.net",
            "GRAPH_BASE_URL": "https://graph.microsoft.us/",
            "AZURE_CLIENT_ID": "client",
            "FLIGHT_PLAN": "plans/office.yaml",
            "CLOCK": "2026-01-01T08:00:00+00:00*60",
            "IDENTITY_ENDPOINT": "http://127.0.0.1/msi",
        }
    )

    assert settings.service_bus_namespace == "contoso.servicebus.windows.net"
    assert settings.graph_base_url == "https://graph.microsoft.us"
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
