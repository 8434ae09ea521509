"""Requests about the objects of a tenant's set-up, as documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shared.domain.operations import Operation

type Json = dict[str, Any]


class Method(StrEnum):
    """How a request is sent."""

    GET = "GET"
    POST = "POST"
    PATCH = "PATCH"
    PUT = "PUT"
    DELETE = "DELETE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRequest:
    """One request: *path* from the version on (``/beta/…``), its query written as sent."""

    operation: Operation
    path: str
    method: Method = Method.GET
    body: Mapping[str, Any] | None = None

    @property
    def version(self) -> str:
        """The version of Graph that is asked."""
        return self.path.split("/", 2)[1]
