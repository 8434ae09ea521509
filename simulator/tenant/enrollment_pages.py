"""One enrollment configuration, and what v1.0 and beta show of it.

Source of the properties: "windows10EnrollmentCompletionPageConfiguration resource
type", in v1.0 with one property of its own, in beta with all of them.
"""

from dataclasses import dataclass, field
from datetime import datetime

from simulator.tenant.answers import Entity, stamp
from simulator.tenant.assignments import Target
from simulator.tenant.properties import Properties, Property, flag, name_of_it, number, text, texts

PAGE_TYPE = "#microsoft.graph.windows10EnrollmentCompletionPageConfiguration"

_IGNORED = (
    "id",
    "priority",  # a new page goes last, whatever is asked (observed by others)
    "createdDateTime",
    "lastModifiedDateTime",
    "version",
    "deviceEnrollmentConfigurationType",
)
_OF_EVERY_TYPE = (name_of_it("displayName"), text("description", most=1_500))
_OF_EVERY_TYPE_IN_BETA = (texts("roleScopeTagIds", "0"),)
_IN_V1 = (flag("allowNonBlockingAppInstallation"),)
_IN_BETA: tuple[Property, ...] = (
    flag("showInstallationProgress"),
    flag("blockDeviceSetupRetryByUser", at_first=True),
    flag("allowDeviceResetOnInstallFailure"),
    flag("allowLogCollectionOnInstallFailure"),
    text("customErrorMessage", most=10_000),
    number("installProgressTimeoutInMinutes", 60, least=1, most=1_440),
    flag("allowDeviceUseOnInstallFailure"),
    texts("selectedMobileAppIds"),
    flag("trackInstallProgressForAutopilotOnly"),
    flag("disableUserStatusTrackingAfterFirstUser"),
    flag("installQualityUpdates"),
)
_V1 = Properties(*_OF_EVERY_TYPE, *_IN_V1, ignored=_IGNORED)
_BETA = Properties(*_OF_EVERY_TYPE, *_OF_EVERY_TYPE_IN_BETA, *_IN_V1, *_IN_BETA, ignored=_IGNORED)
_BETA_ALONE = frozenset(each.name for each in (*_OF_EVERY_TYPE_IN_BETA, *_IN_BETA))
_OF_PAGES_ALONE = frozenset(each.name for each in (*_IN_V1, *_IN_BETA))


@dataclass(slots=True, kw_only=True)
class EnrollmentConfiguration:
    """A configuration of any *kind*; *fields* are Graph's, without those of every object."""

    id: str
    kind: str
    fields: Entity
    priority: int
    created: datetime
    modified: datetime
    version: int = 1
    targets: list[Target] = field(default_factory=list[Target])

    @property
    def name(self) -> str:
        """The name that people give it."""
        return str(self.fields["displayName"])

    def entity(self, *, beta: bool) -> Entity:
        """Write the configuration as one version shows it."""
        hidden = frozenset[str]() if beta else _BETA_ALONE
        shown = {name: value for name, value in self.fields.items() if name not in hidden}
        kind = {"deviceEnrollmentConfigurationType": _kind_of(self.kind)} if beta else {}
        return {
            "@odata.type": self.kind,
            "id": self.id,
            "priority": self.priority,
            "createdDateTime": stamp(self.created),
            "lastModifiedDateTime": stamp(self.modified),
            "version": self.version,
            **kind,
            **shown,
        }


def new_page(body: Entity, *, beta: bool) -> Entity:
    """Read the fields of a new page; ``GraphFault`` 400 for what the version does not know."""
    return _BETA.at_first() | (_BETA if beta else _V1).created(body)


def changed_page(body: Entity, before: Entity, *, beta: bool) -> Entity:
    """Write over a page's fields; ``GraphFault`` 400 for what the version does not know."""
    return (_BETA if beta else _V1).taken(body, before)


def needs_its_type(body: Entity) -> bool:
    """Say whether a body has what only this type of configuration has, and does not name it."""
    return "@odata.type" not in body and not _OF_PAGES_ALONE.isdisjoint(body)


def _kind_of(kind: str) -> str:
    name = kind.removeprefix("#microsoft.graph.")
    if kind != PAGE_TYPE:
        name = name.removeprefix("deviceEnrollment").removesuffix("Configuration")
    return name[0].lower() + name[1:]
