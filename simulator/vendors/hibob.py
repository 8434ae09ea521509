"""HiBob's ``POST /v1/people/{id}``.

By the vendor: the address, the id and token of a service user as Basic
authentication, fields asked for in dots and answered in slashes with their
``value``, list values as ids with their texts under ``humanReadable`` on demand,
429 when asked too often (apidocs.hibob.com, "Read company employee fields by
employee ID", "People read API contract", "Rate limiting").  Not confirmed: the
limit of this request (50 in a minute is that of the search), 404 for somebody
unknown, and the words of ``internal.status`` and
``internal.lifecycleStatus``.
"""

from collections.abc import Mapping
from http import HTTPStatus

from shared.domain.calls import Answered, Call
from simulator.vendors.api import VendorApi, VendorPerson, body_of, path_of, refused, told


class HiBob(VendorApi):
    """A company at HiBob; credentials are ``SERVICE-USER-ID:TOKEN``."""

    hosts = ("api.hibob.com",)

    def answer(self, call: Call) -> Answered:
        """Answer with the fields of one person."""
        if not self.is_ours(call):
            return refused(HTTPStatus.UNAUTHORIZED)
        match call.method, path_of(call), body_of(call):
            case "POST", ["v1", "people", person_id], {"fields": list(fields), **options}:
                if person_id in self.people:
                    return told(_answer(self.people[person_id], fields, options))
                return refused(HTTPStatus.NOT_FOUND)
            case _:
                return refused(HTTPStatus.BAD_REQUEST)


def _answer(
    person: VendorPerson, fields: list[object], options: Mapping[object, object]
) -> dict[str, object]:
    record = {
        "root.id": person.id,
        "root.email": person.email,
        "work.startDate": person.starts,
        "work.department": f"list-{person.department}",
        "work.site": person.location,
        "work.title": person.title,
        "internal.status": "Active" if person.employed else "Inactive",
        "internal.lifecycleStatus": "employed" if person.employed else "terminated",
    }
    asked = {name: value for name, value in record.items() if name in fields}
    slashed: dict[str, object] = {
        f"/{name.replace('.', '/')}": {"value": value} for name, value in asked.items()
    }
    if options.get("humanReadable") != "APPEND":
        return slashed
    return {**slashed, "humanReadable": {"work": {"department": person.department}}}
