"""What holds a secret shows none of it, whatever prints it: a trace, a log, a debugger."""

from datetime import timedelta

from shared.config import read, read_graph, read_telemetry
from shared.domain.calls import Answered, Call
from shared.domain.errors import Unavailable
from shared.runtime.secrets import Secrets

SECRET = "s3cr3t-of-nobody"  # noqa: S105  of a test
BUS = f"Endpoint=sb://x.servicebus.windows.net/;SharedAccessKey={SECRET}"
STORE = f"DefaultEndpointsProtocol=https;AccountName=x;AccountKey={SECRET}"


def shown(value: object) -> str:
    return f"{value!r} {value!s} {value}"


def test_settings_show_no_connection_string() -> None:
    settings = read({"SERVICE_BUS": BUS, "STATE_URL": STORE, "GROUNDCREW_KEY": SECRET})

    assert SECRET not in shown(settings)


def test_settings_show_no_access_token() -> None:
    settings = read_graph({"GRAPH_TOKEN": SECRET})

    assert SECRET not in shown(settings)


def test_where_telemetry_goes_is_not_shown() -> None:
    settings = read_telemetry({"APPLICATIONINSIGHTS_CONNECTION_STRING": SECRET})

    assert SECRET not in shown(settings)


def test_secrets_show_nothing() -> None:
    assert shown(Secrets({"K": SECRET})) == "Secrets() Secrets() Secrets()"


def test_a_call_and_its_answer_show_neither_address_nor_headers_nor_body() -> None:
    headers = {"authorization": SECRET}
    call = Call(method="GET", url=f"https://x/{SECRET}", headers=headers, body=SECRET.encode())
    answer = Answered(status=200, headers=headers, body=SECRET.encode())

    assert SECRET not in shown(call) + shown(answer)


def test_an_error_shows_its_own_sentence_alone() -> None:
    assert shown(Unavailable("x gave no answer.", after=timedelta(seconds=1))).count("x gave") == 3
