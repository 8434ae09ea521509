"""What is written in a batch, read and checked before anything in it is done.

Source: "Combine multiple HTTP requests using JSON batching".  That a dependency
stands before what depends on it was observed by others (msgraph-sdk-dotnet-core,
issue 891).  The words of the refusals are ours.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.tenant.answers import bad_request
from simulator.tenant.gate import BATCH_SIZE, TOO_LARGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One request of a batch; *key* is its *id* without regard to case, as are *depends_on*."""

    id: str
    key: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: object
    depends_on: tuple[str, ...]

    def check_address(self) -> None:
        """Refuse (400) an address that names a host: a batch is of one version of one Graph."""
        if "://" in self.url.partition("?")[0]:
            message = f"The url of request '{self.id}' must be relative."
            raise bad_request(message)

    def content(self) -> object:
        """Read the body: JSON as it stands or in Base64; 400 when its type is not told."""
        if self.body is None:
            return None
        if "content-type" not in self.headers:
            message = f"The request '{self.id}' has a body and no Content-Type header."
            raise bad_request(message)
        if not isinstance(self.body, str):
            return self.body
        try:
            padded = self.body + "=" * (-len(self.body) % 4)
            return json.loads(base64.urlsafe_b64decode(padded))
        except (binascii.Error, ValueError) as wrong:
            message = "Unable to read JSON request payload."
            raise bad_request(message) from wrong


def read_items(body: object) -> list[Item]:
    """Read a batch; ``GraphFault`` 400 when it is not one as a whole."""
    requests = body.get("requests") if isinstance(body, dict) else None
    if not isinstance(requests, list) or not requests:
        message = "The batch request must have a collection of requests."
        raise bad_request(message)
    if len(requests) > BATCH_SIZE:
        raise bad_request(TOO_LARGE)
    items = [_item(each) for each in requests]
    if len({item.key for item in items}) < len(items):
        message = "Request Id must be unique within the batch."
        raise bad_request(message)
    _check_order(items)
    return items


def _item(written: object) -> Item:
    if not isinstance(written, dict):
        message = "Every request of a batch is an object."
        raise bad_request(message)
    for name in ("id", "method", "url"):
        if not isinstance(written.get(name), str) or not written[name]:
            message = f"A request of the batch lacks its '{name}'."
            raise bad_request(message)
    headers = written.get("headers") or {}
    depends_on = written.get("dependsOn") or []
    if not isinstance(headers, dict) or not isinstance(depends_on, list):
        message = f"The request '{written['id']}' cannot be read."
        raise bad_request(message)
    return Item(
        id=written["id"],
        key=written["id"].casefold(),
        method=written["method"].upper(),
        url=written["url"],
        headers={str(name).lower(): str(value) for name, value in headers.items()},
        body=written.get("body"),
        depends_on=tuple(str(each).casefold() for each in depends_on),
    )


def _check_order(items: Sequence[Item]) -> None:
    before: set[str] = set()
    for item in items:
        if not before.issuperset(item.depends_on):
            message = f"Invalid dependency for request Id '{item.id}'."
            raise bad_request(message)
        before.add(item.key)
    if not (_is_serial(items) or _is_parallel(items)):
        message = "Requests depend on each other in a row, all on the same one, or not at all."
        raise bad_request(message)


def _is_serial(items: Sequence[Item]) -> bool:
    first, *rest = items
    row = zip(items, rest, strict=False)
    return not first.depends_on and all(each.depends_on == (last.key,) for last, each in row)


def _is_parallel(items: Sequence[Item]) -> bool:
    named = {item.depends_on for item in items if item.depends_on}
    return len(named) <= 1 and all(len(each) == 1 for each in named)
