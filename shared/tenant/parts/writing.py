"""Moves that write: the request, what it does, and what a person does instead."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import ByHand
from shared.tenant.part import Move


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes moves of one operation; *page* leads a person to where the same is done by hand."""

    operation: Operation
    page: Callable[[str], ByHand]

    def create(self, name: str, path: str, body: Json) -> Move:
        """Write the request that makes an object."""
        does = f"Create {name!r} with the settings of the flight plan."
        return Move(
            says="create it",
            request=self.request(Method.POST, path, body),
            creates=True,
            by_hand=self.page(does),
        )

    def change(self, name: str, request: ObjectRequest, fields: Iterable[str]) -> Move:
        """Make a move of the request that changes some *fields* of an object."""
        those = ", ".join(each.rsplit(".", 1)[-1].replace("_", " ") for each in fields)
        does = f"Open {name!r} and set its {those} as the flight plan has it."
        return Move(says=f"change its {those}", request=request, by_hand=self.page(does))

    def act(self, says: str, does: str, path: str, body: Json) -> Move:
        """Write the request of an action, or one that adds to a list."""
        return Move(
            says=says, request=self.request(Method.POST, path, body), by_hand=self.page(does)
        )

    def delete(self, says: str, does: str, path: str) -> Move:
        """Write the request that deletes something."""
        return Move(says=says, request=self.request(Method.DELETE, path), by_hand=self.page(does))

    def request(self, method: Method, path: str, body: Json | None = None) -> ObjectRequest:
        """Write a request of this operation."""
        return ObjectRequest(operation=self.operation, method=method, path=path, body=body)


def at(path: str, *ids: str) -> str:
    """Write the path of what has an id in a list, and of what has one in a list of its own."""
    return "/".join((path, *(quote(each, safe="") for each in ids)))
