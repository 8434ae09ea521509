"""No text leads a request of Graph's anywhere else, or makes its filter ask something else."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote, unquote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.identifiers import CorporateIdentifier
from shared.domain.lifecycle import WorkflowTask
from shared.domain.setup import Kind, Present, Ref, Wanted
from shared.graph.identities import containing
from shared.tenant.naming.asking import GROUPS, find, quoted
from shared.tenant.naming.names import Names
from shared.tenant.part import Look
from shared.tenant.parts.automatic_enrolment import AutomaticEnrolment
from shared.tenant.parts.group_moves import deletion
from shared.tenant.parts.group_owners import read_owners
from shared.tenant.parts.groups import Groups
from shared.tenant.parts.writing import at
from simulator.graph_http.odata import contained_serial, equal_to
from tests.graph_answers import Adapters, Graph, told
from tests.setting_up import a_group

type Way = Callable[[Adapters, str], Awaitable[object]]

# As rough as text gets: every quote, separator, percent and control character comes often.
ROUGH = st.text(st.sampled_from("'\"%&?#/\\;,=$()+ \t\r\n\0..a@") | st.characters(), min_size=1)


@given(ROUGH)
def test_a_serial_number_in_a_filter_is_that_text_and_no_more(text: str) -> None:
    assert contained_serial({"$filter": str(containing(text))}) == text


@given(ROUGH)
def test_a_name_in_a_filter_is_that_text_and_no_more(text: str) -> None:
    assert equal_to({"$filter": f"displayName eq {quoted(text)}"}, "displayName") == text


ANYTHING = "x' or 'a' eq 'a"
FILTERS: dict[str, tuple[str, Way]] = {
    "group": ("displayName", lambda graph, text: graph.directory.group(text)),
    "member": ("id", lambda graph, text: graph.directory.members("g", [text])),
    "device": ("serialNumber", lambda graph, text: graph.monitoring.managed_devices([text])),
}


@pytest.mark.parametrize(("name", "ask"), FILTERS.values(), ids=FILTERS)
async def test_a_text_that_ends_a_filter_elsewhere_asks_for_itself(name: str, ask: Way) -> None:
    graph = Graph(*[told(200, {"value": [{"id": "x"}]})] * 2)

    await ask(Adapters(graph), ANYTHING)

    asked = graph.asked[0].url.params["$filter"]
    assert equal_to({"$filter": asked}, name).casefold() == ANYTHING.casefold()


async def test_a_name_among_others_is_that_text_and_no_more() -> None:
    graph = Graph(told(200, {"value": []}))

    await find(Adapters(graph).objects, GROUPS, {"displayName": [ANYTHING, "b"]})

    asked = graph.asked[0].url.params["$filter"]
    assert asked == "displayName in ('x'' or ''a'' eq ''a','b')"


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


ELSEWHERE = "../../users/u?$select=a#b%2f"
IDENTIFIER = CorporateIdentifier(manufacturer="Contoso", model="Contoso 13", serial="SN-1")
IDENTITIES = "/beta/deviceManagement/windowsAutopilotDeviceIdentities"
WORKFLOWS = "/v1.0/identityGovernance/lifecycleWorkflows/workflows"
PATHS: dict[str, tuple[str, Way]] = {
    "failed-items": (
        "/beta/deviceManagement/autopilotEvents/{}/policyStatusDetails",
        lambda graph, text: graph.monitoring.failed_items(text),
    ),
    "blocked": (
        f"{IDENTITIES}/{{}}",
        lambda graph, text: graph.autopilot.blocked_enrollments([text]),
    ),
    "profile": (
        f"{IDENTITIES}/{{}}",
        lambda graph, text: graph.autopilot.profile_statuses([text]),
    ),
    "enrol-again": (
        f"{IDENTITIES}/{{}}/allowNextEnrollment",
        lambda graph, text: graph.autopilot.allow_next_enrollments([text]),
    ),
    "members": (
        "/v1.0/groups/{}",
        lambda graph, text: graph.directory.add_members(text, ["d-1", "d-2"]),
    ),
    "resume": (
        f"{WORKFLOWS}/{{}}/tasks/{{}}/taskProcessingResults/{{}}/resume",
        lambda graph, text: graph.workflows.resume(
            WorkflowTask(workflow=text, task=text, result=text), completed=True
        ),
    ),
}


def parts_of(request: httpx.Request) -> list[str]:
    """The parts of a path as whoever is asked reads them; a query counts as one more."""
    path, *query = request.url.raw_path.decode().split("?")
    return [*map(unquote, path.split("/")), *query]


@pytest.mark.parametrize(("path", "ask"), PATHS.values(), ids=PATHS)
async def test_an_id_in_a_path_stays_one_part_of_it(path: str, ask: Way) -> None:
    graph = Graph(told(200, {"value": []}))

    await ask(Adapters(graph), ELSEWHERE)

    assert parts_of(graph.asked[0]) == [part.replace("{}", ELSEWHERE) for part in path.split("/")]


async def test_an_id_that_graph_told_stays_one_part_of_the_path_that_deletes_it() -> None:
    listed = {"id": ELSEWHERE, "importedDeviceIdentifier": IDENTIFIER.text}
    graph = Graph(told(200, {"value": [listed]}), httpx.Response(204))

    await Adapters(graph).preparation.delete_identifiers([IDENTIFIER])

    assert parts_of(graph.asked[1])[-2:] == ["importedDeviceIdentities", ELSEWHERE]


def test_an_id_in_a_set_up_stays_one_part_of_its_path() -> None:
    path = at("/beta/groups", ELSEWHERE, "b")

    assert [unquote(part) for part in path.split("/")] == ["", "beta", "groups", ELSEWHERE, "b"]


async def test_the_owners_of_a_group_are_read_by_one_part_of_a_path() -> None:
    graph = Graph(told(200, {"value": []}))
    look = Look(objects=Adapters(graph).objects, names=Names())

    await read_owners(look, {"office": ELSEWHERE})

    assert parts_of(graph.asked[0])[1:5] == ["beta", "groups", ELSEWHERE, "owners"]


def test_what_a_group_is_changed_by_stays_one_part_of_its_path() -> None:
    names = Names()
    names.learn(Ref.USER, "robin@contoso.com", "7")
    there = Present(kind=Kind.GROUP, id=ELSEWHERE, name="Old", fields=a_group("x").fields)
    wanted = a_group("office", name="Office", owners=["robin@contoso.com"])

    moves = [*Groups().moves(wanted, there, names), deletion(there)]

    one = f"/v1.0/groups/{quote(ELSEWHERE, safe='')}"
    assert [move.request.path for move in moves] == [one, f"{one}/owners/$ref", one]


def test_a_group_that_may_not_enrol_is_dropped_by_one_part_of_a_path() -> None:
    names = Names()
    names.learn(Ref.GROUP, "Kept", "k")
    names.learn(Ref.GROUP, "Dropped", ELSEWHERE)
    scope = {"applies_to": "selected", "groups": ["Kept"]}
    wanted = Wanted(kind=Kind.AUTOMATIC_ENROLMENT, key="", name="Intune", fields=scope)
    fields = scope | {"groups": ["Kept", "Dropped"]}
    there = Present(kind=Kind.AUTOMATIC_ENROLMENT, id="i", name="Intune", fields=fields)

    (move,) = AutomaticEnrolment().moves(wanted, there, names)

    parts = move.request.path.split("/")
    assert [*map(unquote, parts)][-3:] == ["includedGroups", ELSEWHERE.casefold(), "$ref"]
