"""Requests about the objects of a tenant's set-up, as documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shared.domain.operations import Operation

type Json = dict[str, Any]

_ADDRESS = "@odata.id"


class Method(StrEnum):
    """How a request is sent."""

    GET = "GET"
    POST = "POST"
    PATCH = "PATCH"
    PUT = "PUT"
    DELETE = "DELETE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRequest:
    """One request: *path* from the version on (``/beta/…``), its query written as sent.

    A body that names an object by its address (``@odata.id``) gives a path as well.
    """

    operation: Operation
    path: str
    method: Method = Method.GET
    body: Mapping[str, Any] | None = None

    @property
    def version(self) -> str:
        """The version of Graph that is asked."""
        return self.path.split("/", 2)[1]

    def body_at(self, root: str) -> Json | None:
        """Write the body as it is sent to the cloud at *root*."""
        if self.body is None:
            return None
        address = self.body.get(_ADDRESS)
        return {**self.body, **({_ADDRESS: f"{root}{address}"} if address else {})}
