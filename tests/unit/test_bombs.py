"""What is small on the wire and large, deep or endless once it is opened."""

import io
import struct
import zipfile
from time import perf_counter

import httpx
import pytest

from shared.domain.errors import Misconfigured
from shared.domain.monitoring import Export, Report
from shared.domain.traces import Person, Traces
from shared.flightplan import parse
from shared.graph.reports import MOST_BYTES
from tests.graph_answers import Adapters, Graph, told

DONE = {"id": "r", "status": "completed", "url": "https://storage.contoso.example/r.zip"}
ADELE = "adele.vance@contoso.com"
TRACES = Traces(Person(employee_id="EMP-1", names=(ADELE,), stand_in="erased-1"))


def packed(text: bytes) -> bytearray:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("r.csv", text)
    return bytearray(content.getvalue())


async def exported(content: bytes) -> Export | None:
    answer = httpx.Response(200, content=content)
    adapters = Adapters(Graph(told(200, DONE), answer))
    return await adapters.monitoring.export(Report.DEVICE_PREPARATION, "r")


async def test_a_report_that_unpacks_to_more_than_any_tenant_has_is_not_unpacked() -> None:
    bomb = packed(b"A\n" + b"\n" * MOST_BYTES)

    assert len(bomb) < MOST_BYTES / 500
    assert await exported(bytes(bomb)) == Export(lines=None)


async def test_a_report_that_lies_about_its_size_is_read_no_further_than_it_says() -> None:
    bomb = packed(b"A\n" + b"1\n" * 500_000)
    directory = bomb.rindex(b"PK\x01\x02")
    bomb[directory + 24 : directory + 28] = struct.pack("<I", 4)

    assert await exported(bytes(bomb)) == Export(lines=None)


@pytest.mark.parametrize(
    ("offset", "value"), [(8, 1), (10, 99)], ids=["has-a-password", "is-packed-in-another-way"]
)
async def test_a_report_that_cannot_be_unpacked_is_made_anew(offset: int, value: int) -> None:
    content = packed(b"A\n1\n")
    directory = content.rindex(b"PK\x01\x02")
    content[directory + offset : directory + offset + 2] = struct.pack("<H", value)
    local = offset - 2
    content[local : local + 2] = struct.pack("<H", value)

    assert await exported(bytes(content)) == Export(lines=None)


async def test_a_torn_report_is_made_anew() -> None:
    content = packed(b"A\n" + b"1,2,3\n" * 2000)
    begin = 30 + len("r.csv")
    content[begin : begin + 8] = b"\xff" * 8

    assert await exported(bytes(content)) == Export(lines=None)


def laughs(levels: int) -> str:
    """Make lists of lists that are few to write and very many to read ("billion laughs")."""
    lines = ["a0: &a0 [lol]"]
    lines += [
        f"a{level}: &a{level} [{','.join([f'*a{level - 1}'] * 9)}]" for level in range(1, levels)
    ]
    return "\n".join([*lines, f"personas: *a{levels - 1}", "default_persona: lol"])


def test_a_flight_plan_that_grows_when_it_is_read_is_refused_at_once() -> None:
    began = perf_counter()

    with pytest.raises(Misconfigured):
        parse(laughs(30), "plan")

    assert perf_counter() - began < 30


def test_a_flight_plan_that_is_nested_too_deeply_is_refused_in_a_sentence() -> None:
    with pytest.raises(Misconfigured) as refused:
        parse("personas: " + "[" * 5000, "plan")

    assert refused.value.reason.sentence == "plan is nested too deeply."


@pytest.mark.parametrize("depth", [41, 900, 5000, 60_000])
def test_a_parked_text_of_nothing_but_brackets_keeps_nobody_from_being_erased(depth: int) -> None:
    text = "[" * depth + f'"{ADELE}"' + "]" * depth

    left = TRACES.without({"message": text})

    assert TRACES.count(left) == 0
    assert ADELE not in str(left)
