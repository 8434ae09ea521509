"""The one way to Graph: every request of every adapter is budgeted, sent and read here."""

import json
from collections.abc import AsyncGenerator, Callable, Collection, Mapping

from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.graph_service_client import GraphServiceClient

from shared.domain.answers import Answer
from shared.domain.errors import GroundcrewError, Unavailable
from shared.domain.operations import Operation
from shared.domain.telling import Got, settled
from shared.graph.batch import Json, answers_of, batch_of, getting, request_ids_of
from shared.graph.client import GraphClient
from shared.graph.faults import RAISED, read_answer
from shared.runtime.asking import Asking, Lost
from shared.runtime.budget import Budget
from shared.runtime.work import under_way


class Requests:
    """Sends requests and gives back bodies, refusals or what the budget says.

    Nothing is sent twice, and nothing into a window that Graph has closed.
    """

    def __init__(self, client: GraphClient, budget: Budget) -> None:
        self._client = client
        self._asking = Asking(budget=budget, alone=self._send, together=self._send_batch)

    @property
    def base_url(self) -> str:
        """The cloud's root, without a version."""
        return self._client.base_url

    @property
    def sdk(self) -> GraphServiceClient:
        """The SDK, to write requests of v1.0 with; it is not to send them."""
        return self._client.sdk

    async def ask(
        self, operation: Operation, request: RequestInformation, about: Collection[str] = ()
    ) -> Got[Json]:
        """Send one request; *about* names what its answer tells of."""
        return await self._asking.ask(operation, request, about)

    async def each(
        self, operation: Operation, requests: Mapping[str, RequestInformation]
    ) -> dict[str, Got[Json]]:
        """Send requests of one version, twenty in a batch; one alone goes as it is."""
        return await self._asking.each(operation, requests)

    async def pages(self, operation: Operation, first: RequestInformation) -> AsyncGenerator[Json]:
        """Read a list page by page; raises what stands in the way."""
        request: RequestInformation | None = first
        while request is not None:
            page = settled(await self.ask(operation, request))
            yield page
            request = self._next_page(page, request)

    def next_link(self, page: Json) -> str:
        """Find where the page after this one is; blank when it is the last.

        ``Unavailable`` when it is said to lie outside of Graph: no token goes there.
        """
        return self.within_graph(str(page.get("@odata.nextLink") or ""))

    def within_graph(self, link: str) -> str:
        """Give an address back, or raise ``Unavailable`` for one outside of Graph."""
        if link and not link.startswith(f"{self.base_url}/"):
            message = "Graph's next page is said to lie outside of Graph."
            raise Unavailable(message)
        return link

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
        """Write the request of the page after this one; ``None`` when it is the last."""
        link = self.next_link(page)
        if not link:
            return None
        following = getting(link)
        following.headers.add_all(request.headers)
        return following

    async def _send_batch(
        self, operation: Operation, requests: list[RequestInformation]
    ) -> list[Got[Json]] | Lost:
        body = await self._send(operation, batch_of(self.base_url, requests))
        if isinstance(body, Answer | GroundcrewError):
            return body
        under_way().of_items = request_ids_of(body, len(requests))
        return answers_of(operation, body, len(requests))

    async def _send(self, operation: Operation, request: RequestInformation) -> Got[Json]:
        try:
            body: bytes | None = await self._client.sdk.request_adapter.send_primitive_async(
                request, "bytes", {"XXX": ODataError}
            )
            told = json.loads(body) if body else {}
        except RAISED as error:
            return read_answer(operation, error)
        return told if isinstance(told, dict) else {}
