"""What the host makes of a request, and what it answers by itself."""

import asyncio
import json

from tests.wire.hosting import a_host, until


async def test_a_function_gets_the_request_as_it_was_sent() -> None:
    async with a_host() as hosted:
        answer = await hosted.ask(
            "POST", "/api/devices/SN%2F1?a=1&b=&a=2", key="host-key", body=b"\x00\xff"
        )

        shown = json.loads(answer.body)
        assert shown == {
            "method": "POST",
            "url": f"{hosted.host.base_url}/api/devices/SN%2F1?a=1&b=&a=2",
            "route": {"serial": "SN/1"},
            "query": {"a": "1,2"},
            "header": "north",
            "body": "00ff",
        }


async def test_a_caller_gets_status_headers_and_body_from_the_function() -> None:
    async with a_host() as hosted:
        answer = await hosted.ask("GET", "/api/devices/SN1", key="host-key")

        assert answer.status == 202
        assert answer.headers["x-bay"] == "7"
        assert answer.headers["content-type"] == "application/json"


async def test_bytes_and_cookies_come_through() -> None:
    async with a_host() as hosted:
        answer = await hosted.ask("GET", "/api/open/12")

        assert answer.body == b"\x00\xff12"
        assert answer.headers["set-cookie"] == "bay=7; HttpOnly; Path=/; SameSite=Lax"


async def test_a_function_that_is_not_async_may_return_text() -> None:
    async with a_host() as hosted:
        answer = await hosted.ask("GET", "/api/open/tower?who=north")

        assert answer.status == 200
        assert answer.body == b"tower north"


async def test_an_optional_route_parameter_may_be_given() -> None:
    async with a_host() as hosted:
        answer = await hosted.ask("GET", "/API/Devices/SN1/hash", key="host-key")

        assert json.loads(answer.body)["route"] == {"serial": "SN1", "part": "hash"}


async def test_a_key_opens_what_it_is_for_and_nothing_else() -> None:
    async with a_host() as hosted:
        statuses = {
            (path, key): (await hosted.ask("GET", path, key=key)).status
            for path in ("/api/devices/SN1", "/api/reset")
            for key in (None, "wrong", "echo-key", "host-key", "master-key")
        }

    assert statuses == {
        ("/api/devices/SN1", None): 401,
        ("/api/devices/SN1", "wrong"): 401,
        ("/api/devices/SN1", "echo-key"): 202,
        ("/api/devices/SN1", "host-key"): 202,
        ("/api/devices/SN1", "master-key"): 202,
        ("/api/reset", None): 401,
        ("/api/reset", "wrong"): 401,
        ("/api/reset", "echo-key"): 401,
        ("/api/reset", "host-key"): 401,
        ("/api/reset", "master-key"): 204,
    }


async def test_a_key_may_come_in_the_query() -> None:
    async with a_host() as hosted:
        answer = await hosted.ask("GET", "/api/devices/SN1?code=host-key")

        assert answer.status == 202


async def test_what_nobody_serves_is_not_found_and_has_no_body() -> None:
    async with a_host() as hosted:
        wrong_method = await hosted.ask("DELETE", "/api/devices/SN1", key="host-key")
        head_of_get = await hosted.ask("HEAD", "/api/open/tower")
        options = await hosted.ask("OPTIONS", "/api/devices/SN1", key="host-key")
        unknown = await hosted.ask("GET", "/devices/SN1", key="host-key")

        no_number = await hosted.ask("GET", "/api/open/hangar")

    answers = (wrong_method, head_of_get, options, unknown, no_number)
    assert {(answer.status, answer.body) for answer in answers} == {(404, b"")}


async def test_a_function_that_raises_is_a_bare_500() -> None:
    async with a_host() as hosted:
        answer = await hosted.ask("GET", "/api/crash")

        assert (answer.status, answer.body) == (500, b"")


async def test_too_long_a_body_is_refused_before_the_function_sees_it() -> None:
    async with a_host() as hosted:
        fits = await hosted.ask("POST", "/api/devices/SN1", key="host-key", body=b"x" * 1000)
        too_long = await hosted.ask("POST", "/api/devices/SN1", key="host-key", body=b"x" * 1001)

        assert (fits.status, too_long.status, too_long.body) == (202, 413, b"")


async def test_many_requests_run_at_once() -> None:
    async with a_host() as hosted:
        requests = [asyncio.create_task(hosted.ask("GET", "/api/wait")) for _ in range(50)]
        await until(lambda: hosted.app.running["now"] == 50)
        hosted.app.gate.set()

        assert {(await request).body for request in requests} == {b"waited"}


async def test_a_request_under_way_is_answered_when_the_host_stops() -> None:
    async with a_host() as hosted:
        request = asyncio.create_task(hosted.ask("GET", "/api/wait"))
        await until(lambda: hosted.app.running["now"] == 1)
        app = hosted.app
        stop = asyncio.create_task(hosted.host.__aexit__())
        await asyncio.sleep(0.05)
        app.gate.set()

        assert (await request).body == b"waited"
        await stop
