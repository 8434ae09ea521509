"""What the host reads before it serves: the app, host.json, settings and keys."""

import sys
from pathlib import Path

import pytest

from simulator.host import FunctionsHost, HostError
from simulator.host.keys import read_keys
from simulator.host.settings import read_settings
from tests.wire.hosting import SAMPLE, SETTINGS, a_host, an_app

APP = """
import os
import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route("colour")
async def colour(req: func.HttpRequest) -> str:
    return os.environ.get("COLOUR", "none")
"""


async def test_the_functions_of_the_app_are_known_by_name() -> None:
    async with a_host() as hosted:
        names = {function.name for function in hosted.host.functions}

    assert names == {"echo", "anybody", "tower", "reset", "crash", "wait", "tick"}


async def test_a_function_reads_its_settings_from_the_environment(tmp_path: Path) -> None:
    async with a_host(an_app(tmp_path, APP), {"COLOUR": "amber"}) as hosted:
        answer = await hosted.ask("GET", "/api/colour")

    assert answer.body == b"amber"


async def test_settings_are_gone_when_the_host_has_left(tmp_path: Path) -> None:
    app = an_app(tmp_path, APP)
    async with a_host(app, {"COLOUR": "amber"}):
        pass

    async with a_host(app) as hosted:
        answer = await hosted.ask("GET", "/api/colour")

    assert answer.body == b"none"


async def test_the_route_prefix_comes_from_host_json(tmp_path: Path) -> None:
    app = an_app(tmp_path, APP, '{"extensions": {"http": {"routePrefix": ""}}}')

    async with a_host(app) as hosted:
        answer = await hosted.ask("GET", "/colour")

    assert answer.status == 200


async def test_an_import_error_is_told_as_it_is(tmp_path: Path) -> None:
    app = an_app(tmp_path, "import lost_luggage\n")

    with pytest.raises(HostError, match="No module named 'lost_luggage'") as failure:
        await FunctionsHost(app, {}).__aenter__()

    assert "function_app.py" in failure.value.trace
    assert str(tmp_path) not in sys.path


async def test_what_an_app_raises_on_import_is_told_as_it_is(tmp_path: Path) -> None:
    app = an_app(tmp_path, "raise ValueError('no fuel')\n")

    with pytest.raises(HostError, match=r"^ValueError: no fuel$"):
        await FunctionsHost(app, {}).__aenter__()


async def test_a_folder_without_an_app_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(HostError, match=r"^There is no function_app\.py in "):
        await FunctionsHost(tmp_path, {}).__aenter__()


@pytest.mark.parametrize(
    ("host_json", "sentence"),
    [
        ("{", "host.json is not valid JSON: Expecting property name enclosed"),
        ("[]", "host.json must hold a JSON object."),
        ('{"extensions": 1}', "host.json: extensions must be an object."),
        (
            '{"extensions": {"serviceBus": {"maxConcurrentCalls": 0}}}',
            "host.json: maxConcurrentCalls must be a whole number from 1.",
        ),
        ('{"functionTimeout": "soon"}', "host.json: functionTimeout must be a duration like"),
    ],
)
async def test_a_wrong_host_json_is_a_sentence(
    tmp_path: Path, host_json: str, sentence: str
) -> None:
    app = an_app(tmp_path, APP, host_json)

    with pytest.raises(HostError) as failure:
        await FunctionsHost(app, {}).__aenter__()

    assert str(failure.value).startswith(sentence)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("QUEUE", "queueName of take wants the setting QUEUE, which is not there."),
        ("BUS", "The Service Bus connection BUS wants a setting BUS or BUS__fully"),
    ],
)
async def test_a_missing_setting_is_a_sentence(missing: str, sentence: str) -> None:
    settings = SETTINGS | {"AzureWebJobs.take.Disabled": "false"}
    settings.pop(missing)

    with pytest.raises(HostError) as failure:
        await FunctionsHost(SAMPLE, settings).__aenter__()

    assert str(failure.value).startswith(sentence)


def test_settings_are_read_from_a_local_settings_file(tmp_path: Path) -> None:
    path = tmp_path / "local.settings.json"
    path.write_text('{"IsEncrypted": false, "Values": {"COLOUR": "amber"}}')

    assert read_settings(path) == {"COLOUR": "amber"}


def test_a_setting_that_is_no_string_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "local.settings.json"
    path.write_text('{"Values": {"COUNT": 3}}')

    with pytest.raises(HostError, match="the value of COUNT must be a string"):
        read_settings(path)


def test_keys_are_read_as_the_azure_cli_prints_them(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text('{"masterKey": "m", "functionKeys": {"default": "d"}, "systemKeys": {}}')

    keys = read_keys(path)

    assert (keys.master, keys.default) == ("m", "d")
