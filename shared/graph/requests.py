"""The one way to Graph: every request of every adapter is budgeted, sent and read here."""

import json
from collections.abc import AsyncGenerator, Callable, Mapping
from http import HTTPStatus
from itertools import batched, islice

from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.graph_service_client import GraphServiceClient

from shared.domain.answers import Got, settled
from shared.domain.errors import GroundcrewError, Throttled, Unavailable
from shared.domain.faults import Answer
from shared.domain.operations import Operation
from shared.graph.batch import MOST, Json, answers_of, batch_of, getting
from shared.graph.client import GraphClient
from shared.graph.faults import RAISED, read_answer
from shared.runtime.budget import Budget


class Requests:
    """Sends requests and gives back bodies, refusals or what the budget says.

    Nothing is sent twice, and nothing into a window that Graph has closed.
    """

    def __init__(self, client: GraphClient, budget: Budget) -> None:
        self._client = client
        self._budget = budget

    @property
    def base_url(self) -> str:
        """The cloud's root, without a version."""
        return self._client.base_url

    @property
    def sdk(self) -> GraphServiceClient:
        """The SDK, to write requests of v1.0 with; it is not to send them."""
        return self._client.sdk

    async def ask(self, operation: Operation, request: RequestInformation) -> Got[Json]:
        """Send one request."""
        try:
            await self._budget.spend(operation)
        except Throttled as held_back:
            return held_back
        return await self._send(operation, request)

    async def each(
        self, operation: Operation, requests: Mapping[str, RequestInformation]
    ) -> dict[str, Got[Json]]:
        """Send requests of one version, twenty in a batch; one alone goes as it is.

        When a batch comes to nothing as a whole, so does all that would have come after it.
        """
        got: dict[str, Got[Json]] = {}
        lost: Got[Json] | None = None
        for chunk in batched(requests.items(), MOST, strict=False):
            if lost is None:
                answers, lost = await self._together(operation, dict(chunk))
                got |= answers
            else:
                got |= dict.fromkeys((key for key, _ in chunk), lost)
        return got

    async def pages(self, operation: Operation, first: RequestInformation) -> AsyncGenerator[Json]:
        """Read a list page by page; raises what stands in the way."""
        request: RequestInformation | None = first
        while request is not None:
            page = settled(await self.ask(operation, request))
            yield page
            request = self._next_page(page, request)

    async def lists(
        self,
        operation: Operation,
        requests: Mapping[str, RequestInformation],
        more: Callable[[str, list[Json]], bool],
    ) -> dict[str, Got[list[Json]]]:
        """Read lists side by side, each as long as *more* than what was seen of it is wanted."""
        seen: dict[str, list[Json]] = {}
        ended: dict[str, Got[list[Json]]] = {}
        asking = dict(requests)
        while asking:
            following: dict[str, RequestInformation] = {}
            for key, page in (await self.each(operation, asking)).items():
                try:
                    entities = seen.setdefault(key, [])
                    entities += settled(page).get("value") or ()
                    request = self._next_page(settled(page), asking[key])
                except GroundcrewError as error:
                    ended[key] = page if isinstance(page, Answer) else error
                    continue
                if request is not None and more(key, entities):
                    following[key] = request
            asking = following
        return {**seen, **ended}

    def _next_page(self, page: Json, request: RequestInformation) -> RequestInformation | None:
        """Write the request of the page after this one; ``None`` when it is the last.

        ``Unavailable`` when it is said to lie outside of Graph: no token goes there.
        """
        link = page.get("@odata.nextLink")
        if not link:
            return None
        if not str(link).startswith(f"{self.base_url}/"):
            message = "Graph's next page is said to lie outside of Graph."
            raise Unavailable(message)
        following = getting(str(link))
        following.headers.add_all(request.headers)
        return following

    async def _together(
        self, operation: Operation, requests: dict[str, RequestInformation]
    ) -> tuple[dict[str, Got[Json]], Got[Json] | None]:
        grant = await self._budget.grant(operation, len(requests))
        got: dict[str, Got[Json]] = {}
        if grant.rest is not None:
            got = dict.fromkeys(islice(requests, grant.requests, None), grant.rest)
        sent = dict(islice(requests.items(), grant.requests))
        if len(sent) == 1:
            ((key, request),) = sent.items()
            return got | {key: await self._send(operation, request)}, None
        if not sent:
            return got, None
        body = await self._send(operation, batch_of(self.base_url, list(sent.values())))
        if isinstance(body, Answer | GroundcrewError):
            return got | dict.fromkeys(sent, body), body
        answers = answers_of(operation, body, len(sent))
        for answer in answers:
            self._mind(operation, answer)
        return got | dict(zip(sent, answers, strict=True)), None

    async def _send(self, operation: Operation, request: RequestInformation) -> Got[Json]:
        try:
            body: bytes | None = await self._client.sdk.request_adapter.send_primitive_async(
                request, "bytes", {"XXX": ODataError}
            )
            told = json.loads(body) if body else {}
        except RAISED as error:
            answer = read_answer(operation, error)
            self._mind(operation, answer)
            return answer
        return told if isinstance(told, dict) else {}

    def _mind(self, operation: Operation, answer: Got[Json]) -> None:
        if (
            isinstance(answer, Answer)
            and answer.status == HTTPStatus.TOO_MANY_REQUESTS
            and answer.retry_after is not None
        ):
            self._budget.close(operation, answer.retry_after)
