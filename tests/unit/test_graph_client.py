"""The connection to Graph: whom it speaks to, and what it leaves to others."""

import httpx
import pytest

from shared.domain.autopilot import ProfileStatus
from shared.domain.errors import Misconfigured, Throttled, Unavailable
from shared.domain.monitoring import DeploymentState
from shared.graph.batch import getting
from shared.graph.client import GraphClient
from tests.contract.tenants import StandingToken, found, the_error
from tests.graph_answers import Adapters, Graph, told

ROBIN = "robin@contoso.example"


@pytest.mark.parametrize(
    "base_url",
    [
        "https://graph.microsoft.com",
        "https://graph.microsoft.us",
        "https://dod-graph.microsoft.us",
        "https://microsoftgraph.chinacloudapi.cn",
        "http://127.0.0.1:7071",
    ],
)
async def test_every_cloud_is_asked_with_a_token_of_its_own(base_url: str) -> None:
    graph = Graph(told(200, {"id": "u"}))
    adapters = Adapters(graph, base_url)

    await adapters.directory.users([ROBIN])

    assert adapters.credential.scopes == [f"{base_url}/.default"]
    (asked,) = graph.asked
    assert str(asked.url).startswith(f"{base_url}/v1.0/users/robin%40contoso.example?")
    assert asked.headers["Authorization"].startswith("Bearer ")


@pytest.mark.parametrize("base_url", ["http://graph.microsoft.com", "https://contoso.example", ""])
def test_no_client_is_made_for_what_is_no_cloud(base_url: str) -> None:
    with pytest.raises(Misconfigured, match="GRAPH_BASE_URL"):
        GraphClient.connect(base_url, StandingToken())


async def test_a_long_wait_is_not_waited_out() -> None:
    busy = {"error": {"code": "TooManyRequests", "message": "Too many."}}
    graph = Graph(told(429, busy, **{"Retry-After": "150"}))

    answers = await Adapters(graph).directory.users([ROBIN])

    assert isinstance(answers[ROBIN], Throttled)
    assert len(graph.asked) == 1


@pytest.mark.parametrize(
    "link",
    [
        "https://graph.microsoft.com.evil.example/x",
        "https://evil.example/v1.0/x",
        "http://graph.microsoft.com/x",
    ],
)
async def test_no_page_is_fetched_from_elsewhere(link: str) -> None:
    graph = Graph(told(200, {"value": [], "@odata.nextLink": link}))

    answers = await Adapters(graph).autopilot.identities(["5CG1"])

    assert isinstance(answers["5CG1"], Unavailable)
    assert len(graph.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(status: int) -> None:
    away = httpx.Response(status, headers={"Location": "https://elsewhere.example/users"})
    graph = Graph(away, told(200, {"id": "u"}))

    error = the_error(await Adapters(graph).directory.users([ROBIN]), ROBIN)

    assert str(error) == "Graph gave no answer (TooManyRedirects) to looking up users."
    assert len(graph.asked) == 1


async def test_no_token_goes_to_another_host() -> None:
    graph = Graph(told(200, {}))
    elsewhere = getting("https://elsewhere.example/v1.0/me")

    await Adapters(graph).client.sdk.request_adapter.send_primitive_async(elsewhere, "bytes", {})

    assert "Bearer" not in graph.asked[0].headers.get("Authorization", "")


async def test_a_membership_is_asked_for_as_an_advanced_query() -> None:
    page = {"value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/groups/g-1/members?2"}
    graph = Graph(told(200, page), told(200, {"value": [{"id": "d-1"}]}))

    answers = await Adapters(graph).directory.members("g-1", ["d-1"])

    assert answers == {"d-1": True}
    assert [asked.headers["ConsistencyLevel"] for asked in graph.asked] == ["eventual"] * 2
    assert dict(graph.asked[0].url.params) == {
        "$count": "true",
        "$filter": "id eq 'd-1'",
        "$select": "id",
        "$top": "1",
    }


async def test_references_name_the_cloud_they_live_in() -> None:
    graph = Graph(httpx.Response(204), httpx.Response(204))
    adapters = Adapters(graph, "https://graph.microsoft.us")

    await adapters.directory.add_members("g-1", ["d-1"])
    await adapters.directory.add_members("g-1", ["d-1", "d-2"])

    objects = "https://graph.microsoft.us/v1.0/directoryObjects"
    assert graph.body(0) == {"@odata.id": f"{objects}/d-1"}
    assert graph.body(1) == {"members@odata.bind": [f"{objects}/d-1", f"{objects}/d-2"]}
    assert (graph.asked[1].method, graph.asked[1].url.path) == ("PATCH", "/v1.0/groups/g-1")


async def test_what_beta_does_not_name_yet_is_unknown() -> None:
    identity = {"id": "i", "deploymentProfileAssignmentStatus": "brandNew"}
    event = {"deviceSerialNumber": "5CG1", "deploymentState": "brandNew"}
    graph = Graph(told(200, identity), told(200, {"value": [event]}))
    adapters = Adapters(graph)

    statuses = await adapters.autopilot.profile_statuses(["i"])
    events = await adapters.monitoring.events(["5CG1"], 1)

    assert statuses == {"i": ProfileStatus.UNKNOWN}
    assert [event.state for event in events.of["5CG1"]] == [DeploymentState.UNKNOWN]


async def test_an_identity_with_everything_left_out_is_read_all_the_same() -> None:
    graph = Graph(told(200, {"id": "i", "enrollmentState": "brandNew"}))

    identity = found(await Adapters(graph).autopilot.identities_by_id(["i"]), "i")

    assert (identity.serial, identity.device_id, identity.enrollment_state) == ("", None, "unknown")


async def test_an_old_account_without_a_type_is_a_member() -> None:
    graph = Graph(told(200, {"id": "u", "userType": None, "accountEnabled": True}))

    assert found(await Adapters(graph).directory.users([ROBIN]), ROBIN).member


async def test_a_torn_answer_is_no_answer() -> None:
    graph = Graph(httpx.Response(200, text='{"id": "u'))

    error = the_error(await Adapters(graph).directory.users([ROBIN]), ROBIN)

    assert str(error) == "Graph gave no answer (JSONDecodeError) to looking up users."
