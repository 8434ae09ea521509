"""Many requests in one: Graph's JSON batches, as on the page "Combine multiple requests".

Of our own, because msgraph-core's classes send absolute addresses, which Graph
refuses in a batch, a misspelt ``depends_on``, and log what they are refused.
"""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation

from shared.domain.answers import Answer
from shared.domain.operations import Operation
from shared.domain.telling import Got
from shared.graph.faults import read_item, request_id_of

type Json = dict[str, Any]


def batch_of(base_url: str, requests: Sequence[RequestInformation]) -> RequestInformation:
    """Put up to twenty requests of one version of Graph into one; their ids count from 1."""
    for each in requests:
        # The SDK's adapter puts this in when it sends a request by itself.
        each.path_parameters.setdefault("baseurl", f"{base_url}/v1.0")
    version = requests[0].url.removeprefix(f"{base_url}/").partition("/")[0]
    root = f"{base_url}/{version}"
    items = [_item(str(number), root, each) for number, each in enumerate(requests, 1)]
    return posting(f"{root}/$batch", {"requests": items})


def answers_of(operation: Operation, body: Json, count: int) -> list[Got[Json]]:
    """Read the answers in the order of the requests; one that is missing is no answer."""
    return [_answer(operation, item) for item in _items(body, count)]


def request_ids_of(body: Json, count: int) -> tuple[str, ...]:
    """Read Graph's own id of each request, in their order; blank where it tells none."""
    return tuple("" if item is None else request_id_of(item) for item in _items(body, count))


def posting(url: str, body: Json | None = None) -> RequestInformation:
    """Write a request that posts JSON, or nothing."""
    request = RequestInformation(Method.POST)
    request.url = url
    request.headers.try_add("Accept", "application/json")
    if body is not None:
        request.headers.try_add("Content-Type", "application/json")
        request.content = json.dumps(body).encode()
    return request


def changing(url: str, body: Json) -> RequestInformation:
    """Write a request that changes an entity by JSON."""
    request = posting(url, body)
    request.http_method = Method.PATCH
    return request


def deleting(url: str) -> RequestInformation:
    """Write a request that deletes an entity."""
    request = posting(url)
    request.http_method = Method.DELETE
    return request


def getting(url: str) -> RequestInformation:
    """Write a request that reads JSON."""
    request = RequestInformation(Method.GET)
    request.url = url
    request.headers.try_add("Accept", "application/json")
    return request


def _items(body: Json, count: int) -> list[Json | None]:
    """Put the items of an answer in the order of the requests."""
    listed = body.get("responses")
    responses = listed if isinstance(listed, list) else []
    items = {str(each.get("id")): each for each in responses if isinstance(each, dict)}
    return [items.get(str(number)) for number in range(1, count + 1)]


def _item(number: str, root: str, request: RequestInformation) -> Json:
    method = request.http_method
    item: Json = {
        "id": number,
        "method": method.value if method else "GET",
        "url": request.url.removeprefix(root),
        "headers": request.request_headers or {},
    }
    if request.content:
        item["body"] = json.loads(request.content)
    return item


def _answer(operation: Operation, item: Json | None) -> Got[Json]:
    if item is None:
        return Answer(operation=operation, status=0, code="missing-in-batch")
    status = item.get("status")
    if not isinstance(status, int) or not HTTPStatus(200) <= status < HTTPStatus.MULTIPLE_CHOICES:
        return read_item(operation, item)
    body = item.get("body")
    return body if isinstance(body, dict) else {}
