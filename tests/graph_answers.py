"""Graph as a transport that answers from a list, and the adapters on it."""

import json
from typing import Any

import httpx

from shared.graph.autopilot import GraphAutopilot
from shared.graph.client import GraphClient
from shared.graph.directory import GraphDirectory
from shared.graph.lifecycle import GraphLifecycleWorkflows
from shared.graph.monitoring import GraphMonitoring
from shared.graph.objects import GraphTenantObjects
from shared.graph.preparation import GraphDevicePreparation
from shared.graph.requests import Requests
from shared.runtime.budget import Budget
from simulator.clock import JumpingClock
from tests.contract.tenants import StandingToken
from tests.tenancy import START

PUBLIC = "https://graph.microsoft.com"


class Graph(httpx.MockTransport):
    """Answers from a list, and keeps what it was asked."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        super().__init__(self._answer)
        self.asked: list[httpx.Request] = []
        self._answers = list(answers)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def body(self, number: int = 0) -> Any:  # noqa: ANN401  JSON of any type
        return json.loads(self.asked[number].content)


def told(status: int, body: object, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=body, headers=headers)


def batched(*items: dict[str, Any]) -> httpx.Response:
    """Answer a batch; items without an id are numbered from 1."""
    numbered = [{"id": str(number)} | item for number, item in enumerate(items, 1)]
    return told(200, {"responses": numbered})


class Adapters:
    """Every adapter, on a Graph that answers from a list."""

    def __init__(self, graph: Graph, base_url: str = PUBLIC) -> None:
        self.credential = StandingToken()
        self.client = GraphClient.connect(base_url, self.credential, graph)
        requests = Requests(self.client, Budget(JumpingClock(START)))
        self.autopilot = GraphAutopilot(requests)
        self.directory = GraphDirectory(requests)
        self.preparation = GraphDevicePreparation(requests)
        self.monitoring = GraphMonitoring(requests, self.client.downloads)
        self.objects = GraphTenantObjects(requests)
        self.workflows = GraphLifecycleWorkflows(requests)
