"""The connection to Graph: whom it speaks to, and what it leaves to others."""

import httpx
import pytest

from shared.domain.errors import Misconfigured, Throttled, Unavailable
from shared.graph.autopilot import GraphAutopilot
from shared.graph.client import GraphClient
from shared.graph.directory import GraphDirectory
from tests.contract.tenants import StandingToken

PUBLIC = "https://graph.microsoft.com"


class Graph(httpx.MockTransport):
    """Answers from a list, and keeps what it was asked."""

    def __init__(self, *answers: httpx.Response) -> None:
        super().__init__(self._answer)
        self.asked: list[httpx.Request] = []
        self._answers = list(answers)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self._answers.pop(0)


def told(status: int, body: object, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=body, headers=headers)


def a_client(graph: Graph, base_url: str = PUBLIC) -> tuple[GraphClient, StandingToken]:
    credential = StandingToken()
    return GraphClient.connect(base_url, credential, graph), credential


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
    client, credential = a_client(graph, base_url)

    await GraphDirectory(client).user("robin@contoso.example")

    assert credential.scopes == [f"{base_url}/.default"]
    (asked,) = graph.asked
    assert str(asked.url).startswith(f"{base_url}/v1.0/users/robin%40contoso.example?")
    assert asked.headers["Authorization"].startswith("Bearer ")
    await client.aclose()


@pytest.mark.parametrize(
    "base_url",
    [
        "http://graph.microsoft.com",
        "https://graph.microsoft.com/v1.0",
        "https://graph.microsoft.com/",
        "https://user:word@graph.microsoft.com",
        "graph.microsoft.com",
        "",
    ],
)
def test_a_base_url_that_is_no_root_is_a_wrong_setting(base_url: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        GraphClient.connect(base_url, StandingToken())

    assert "GRAPH_BASE_URL" in raised.value.reason.sentence


async def test_a_long_wait_is_not_waited_out() -> None:
    busy = {"error": {"code": "TooManyRequests", "message": "Too many."}}
    graph = Graph(told(429, busy, **{"Retry-After": "150"}))
    client, _ = a_client(graph)

    with pytest.raises(Throttled):
        await GraphDirectory(client).user("robin@contoso.example")

    assert len(graph.asked) == 1
    await client.aclose()


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
    client, _ = a_client(graph)

    with pytest.raises(Unavailable):
        await GraphAutopilot(client).identity("5CG1")

    assert len(graph.asked) == 1
    await client.aclose()


async def test_a_redirect_to_elsewhere_takes_no_token_along() -> None:
    away = httpx.Response(307, headers={"Location": "https://elsewhere.example/users"})
    graph = Graph(away, told(200, {"id": "u"}))
    client, _ = a_client(graph)

    await GraphDirectory(client).user("robin@contoso.example")

    assert "Authorization" not in graph.asked[1].headers
    await client.aclose()


async def test_a_membership_is_asked_for_as_an_advanced_query() -> None:
    graph = Graph(told(200, {"value": []}))
    client, _ = a_client(graph)

    await GraphDirectory(client).is_member("g-1", "d-1")

    (asked,) = graph.asked
    assert asked.headers["ConsistencyLevel"] == "eventual"
    assert dict(asked.url.params) == {
        "$count": "true",
        "$filter": "id eq 'd-1'",
        "$select": "id",
        "$top": "1",
    }
    await client.aclose()


async def test_a_reference_names_the_cloud_it_lives_in() -> None:
    graph = Graph(httpx.Response(204))
    client, _ = a_client(graph, "https://graph.microsoft.us")

    await GraphDirectory(client).add_member("g-1", "d-1")

    (asked,) = graph.asked
    assert asked.content == (
        b'{"@odata.id": "https://graph.microsoft.us/v1.0/directoryObjects/d-1"}'
    )
    await client.aclose()


async def test_what_beta_does_not_name_yet_is_unknown() -> None:
    identity = {"id": "i", "deploymentProfileAssignmentStatus": "brandNew"}
    event = {"deviceSerialNumber": "5CG1", "deploymentState": "brandNew"}
    graph = Graph(told(200, identity), told(200, {"value": [event]}))
    client, _ = a_client(graph)
    autopilot = GraphAutopilot(client)

    assert await autopilot.profile_status("i") == "unknown"
    assert await autopilot.deployment_state("5CG1") == "unknown"
    await client.aclose()


async def test_the_newest_of_several_deployments_counts() -> None:
    events = [
        {"deviceSerialNumber": "5CG1", "deploymentState": state, "deploymentStartDateTime": began}
        for state, began in (
            ("failure", "2026-03-02T08:00:00Z"),
            ("inProgress", "2026-03-03T08:00:00Z"),
            ("success", "2026-03-01T08:00:00Z"),
        )
    ]
    graph = Graph(told(200, {"value": events}))
    client, _ = a_client(graph)

    assert await GraphAutopilot(client).deployment_state("5CG1") == "inProgress"
    await client.aclose()


async def test_an_identity_with_everything_left_out_is_read_all_the_same() -> None:
    graph = Graph(told(200, {"id": "i", "enrollmentState": "brandNew"}))
    client, _ = a_client(graph)

    found = await GraphAutopilot(client).identity_by_id("i")

    assert found is not None
    assert (found.serial, found.device_id, found.enrollment_state) == ("", None, "unknown")
    await client.aclose()


async def test_an_old_account_without_a_type_is_a_member() -> None:
    graph = Graph(told(200, {"id": "u", "userType": None, "accountEnabled": True}))
    client, _ = a_client(graph)

    found = await GraphDirectory(client).user("robin@contoso.example")

    assert found is not None
    assert found.member
    await client.aclose()
