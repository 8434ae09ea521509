"""Personio's second API: ``POST /v2/auth/token``, persons and their employments.

By the vendor: client credentials in a form, persons without employment data
beside the employments' ids, employments at an address of their own
(developer.personio.de, "Person & Employment v2 APIs").  Seen in third-party
code, not confirmed: ``employment_start_date``, ``status``, ``type``, the title of
``position``, the ids of ``org_units``, ``email``, and that a token lasts a day.  The limits are not
published (developer.personio.de, discussion "Rate limits for persons endpoint").
"""

from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import parse_qs

from shared.domain.calls import Answered, Call
from shared.ports import Clock
from simulator.vendors.api import VendorApi, VendorPerson, authorized, path_of, refused, told


class Personio(VendorApi):
    """A company at Personio; credentials are ``CLIENT-ID:CLIENT-SECRET``.

    *tokens* is how many it has issued, each good for *lasting*.
    """

    hosts = ("api.personio.de",)

    def __init__(self, clock: Clock, credentials: str, *, per_minute: int = 60) -> None:
        super().__init__(clock, credentials, per_minute=per_minute)
        self.tokens = 0
        self.lasting = timedelta(days=1)
        self._good: dict[str, datetime] = {}

    def withdraws_tokens(self) -> None:
        """Take back every token that is out."""
        self._good.clear()

    def answer(self, call: Call) -> Answered:
        """Answer with a token, a person, or their employments."""
        path = path_of(call)
        if (call.method, path) == ("POST", ["v2", "auth", "token"]):
            return self._token(call)
        if not self.is_ours(call):
            return refused(HTTPStatus.UNAUTHORIZED)
        match call.method, path:
            case "GET", ["v2", "persons", person_id] if person_id in self.people:
                return told(_person(self.people[person_id]))
            case "GET", ["v2", "persons", person_id, "employments"] if person_id in self.people:
                return told({"_data": [_employment(self.people[person_id])], "_meta": {}})
            case _:
                return refused(HTTPStatus.NOT_FOUND)

    def is_ours(self, call: Call) -> bool:
        """Say whether a call holds a token that is still good."""
        now = self._clock.now()
        return any(
            authorized(call, f"Bearer {token}") and until > now
            for token, until in self._good.items()
        )

    def _token(self, call: Call) -> Answered:
        form = {name: values[0] for name, values in parse_qs(call.body.decode()).items()}
        given = f"{form.get('client_id')}:{form.get('client_secret')}"
        if form.get("grant_type") != "client_credentials" or given != self._credentials:
            return refused(HTTPStatus.UNAUTHORIZED)
        self.tokens += 1
        token = f"papi-{self.tokens}"
        self._good[token] = self._clock.now() + self.lasting
        lasts = int(self.lasting.total_seconds())
        return told({"access_token": token, "token_type": "Bearer", "expires_in": lasts})


def _person(person: VendorPerson) -> dict[str, object]:
    return {
        "id": person.id,
        "email": person.email,
        "status": _status(person),
        "employments": [{"id": f"employment-{person.id}"}],
        "custom_attributes": [],
    }


def _employment(person: VendorPerson) -> dict[str, object]:
    return {
        "id": f"employment-{person.id}",
        "person": {"id": person.id},
        "status": _status(person),
        "employment_start_date": person.starts,
        "type": "INTERNAL",
        "position": {"title": person.title},
        "office": {"id": person.location},
        "org_units": [{"type": "department", "id": person.department}],
    }


def _status(person: VendorPerson) -> str:
    return "ACTIVE" if person.employed else "INACTIVE"
