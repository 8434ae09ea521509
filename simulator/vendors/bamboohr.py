"""BambooHR's ``GET /api/v1/employees/{id}``, at its older address, too.

By the vendor: the addresses, Basic authentication with any password beside the
key, only the fields that are asked for, dates of history tables that lie ahead
with ``onlyCurrent=false``, 503 when throttled (documentation.bamboohr.com, "Get
Employee", "Technical Overview").  Seen in third-party code, not confirmed by the
vendor: ``Retry-After`` beside that 503, and blank dates as ``0000-00-00``.
"""

from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from shared.domain.calls import Answered, Call
from simulator.vendors.api import VendorApi, VendorPerson, path_of, refused, told

NO_DATE = "0000-00-00"


class BambooHr(VendorApi):
    """The company ``contoso`` at BambooHR; credentials are ``APIKEY:x``."""

    hosts = ("contoso.bamboohr.com", "api.bamboohr.com")

    def answer(self, call: Call) -> Answered:
        """Answer with the fields of one person."""
        if not self.is_ours(call):
            return refused(HTTPStatus.UNAUTHORIZED)
        match call.method, path_of(call):
            case "GET", (
                ["api", "v1", "employees", person_id]
                | ["api", "gateway.php", "contoso", "v1", "employees", person_id]
            ) if person_id in self.people:
                fields = parse_qs(urlsplit(call.url).query).get("fields", [""])[0].split(",")
                record = _record(self.people[person_id])
                asked = {name: value for name, value in record.items() if name in fields}
                return told({"id": person_id, **asked})
            case _:
                return refused(HTTPStatus.NOT_FOUND)

    def _slow_down(self, seconds: int) -> Answered:
        return Answered(
            status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"retry-after": str(seconds)}
        )


def _record(person: VendorPerson) -> dict[str, str]:
    return {
        "workEmail": person.email,
        "hireDate": person.starts or NO_DATE,
        "department": person.department,
        "location": person.location,
        "jobTitle": person.title,
        "employmentHistoryStatus": "Full-Time",
        "status": "Active" if person.employed else "Inactive",
    }
