"""The settings: the only place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.clock import FastClock, WallClock
from shared.domain.clouds import PUBLIC, authority_of, is_loopback
from shared.domain.errors import Misconfigured, Reason
from shared.runtime.secrets import Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """What anybody is told who asks Graph: all that the commands of a tenant's set-up need.

    *in_azure* says that the platform offers a managed identity; without one,
    *authority* is where people sign in.  *graph_token* is somebody's access
    token, which the command line alone may use.
    """

    graph_base_url: str
    azure_client_id: str
    flight_plan: str
    authority: str
    clock: WallClock | FastClock
    in_azure: bool = False
    graph_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(GraphSettings):
    """Everything the app is told from outside.

    *service_bus* is a connection string; when it is blank, *service_bus_namespace*
    (``NAME.servicebus.windows.net``) is reached with the app's identity.
    *max_instances* is how many processes may ask Graph at once.  *secrets* are
    those that the flight plan names.  What may hold a key is never shown.
    """

    service_bus: str = field(repr=False)
    service_bus_namespace: str
    state_url: str = field(repr=False)
    max_instances: int = 1
    secrets: Secrets = field(default_factory=lambda: Secrets({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class TelemetrySettings:
    """Where traces and metrics go, if anywhere.

    *otlp* is said to be set; its address and all else of it are OpenTelemetry's to read.
    """

    otlp: bool = False
    application_insights: str = field(default="", repr=False)


def from_environment() -> Settings:
    """Read the process's own environment."""
    return read(os.environ)  # noqa: TID251  this is the one place


def read(values: Mapping[str, str]) -> Settings:
    """Read settings, or say which one is missing or wrong (``Misconfigured``)."""
    service_bus = values.get("SERVICE_BUS", "")
    namespace = values.get("SERVICE_BUS__fullyQualifiedNamespace", "")
    if not service_bus and not namespace:
        raise _missing("SERVICE_BUS", "a Service Bus connection string")
    if not values.get("STATE_URL"):
        raise _missing("STATE_URL", "https://ACCOUNT.table.core.windows.net or sqlite:///PATH")
    graph = read_graph(values)
    return Settings(
        service_bus=service_bus,
        service_bus_namespace=namespace,
        state_url=values["STATE_URL"],
        graph_base_url=graph.graph_base_url,
        authority=graph.authority,
        max_instances=read_count("MAX_INSTANCES", values.get("MAX_INSTANCES", "1")),
        azure_client_id=graph.azure_client_id,
        flight_plan=graph.flight_plan,
        clock=graph.clock,
        in_azure=graph.in_azure,
        secrets=Secrets(values),
    )


def telemetry_from_environment() -> TelemetrySettings:
    """Read from the process's own environment where traces and metrics go."""
    return read_telemetry(os.environ)  # noqa: TID251  this is the one place


def read_telemetry(values: Mapping[str, str]) -> TelemetrySettings:
    """Read where traces and metrics go."""
    return TelemetrySettings(
        otlp=bool(values.get("OTEL_EXPORTER_OTLP_ENDPOINT", "").strip()),
        application_insights=values.get("APPLICATIONINSIGHTS_CONNECTION_STRING", "").strip(),
    )


def graph_from_environment() -> GraphSettings:
    """Read from the process's own environment what asking Graph takes."""
    return read_graph(os.environ)  # noqa: TID251  this is the one place


def read_graph(values: Mapping[str, str]) -> GraphSettings:
    """Read what asking Graph takes, or say what is wrong (``Misconfigured``)."""
    root = values.get("GRAPH_BASE_URL", PUBLIC).rstrip("/")
    return GraphSettings(
        graph_base_url=root,
        authority=_authority(root, values.get("AZURE_AUTHORITY_HOST", "")),
        azure_client_id=values.get("AZURE_CLIENT_ID", ""),
        flight_plan=values.get("FLIGHT_PLAN", "flightplan.yaml"),
        clock=read_clock(values.get("CLOCK", "")),
        in_azure=bool(values.get("IDENTITY_ENDPOINT")),
        graph_token=values.get("GRAPH_TOKEN", "").strip(),
    )


def _authority(root: str, said: str) -> str:
    """Find where people sign in: where the cloud of *root* has them, or simulated, where *said*."""
    usual = authority_of(root)
    return said.rstrip("/") if is_loopback(root) and is_loopback(said) else usual


def read_clock(text: str) -> WallClock | FastClock:
    """Read ``ORIGIN*SPEED`` (ISO 8601 with zone, times as fast); blank is the real time."""
    if not text:
        return WallClock()
    try:
        origin, speed = text.split("*")
        clock = FastClock(origin=datetime.fromisoformat(origin), speed=float(speed))
        clock.now()  # neither a time without a zone nor an endless speed tells the time
    except (ValueError, TypeError, OverflowError) as error:
        raise Misconfigured(
            Reason(
                code="setting-wrong",
                sentence=f"The setting CLOCK reads {text!r}, which is not ORIGIN*SPEED.",
                remedy="Leave CLOCK unset, or write for example 2026-01-01T08:00:00+00:00*60.",
            )
        ) from error
    return clock


def read_count(name: str, text: str) -> int:
    """Read a whole number from 1 on."""
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise Misconfigured(
            Reason(
                code="setting-wrong",
                sentence=f"The setting {name} reads {text!r}, which is no number from 1 on.",
                remedy=f"Leave {name} unset, or write for example 4.",
            )
        )
    return int(text)


def _missing(name: str, form: str) -> Misconfigured:
    return Misconfigured(
        Reason(
            code="setting-missing",
            sentence=f"The setting {name} is missing.",
            remedy=f"Set {name} to {form}, as docs/settings.md describes.",
        )
    )
