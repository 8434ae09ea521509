"""People, apps and whatever has an object id, found in numbers; and the organization itself."""

from collections.abc import Sequence
from functools import partial

from simulator.tenant.answers import Entity, Page, Slice, bad_request, no_such_resource, page_of
from simulator.tenant.face import Face, about
from simulator.tenant.matching import Matching, matches, query_of
from simulator.tenant.operations import Operation, Request
from simulator.tenant.service_principals import ServicePrincipal
from simulator.tenant.users import User

OBJECTS_PAGE = 100  # Graph's default for people and service principals
MOST_IDS = 1000

_PRINCIPALS = "/v1.0/servicePrincipals"


class ObjectOperations(Face):
    """Lists of directory objects, each request through the gate."""

    def service_principal(self, app_id: str) -> Entity:
        """Read an app's service principal by its app id; 404 when the tenant has none."""
        url = f"{_PRINCIPALS}(appId='{app_id}')"

        def read() -> Entity:
            found = self.model.service_principals.of_app(app_id)
            if found is None:
                raise no_such_resource(app_id)
            self.model.replicas.reach(found.id)
            return found.entity()

        return self.gate.run(Request(operation=Operation.SERVICE_PRINCIPAL, url=url), read)

    def service_principals_page(
        self, matching: Matching | None = None, part: Slice | None = None
    ) -> Page:
        """List one page of the service principals whose property *matching* asks for."""
        every = map(ServicePrincipal.entity, self.model.service_principals.every())
        request = Request(
            operation=Operation.SERVICE_PRINCIPALS, url=f"{_PRINCIPALS}{query_of(matching)}"
        )
        return self.gate.run(request, lambda: self._page(list(every), matching, part))

    def service_principals(self, matching: Matching | None = None) -> list[Entity]:
        """List the service principals, page by page."""
        page = partial(self.service_principals_page, matching)
        return self.every_page(page, OBJECTS_PAGE).items

    def create_service_principal(self, app_id: str) -> Entity:
        """Let an app be in the tenant; 409 when it is, 400 when there is no such app."""
        request = Request(
            operation=Operation.CREATE_SERVICE_PRINCIPAL, url=_PRINCIPALS, body={"appId": app_id}
        )
        at = self.model.agenda.now()
        create = self.model.service_principals.create
        return self.gate.run(request, lambda: create(app_id, at).entity())

    def objects_by_ids(self, ids: Sequence[str], types: Sequence[str] = ()) -> list[Entity]:
        """Read up to a thousand objects of these *types* (none named: of all) by their ids.

        Who is not found is left out.
        """
        request = Request(
            operation=Operation.OBJECTS_BY_IDS,
            url="/v1.0/directoryObjects/getByIds",
            body={"ids": list(ids), "types": list(types)},
            about=about().union(*map(self.about_object, ids)),
        )
        wanted = {each.casefold() for each in types} - {"directoryobject"}

        def read() -> list[Entity]:
            if len(ids) > MOST_IDS:
                # The limit is documented, the words of the refusal are not.
                message = f"A request names {MOST_IDS} ids at most."
                raise bad_request(message, "Request_BadRequest")
            kind = self.model.directory_objects.kind
            chosen = [each for each in ids if not wanted or (kind(each) or "").casefold() in wanted]
            seen = [each for each in chosen if not self.model.replicas.lack(each)]
            found = map(self.model.directory_objects.find, dict.fromkeys(seen))
            return [each for each in found if each is not None]

        return self.gate.run(request, read)

    def users_page(self, matching: Matching | None = None, part: Slice | None = None) -> Page:
        """List one page of the people whose property *matching* asks for, every property shown."""
        request = Request(
            operation=Operation.USERS,
            url=f"/v1.0/users{query_of(matching)}",
            about=about(*matching[1:]) if matching else frozenset(),
        )
        every = map(User.entity, self.model.users.every())
        return self.gate.run(request, lambda: self._page(list(every), matching, part))

    def users(self, matching: Matching | None = None) -> list[Entity]:
        """List people, page by page."""
        return self.every_page(partial(self.users_page, matching), OBJECTS_PAGE).items

    def organization(self) -> Entity:
        """Read the organization: the one in its list."""
        request = Request(operation=Operation.ORGANIZATION, url="/v1.0/organization")
        return self.gate.run(request, self.model.organization.entity)

    def _page(self, every: Sequence[Entity], matching: Matching | None, part: Slice | None) -> Page:
        seen = [each for each in every if not self.model.replicas.lack(each["id"])]
        found = [each for each in seen if matches(each, matching)]
        return page_of(found, part or Slice(top=OBJECTS_PAGE), dict)
