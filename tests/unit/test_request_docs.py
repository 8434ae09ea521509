"""What docs/requests.md shows can be sent as it stands, and its schema is the model's."""

import json
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from handlers import request_inquiry, request_intake
from shared.domain.request import RequestState
from shared.intake.request_data import RequestData
from shared.runtime.http import Reply, Request
from simulator.world import KEY, World
from tests.journeys import ADELE
from tests.requesting import MINUTE, a_requesting_world, answered

ROOT = Path(request_inquiry.__file__).parents[1]
DOCUMENT = ROOT / "docs" / "requests.md"
SCHEMAS = ROOT / "docs" / "schemas"
ROUTES = {
    ("POST", r"/api/requests"): request_intake.receive_request,
    ("POST", r"/api/requests/(?P<id>[^/]+)/(?P<decision>\w+)"): request_intake.decide_request,
    ("GET", r"/api/requests"): request_inquiry.list_requests,
    ("GET", r"/api/requests/(?P<id>[^/]+)"): request_inquiry.show_request,
}


def example() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SCHEMAS / "request.example.json").read_text("utf-8"))
    return content


def commands() -> list[list[str]]:
    """The calls of curl in the document."""
    lines = DOCUMENT.read_text("utf-8").splitlines()
    return [shlex.split(line) for line in lines if line.startswith("curl ")]


async def called(command: list[str], world: World) -> Reply:
    """Do in process what a call of curl does."""
    headers: dict[str, str] = {}
    method, body, address = "GET", b"", ""
    rest = iter(command[1:])
    for word in rest:
        match word:
            case "-X":
                method = next(rest)
            case "-H":
                name, _, value = next(rest).partition(": ")
                headers[name.lower()] = value.replace("$KEY", KEY)
            case "--data" | "--data-binary":
                said = next(rest)
                body = (ROOT / said[1:]).read_bytes() if said[0] == "@" else said.encode()
            case _:
                address = word.removeprefix("$URL")
    url = urlsplit(address)
    for (verb, path), answer in ROUTES.items():
        if verb == method and (found := re.fullmatch(path, url.path)):
            request = Request(
                headers=headers,
                query=dict(parse_qsl(url.query)),
                route=found.groupdict(),
                body=body,
            )
            return await answered(answer, request, world.services)
    raise AssertionError(f"no route answers {method} {url.path}")


async def test_every_example_can_be_sent_as_it_stands() -> None:
    world = a_requesting_world()
    replies: list[Reply] = []
    for command in commands():
        replies.append(await called(command, world))
        await world.settle(MINUTE)

    assert [reply.status for reply in replies] == [202, 200, 200, 202, 202, 200]
    (item,) = json.loads(replies[-1].body)["items"]
    assert (item["id"], item["state"]) == ("RITM0010042", RequestState.CANCELLED)
    assert [word["event"] for word in item["history"]] == ["asked", "ordered", "cancelled"]


def test_the_schema_is_the_model_s() -> None:
    schema = json.loads((SCHEMAS / "request.schema.json").read_text("utf-8"))

    assert schema == RequestData.model_json_schema()


def test_the_example_says_every_field_but_the_order() -> None:
    assert {*example()} == {*RequestData.model_fields} - {"employee_id", "order_reference"}
    assert RequestData.model_validate(example() | {"persona": ""}).person != ADELE


def test_every_field_and_every_state_is_told() -> None:
    text = DOCUMENT.read_text("utf-8")

    assert [name for name in RequestData.model_fields if f"| `{name}` |" not in text] == []
    assert [state for state in RequestState if f"| `{state}` |" not in text] == []


def test_every_code_that_the_intake_of_requests_refuses_with_is_told() -> None:
    sources = ("handlers/request_intake.py", "shared/intake/requests.py")
    text = "".join((ROOT / source).read_text("utf-8") for source in sources)
    codes = re.findall(r'^ +"([a-z]+(?:-[a-z]+)+)",$', text, re.MULTILINE)

    assert len(codes) > 5
    assert [code for code in codes if f"`{code}`" not in DOCUMENT.read_text("utf-8")] == []
