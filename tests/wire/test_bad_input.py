"""What strangers may throw at the app, over real HTTP."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.wire.command_line import UpAndRunning

HR = "/api/hr/groundcrew"
PROCUREMENT = "/api/procurement/groundcrew"
EVENT = "application/cloudevents+json"


@pytest.fixture
async def http(groundcrew: UpAndRunning) -> AsyncIterator[httpx.AsyncClient]:
    key = groundcrew.address.key
    headers = {"x-functions-key": key, "x-groundcrew-key": key}
    url = groundcrew.address.url
    async with httpx.AsyncClient(
        base_url=url, headers=headers, timeout=60, trust_env=False
    ) as client:
        yield client


async def refused(http: httpx.AsyncClient, body: bytes, kind: str, route: str = HR) -> str:
    """Post something and tell what the app has against it; it must be a proper problem."""
    answer = await http.post(route, content=body, headers={"Content-Type": kind})
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["detail"]
    return f"{answer.status_code} {problem['code']}"


async def test_ten_megabytes_are_too_much_for_a_hire(http: httpx.AsyncClient) -> None:
    assert await refused(http, b" " * 10_000_000, EVENT) == "413 body-too-large"


async def test_the_app_answers_on_after_ten_megabytes(http: httpx.AsyncClient) -> None:
    await http.post(HR, content=b"x" * 10_000_000, headers={"Content-Type": EVENT})

    assert (await http.get("/api/devices")).status_code == 200


async def test_another_content_type_is_told_which_ones_there_are(http: httpx.AsyncClient) -> None:
    assert await refused(http, b"<hire/>", "text/xml") == "415 content-type-unknown"


async def test_no_content_type_is_a_wrong_one(http: httpx.AsyncClient) -> None:
    assert await refused(http, b"{}", "") == "415 content-type-unknown"


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"a": NaN}', b"\xff\xfe{", b"[" * 100_000, b'"' + b"9" * 10, b"{} {}"],
    ids=["cut off", "not a number", "not UTF-8", "too deep", "unended", "two"],
)
async def test_malformed_json_is_a_problem(http: httpx.AsyncClient, body: bytes) -> None:
    assert (await refused(http, body, EVENT)).startswith("400 ")


@pytest.mark.parametrize("body", [b"null", b"3", b'"hire"', b"true"])
async def test_json_that_is_no_event_is_a_problem(http: httpx.AsyncClient, body: bytes) -> None:
    assert (await refused(http, body, EVENT)).endswith("not-an-event")


async def test_an_empty_body_is_a_problem(http: httpx.AsyncClient) -> None:
    assert await refused(http, b"", EVENT) == "400 body-empty"


async def test_a_file_without_its_columns_is_a_problem(http: httpx.AsyncClient) -> None:
    said = await refused(http, b"a,b\n1,2\n", "text/csv", PROCUREMENT)

    assert said.startswith("4")


async def test_a_source_that_nobody_knows_is_not_found(http: httpx.AsyncClient) -> None:
    assert await refused(http, b"{}", EVENT, "/api/hr/nobody") == "404 source-unknown"


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "ten", "1e3", "٣", "9" * 50])
async def test_a_limit_out_of_bounds_is_a_problem(http: httpx.AsyncClient, limit: str) -> None:
    answer = await http.get("/api/devices", params={"limit": limit})

    assert (answer.status_code, answer.json()["code"]) == (400, "limit-wrong")


async def test_a_continuation_that_nobody_gave_out_is_a_problem(http: httpx.AsyncClient) -> None:
    answer = await http.get("/api/devices", params={"continuation": "../../etc/passwd"})

    assert (answer.status_code, answer.json()["code"]) == (400, "continuation-unreadable")


@pytest.mark.parametrize("path", ["/api/devices", "/api/hires", "/api/parked"])
async def test_nothing_is_told_without_the_key(groundcrew: UpAndRunning, path: str) -> None:
    async with httpx.AsyncClient(base_url=groundcrew.address.url, trust_env=False) as stranger:
        missing = await stranger.get(path)
        wrong = await stranger.get(path, headers={"x-functions-key": "wrong"})

    assert (missing.status_code, wrong.status_code) == (401, 401)
    assert missing.content == wrong.content == b""


@pytest.mark.parametrize("route", [HR, PROCUREMENT])
async def test_a_sender_that_is_not_recognised_learns_nothing(
    groundcrew: UpAndRunning, route: str
) -> None:
    async with httpx.AsyncClient(base_url=groundcrew.address.url, trust_env=False) as stranger:
        missing = await stranger.post(route, content=b"{")
        wrong = await stranger.post(route, headers={"x-groundcrew-key": "wrong"})
        platform = {"x-functions-key": groundcrew.address.key}
        elsewhere = await stranger.post(route, headers=platform)

    assert missing.status_code == wrong.status_code == elsewhere.status_code == 401
    assert missing.json()["code"] == "sender-unknown"
    assert missing.content == wrong.content == elsewhere.content


async def test_a_serial_number_of_odd_characters_is_merely_unknown(
    http: httpx.AsyncClient,
) -> None:
    for serial in ("%00", "a%2Fb", "%F0%9F%92%A9", "x" * 2000, "'; drop table rows;--"):
        answer = await http.get(f"/api/devices/{serial}")
        assert answer.status_code in {400, 404}, serial


async def test_a_hash_never_comes_back_in_a_refusal(http: httpx.AsyncClient) -> None:
    secret = "T0E" + "QUJD" * 900
    line = {"serial": "SN-750", "hardware_hash": secret}
    event = {
        "specversion": "1.0",
        "type": "shipment.dispatched",
        "source": "/tests",
        "id": "secret",
        "data": {"shipment_id": "S-750", "lines": [line]},
    }

    answer = await http.post(
        PROCUREMENT, content=json.dumps(event), headers={"Content-Type": EVENT}
    )

    assert answer.status_code == 422
    assert secret[:40] not in answer.text
