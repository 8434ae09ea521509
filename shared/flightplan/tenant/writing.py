"""Objects written back as the section ``tenant`` of a flight plan.

What the models make of the text is what was written: nothing is said that they
would know without it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from shared.domain.setup import Fields, Kind, Wanted
from shared.flightplan.tenant import shortening
from shared.flightplan.tenant.apps import FIELDS, AppModel, ScriptModel, implied_by
from shared.flightplan.tenant.groups import TenantGroupModel
from shared.flightplan.tenant.preparation import PreparationPolicyModel
from shared.flightplan.tenant.profiles import DeploymentProfileModel
from shared.flightplan.tenant.registration import AutomaticEnrolmentModel, DeviceRegistrationModel
from shared.flightplan.tenant.status_pages import StatusPageModel
from shared.flightplan.yaml_text import yaml_of

type _Said = dict[str, Any] | list[str]

_LAST = 1 << 31


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A section with its *comment*; how its objects are said, and how the fields of one are."""

    kind: Kind
    name: str
    comment: str
    model: type[BaseModel]
    says: Callable[["_Section", Sequence[Wanted]], _Said]
    shortened: Callable[[Fields], Fields] = shortening.as_it_is


def text_of(objects: Sequence[Wanted]) -> str:
    """Write objects as YAML: each section with a comment, its objects by priority and by key.

    What others imply is left out: the service principal, and the groups of apps
    and scripts that a device preparation policy gives them.
    """
    written = "".join(_written(section, objects) for section in _SECTIONS)
    return f"tenant:\n{written}" if written else "tenant: {}\n"


def _written(section: _Section, objects: Sequence[Wanted]) -> str:
    said = section.says(section, objects)
    text = yaml_of({section.name: said}, indent=2)
    return f"  # {section.comment}\n{text}" if said else ""


def _by_key(section: _Section, objects: Sequence[Wanted]) -> _Said:
    return {each.key: _one(section, each) for each in _in_order(section.kind, objects)}


def _one(section: _Section, each: Wanted) -> dict[str, Any]:
    named = shortening.but_defaults(section.model, section.shortened(each.fields))
    name = {} if each.name == each.key else {"name": each.name}
    return name | ({"id": each.id} if each.id else {}) | named


def _single(section: _Section, objects: Sequence[Wanted]) -> _Said:
    found = _in_order(section.kind, objects)
    return shortening.but_defaults(section.model, found[0].fields) if found else {}


def _identifiers(section: _Section, objects: Sequence[Wanted]) -> _Said:
    found = _in_order(section.kind, objects)
    return [text for each in found for text in each.fields["identifiers"]]


def _but_implied(section: _Section, objects: Sequence[Wanted]) -> _Said:
    """Write apps or scripts, but for what policies say of them anyway."""
    field = FIELDS[section.kind]
    implied = implied_by(_in_order(Kind.PREPARATION_POLICY, objects), section.kind)
    said: dict[str, Any] = {}
    for each in _in_order(section.kind, objects):
        groups = [group for group in each.fields[field] if group not in implied.get(each.key, ())]
        if groups or each.id or each.key not in implied:
            said[each.key] = {"id": each.id} if each.id else {}
            said[each.key] |= {field: groups} if groups else {}
    return said


def _in_order(kind: Kind, objects: Sequence[Wanted]) -> list[Wanted]:
    def place(each: Wanted) -> tuple[int, str, str]:
        return each.fields.get("priority", _LAST), each.key.casefold(), each.key

    return sorted((each for each in objects if each.kind is kind), key=place)


_SECTIONS = (
    _Section(
        kind=Kind.AUTOMATIC_ENROLMENT,
        name="automatic_enrolment",
        comment="Mobility (MDM and WIP) > Microsoft Intune: MDM user scope.",
        model=AutomaticEnrolmentModel,
        says=_single,
    ),
    _Section(
        kind=Kind.DEVICE_REGISTRATION,
        name="device_registration",
        comment="Devices > Device settings: who may join, who becomes a local administrator.",
        model=DeviceRegistrationModel,
        says=_single,
    ),
    _Section(
        kind=Kind.GROUP,
        name="groups",
        comment="Groups of devices and of people; without a rule their membership is assigned.",
        model=TenantGroupModel,
        says=_by_key,
        shortened=shortening.group,
    ),
    _Section(
        kind=Kind.APP,
        name="apps",
        comment="Who gets apps of the tenant, besides what device preparation policies say.",
        model=AppModel,
        says=_but_implied,
    ),
    _Section(
        kind=Kind.SCRIPT,
        name="scripts",
        comment="Who gets scripts of the tenant, besides what device preparation policies say.",
        model=ScriptModel,
        says=_but_implied,
    ),
    _Section(
        kind=Kind.ENROLLMENT_STATUS_PAGE,
        name="enrollment_status_pages",
        comment="Enrollment Status Page.",
        model=StatusPageModel,
        says=_by_key,
        shortened=shortening.assigned,
    ),
    _Section(
        kind=Kind.DEPLOYMENT_PROFILE,
        name="deployment_profiles",
        comment="Windows Autopilot > Deployment profiles.",
        model=DeploymentProfileModel,
        says=_by_key,
        shortened=shortening.assigned,
    ),
    _Section(
        kind=Kind.PREPARATION_POLICY,
        name="preparation_policies",
        comment="Windows Autopilot device preparation > Device preparation policies.",
        model=PreparationPolicyModel,
        says=_by_key,
        shortened=shortening.assigned,
    ),
    _Section(
        kind=Kind.CORPORATE_IDENTIFIERS,
        name="corporate_identifiers",
        comment="Corporate device identifiers: Manufacturer,Model,Serial.",
        model=BaseModel,
        says=_identifiers,
    ),
)
