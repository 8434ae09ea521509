"""Finch's ``POST /employer/individual`` and ``POST /employer/employment``.

By the vendor: the addresses, the version's header, lists of ids answered in
lists with a ``code`` each, the fields, twenty requests a minute to either
address (developer.tryfinch.com, "Read Data", "Batch Requests", "Rate Limits";
its own SDKs).  Not confirmed: the code of somebody unknown; 404 is assumed.
Simplified: both addresses share one limit.
"""

from http import HTTPStatus

from shared.domain.calls import Answered, Call
from simulator.vendors.api import (
    VendorApi,
    VendorPerson,
    authorized,
    body_of,
    path_of,
    refused,
    told,
)

VERSION = "finch-api-version"


class Finch(VendorApi):
    """An employer at Finch; the credentials are an access token."""

    hosts = ("api.tryfinch.com",)

    def answer(self, call: Call) -> Answered:
        """Answer with one half of what is known of somebody."""
        if not self.is_ours(call):
            return refused(HTTPStatus.UNAUTHORIZED)
        headers = {name.lower() for name in call.headers}
        match call.method, path_of(call), body_of(call):
            case "POST", ["employer", half], {"requests": list(requests)} if (
                half in _HALVES and VERSION in headers
            ):
                return told({"responses": [self._response(half, each) for each in requests]})
            case _:
                return refused(HTTPStatus.BAD_REQUEST)

    def is_ours(self, call: Call) -> bool:
        """Say whether a call holds the token."""
        return authorized(call, f"Bearer {self._credentials}")

    def _response(self, half: str, request: dict[str, str]) -> dict[str, object]:
        person = self.people.get(request["individual_id"])
        code = HTTPStatus.OK if person else HTTPStatus.NOT_FOUND
        body = _HALVES[half](person) if person else {"code": code, "name": "not_found"}
        return {"individual_id": request["individual_id"], "code": code, "body": body}


def _individual(person: VendorPerson) -> dict[str, object]:
    return {"id": person.id, "emails": [{"type": "work", "data": person.email}]}


def _employment(person: VendorPerson) -> dict[str, object]:
    return {
        "id": person.id,
        "title": person.title,
        "employment": {"type": "employee"},
        "department": {"name": person.department},
        "location": {"city": person.location},
        "start_date": person.starts,
        "employment_status": "active" if person.employed else "terminated",
    }


_HALVES = {"individual": _individual, "employment": _employment}
