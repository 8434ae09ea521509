"""No text leads a request of Graph's anywhere else, or makes its filter ask something else."""

from urllib.parse import unquote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.graph.identities import containing
from shared.tenant.naming.asking import quoted
from simulator.graph_http.odata import contained_serial, equal_to
from tests.graph_answers import Adapters, Graph, told

# As rough as text gets: every quote, separator, percent and control character comes often.
ROUGH = st.text(st.sampled_from("'\"%&?#/\\;,=$()+ \t\r\n\0..a@") | st.characters(), min_size=1)


@given(ROUGH)
def test_a_serial_number_in_a_filter_is_that_text_and_no_more(text: str) -> None:
    assert contained_serial({"$filter": str(containing(text))}) == text


@given(ROUGH)
def test_a_name_in_a_filter_is_that_text_and_no_more(text: str) -> None:
    assert equal_to({"$filter": f"displayName eq {quoted(text)}"}, "displayName") == text


@pytest.mark.parametrize(
    "name",
    [
        "a@b.example/../../groups/g",
        "a@b.example?$select=passwordProfile",
        "a@b.example#x",
        "a@b.example%2f..%2fgroups",
        "../../groups/g",
        "a'b@b.example",
        "a@b.example\r\nX-Header: y",
    ],
)
async def test_a_name_in_a_path_stays_one_part_of_it(name: str) -> None:
    graph = Graph(*[told(404, {"error": {"code": "Request_ResourceNotFound"}})] * 3)

    await Adapters(graph).directory.users([name])

    (url,) = (each.url for each in graph.asked[:1])
    raw = url.raw_path.decode()
    path, _, query = raw.partition("?")
    assert path.startswith("/v1.0/users/")
    assert unquote(path.removeprefix("/v1.0/users/")) == name
    assert "/" not in path.removeprefix("/v1.0/users/")
    assert "passwordProfile" not in query


@given(ROUGH)
@settings(max_examples=30, deadline=None)
async def test_a_serial_number_reaches_graph_as_one_value(text: str) -> None:
    graph = Graph(*[told(200, {"value": []})] * 4)

    await Adapters(graph).monitoring.managed_devices([text])

    asked = httpx.URL(str(graph.asked[0].url)).params["$filter"]
    value = equal_to({"$filter": asked}, "serialNumber")
    assert value == text.strip().upper()
