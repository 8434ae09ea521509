"""What an answer of Azure Tables means to us, spoken by a server that answers as it is told."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from azure.core.exceptions import AzureError

from shared.domain.errors import Conflict, GroundcrewError, Rejected, Throttled, Unavailable
from shared.domain.rows import Row, RowKey
from shared.storage.tables import TableRows, open_tables

KEY = RowKey(table="Devices", partition="p", row="r")
ROW = Row(key=KEY, document={}, etag='W/"1"')
CREATED = (204, "", {"ETag": 'W/"2"'})

type Asking = Callable[[], Awaitable[object]]
type Answer = tuple[int, str, Mapping[str, str]]


@dataclass(slots=True)
class Told:
    """Answers in turn, the last one for ever; remembers what it was asked."""

    answers: list[Answer]
    asked: list[str] = field(default_factory=list[str])

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(f"{request.method} {request.path}")
        status, code, headers = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if status == 0 and request.transport is not None:
            request.transport.abort()
        body = {"odata.error": {"code": code, "message": {"lang": "en", "value": "told"}}}
        return web.Response(
            status=status or 500,
            headers=headers,
            text=json.dumps(body) if code else "",
            content_type="application/json",
        )


def answering(status: int, code: str, headers: Mapping[str, str] | None = None) -> Answer:
    return status, code, headers or {}


@asynccontextmanager
async def tables(*answers: Answer) -> AsyncIterator[tuple[TableRows, Told]]:
    told = Told(list(answers))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", told.answer)
    async with TestServer(app) as server:
        rows = open_tables(
            f"AccountName=a;AccountKey=a2V5;TableEndpoint={server.make_url('/a')}", None
        )
        yield rows, told
        await rows.close()


FAULTS: list[tuple[int, str, type[GroundcrewError], timedelta | None]] = [
    (409, "EntityAlreadyExists", Conflict, None),
    (409, "TableBeingDeleted", Unavailable, timedelta(seconds=40)),
    (412, "UpdateConditionNotSatisfied", Conflict, None),
    (412, "ConditionNotMet", Conflict, None),
    (429, "TooManyRequests", Throttled, None),
    (503, "ServerBusy", Throttled, None),
    (500, "OperationTimedOut", Unavailable, None),
    (500, "InternalError", Unavailable, None),
    (500, "", Unavailable, None),
    (502, "", Unavailable, None),
    (504, "", Unavailable, None),
    (408, "", Unavailable, None),
    (401, "NoAuthenticationInformation", Unavailable, timedelta(minutes=1)),
    (403, "AuthorizationPermissionMismatch", Unavailable, timedelta(minutes=1)),
    (403, "AuthenticationFailed", Unavailable, timedelta(minutes=1)),
    (400, "EntityTooLarge", Rejected, None),
    (400, "PropertyValueTooLarge", Rejected, None),
    (413, "RequestBodyTooLarge", Rejected, None),
    (400, "SomethingNew", Rejected, None),
]


@pytest.mark.parametrize(("status", "code", "expected", "after"), FAULTS)
@pytest.mark.parametrize("verb", ["insert", "replace", "upsert"])
async def test_an_answer_means_one_of_our_errors(
    verb: str, status: int, code: str, expected: type[GroundcrewError], after: timedelta | None
) -> None:
    async with tables(answering(status, code)) as (rows, told):
        writes: dict[str, Asking] = {
            "insert": lambda: rows.insert(KEY, {}),
            "replace": lambda: rows.replace(ROW, {}),
            "upsert": lambda: rows.upsert(KEY, {}),
        }

        with pytest.raises(GroundcrewError) as raised:
            await writes[verb]()

    assert type(raised.value) is expected
    assert getattr(raised.value, "after", None) == after
    assert isinstance(raised.value.__cause__, AzureError)
    assert len(told.asked) == 1


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [(503, "ServerBusy", Throttled), (500, "", Unavailable), (400, "InvalidInput", Rejected)],
)
@pytest.mark.parametrize("verb", ["get", "within", "page", "delete"])
async def test_reading_and_deleting_raise_our_errors_too(
    verb: str, status: int, code: str, expected: type[GroundcrewError]
) -> None:
    async with tables(answering(status, code)) as (rows, _):
        asking: dict[str, Asking] = {
            "get": lambda: rows.get(KEY),
            "within": lambda: rows.within("Devices", "p"),
            "page": lambda: rows.page("Devices", None, 10),
            "delete": lambda: rows.delete(KEY),
        }

        with pytest.raises(expected):
            await asking[verb]()


@pytest.mark.parametrize(
    ("header", "after"),
    [("17", timedelta(seconds=17)), ("later", None), ("", None)],
)
async def test_a_throttled_answer_is_not_waited_out_here(
    header: str, after: timedelta | None
) -> None:
    async with tables(answering(503, "ServerBusy", {"Retry-After": header})) as (rows, told):
        async with asyncio.timeout(1):
            with pytest.raises(Throttled) as raised:
                await rows.get(KEY)

    assert raised.value.after == after
    assert len(told.asked) == 1


async def test_a_refusal_says_what_support_would_ask_for() -> None:
    answer = answering(400, "EntityTooLarge", {"x-ms-request-id": "42"})
    async with tables(answer) as (rows, _):
        with pytest.raises(Rejected) as raised:
            await rows.insert(KEY, {"secret": "hash"})

    assert raised.value.reason.evidence == {
        "status": "400",
        "error": "EntityTooLarge",
        "request": "42",
    }
    assert "secret" not in str(raised.value)


async def test_a_broken_connection_is_tried_once_more_when_reading() -> None:
    async with tables(answering(0, ""), answering(404, "ResourceNotFound")) as (rows, told):
        assert await rows.get(KEY) is None

    assert len(told.asked) == 2


async def test_an_insertion_is_not_tried_again_when_the_connection_breaks() -> None:
    async with tables(answering(0, "")) as (rows, told):
        with pytest.raises(Unavailable) as raised:
            await rows.insert(KEY, {})

    assert isinstance(raised.value.__cause__, AzureError)
    assert told.asked == ["POST /a/Devices"]


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    nobody = open_tables("AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:9/a", None)

    with pytest.raises(Unavailable):
        await nobody.get(KEY)

    await nobody.close()


async def test_a_missing_table_is_created_and_written_to() -> None:
    answers = (answering(404, "TableNotFound"), CREATED, CREATED)
    async with tables(*answers) as (rows, told):
        row = await rows.insert(KEY, {})

    assert row.etag == 'W/"2"'
    assert told.asked == ["POST /a/Devices", "POST /a/Tables", "POST /a/Devices"]


async def test_a_table_that_another_process_created_meanwhile_is_written_to() -> None:
    answers = (answering(404, "TableNotFound"), answering(409, "TableAlreadyExists"), CREATED)
    async with tables(*answers) as (rows, told):
        await rows.insert(KEY, {})

    assert len(told.asked) == 3


async def test_a_table_that_is_being_deleted_is_unavailable_for_forty_seconds() -> None:
    answers = (answering(404, "TableNotFound"), answering(409, "TableBeingDeleted"))
    async with tables(*answers) as (rows, _):
        with pytest.raises(Unavailable) as raised:
            await rows.upsert(KEY, {})

    assert raised.value.after == timedelta(seconds=40)


async def test_a_table_that_goes_as_soon_as_it_is_created_is_unavailable() -> None:
    answers = (answering(404, "TableNotFound"), CREATED, answering(404, "TableNotFound"))
    async with tables(*answers) as (rows, _):
        with pytest.raises(Unavailable):
            await rows.insert(KEY, {})


async def test_reading_creates_no_table() -> None:
    async with tables(answering(404, "TableNotFound")) as (rows, told):
        assert await rows.get(KEY) is None
        assert await rows.within("Devices", "p") == ()
        assert (await rows.page("Devices", None, 10)).rows == ()
        await rows.delete(KEY)

    assert {asked.split()[0] for asked in told.asked} == {"GET", "DELETE"}
