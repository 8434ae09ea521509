"""Every enrollment configuration: pages of status that people make, and what each tenant has."""

from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity, bad_request, no_such_record
from simulator.tenant.assignments import ALL_DEVICES, ALL_USERS, Target, Targets, reach
from simulator.tenant.enrollment_pages import (
    PAGE_TYPE,
    EnrollmentConfiguration,
    changed_page,
    needs_its_type,
    new_page,
)

_EVERYBODY = "All users and all devices"
_DEFAULT_PAGE = "_DefaultWindows10EnrollmentCompletionPageConfiguration"
_PAGE = "_Windows10EnrollmentCompletionPageConfiguration"
# The other configurations that no tenant is without: type, end of the id, own properties.
_OTHERS = (
    ("deviceEnrollmentLimitConfiguration", "_DefaultLimit", {"limit": 5}),
    (
        "deviceEnrollmentPlatformRestrictionsConfiguration",
        "_DefaultPlatformRestrictions",
        {
            "windowsRestriction": {
                "platformBlocked": False,
                "personalDeviceEnrollmentBlocked": False,
            }
        },
    ),
    (
        "deviceEnrollmentWindowsHelloForBusinessConfiguration",
        "_DefaultWindowsHelloForBusiness",
        {"state": "notConfigured"},
    ),
)


class EnrollmentConfigurations:
    """Enrollment status pages by priority, and other configurations, which stay as they are."""

    def __init__(self, agenda: Agenda, targets: Targets) -> None:
        self._agenda = agenda
        self._targets = targets
        self._made = 0
        self._pages: list[EnrollmentConfiguration] = []
        tenant = agenda.draws.guid("enrollment configurations")
        usual = new_page({"displayName": _EVERYBODY}, beta=True)
        self._default = self._new(f"{tenant}{_DEFAULT_PAGE}", PAGE_TYPE, usual)
        self._others = [
            self._new(f"{tenant}{end}", f"#microsoft.graph.{kind}", _named(_EVERYBODY) | own)
            for kind, end, own in _OTHERS
        ]

    def every(self) -> list[EnrollmentConfiguration]:
        """List the configurations of every type, in no order that says anything."""
        return [*self._others, self._default, *self._pages]

    def get(self, configuration_id: str) -> EnrollmentConfiguration:
        """Find a configuration; ``GraphFault`` 404 when there is none."""
        for each in self.every():
            if each.id == configuration_id:
                return each
        raise no_such_record(configuration_id)

    def create(self, body: Entity, *, beta: bool) -> EnrollmentConfiguration:
        """Create a page that comes last; the same again makes another one."""
        if body.get("@odata.type") != PAGE_TYPE:
            message = f"Only '{PAGE_TYPE}' can be created in the simulated tenant."
            raise bad_request(message)
        fields = new_page(body, beta=beta)
        self._made += 1
        page_id = self._agenda.draws.guid("enrollment page", str(self._made)) + _PAGE
        page = self._new(page_id, PAGE_TYPE, fields)
        self._pages.append(page)
        self._number()
        return page

    def update(self, configuration_id: str, body: Entity, *, beta: bool) -> EnrollmentConfiguration:
        """Write over a page's properties, the default page's too."""
        page = self._page(configuration_id)
        if needs_its_type(body):
            message = "The property does not exist on type 'deviceEnrollmentConfiguration'."
            raise bad_request(message)
        page.fields = changed_page(body, page.fields, beta=beta)
        page.modified = self._agenda.now()
        page.version += 1
        return page

    def remove(self, configuration_id: str) -> None:
        """Delete a page; those after it move up.  ``GraphFault`` 400 for the default one."""
        self._pages.remove(self._own(configuration_id))
        self._number()

    def assign(self, configuration_id: str, written: object) -> None:
        """Replace the targets of a page."""
        page = self._own(configuration_id)
        page.targets = self._targets.read_all(written, "enrollmentConfigurationAssignments")

    def prioritise(self, configuration_id: str, priority: object) -> None:
        """Move a page to a place counted from 1; the others make room."""
        page = self._own(configuration_id)
        if not isinstance(priority, int) or isinstance(priority, bool) or priority < 1:
            message = "The parameter priority must be a positive number."
            raise bad_request(message)
        self._pages.remove(page)
        self._pages.insert(priority - 1, page)
        self._number()

    def page_for(self, group_ids: set[str]) -> EnrollmentConfiguration:
        """Find the page that is shown to a person on a device, who are in these groups."""
        for page in self._pages:
            if reach(page.targets, group_ids, ALL_DEVICES, ALL_USERS):
                return page
        return self._default

    def targets_of(self, configuration_id: str) -> list[Target]:
        """List the targets of a configuration; ``GraphFault`` 404 when there is none."""
        return self.get(configuration_id).targets

    def _page(self, configuration_id: str) -> EnrollmentConfiguration:
        found = self.get(configuration_id)
        if found.kind != PAGE_TYPE:
            message = "Only enrollment status pages can be changed in the simulated tenant."
            raise bad_request(message)
        return found

    def _own(self, configuration_id: str) -> EnrollmentConfiguration:
        page = self._page(configuration_id)
        if page is self._default:
            message = "The default enrollment status page cannot be deleted, assigned or moved."
            raise bad_request(message)
        return page

    def _number(self) -> None:
        for priority, page in enumerate(self._pages, 1):
            page.priority = priority

    def _new(self, configuration_id: str, kind: str, fields: Entity) -> EnrollmentConfiguration:
        now: datetime = self._agenda.now()
        return EnrollmentConfiguration(
            id=configuration_id, kind=kind, fields=fields, priority=0, created=now, modified=now
        )


def _named(name: str) -> Entity:
    return {"displayName": name, "description": "", "roleScopeTagIds": ["0"]}
