"""Rippling's ``GET /workers/{id}``.

By the vendor: bearer tokens and what can be expanded (developer.rippling.com,
"REST API").  Seen in third-party code, not confirmed: ``work_email``,
``start_date``, the name of a location, the words of ``status``, the name of an
expanded department, and 429 with ``Retry-After``.  No limit is published.
"""

from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from shared.domain.calls import Answered, Call
from simulator.vendors.api import VendorApi, VendorPerson, authorized, path_of, refused, told


class Rippling(VendorApi):
    """A company at Rippling; the credentials are a token."""

    hosts = ("rest.ripplingapis.com",)

    def answer(self, call: Call) -> Answered:
        """Answer with one worker."""
        if not self.is_ours(call):
            return refused(HTTPStatus.UNAUTHORIZED)
        match call.method, path_of(call):
            case "GET", ["workers", person_id] if person_id in self.people:
                expanded = parse_qs(urlsplit(call.url).query).get("expand", [""])[0].split(",")
                return told(_worker(self.people[person_id], expanded))
            case _:
                return refused(HTTPStatus.NOT_FOUND)

    def is_ours(self, call: Call) -> bool:
        """Say whether a call holds the token."""
        return authorized(call, f"Bearer {self._credentials}")


def _worker(person: VendorPerson, expanded: list[str]) -> dict[str, object]:
    worker: dict[str, object] = {
        "id": person.id,
        "work_email": person.email,
        "start_date": person.starts,
        "status": "ACTIVE" if person.employed else "TERMINATED",
        "title": person.title,
        "location": {"type": "OFFICE", "name": person.location},
    }
    if "department" in expanded:
        worker["department"] = {"name": person.department}
    return worker
