"""Every kind of object, one module each."""

from collections.abc import Mapping

from shared.domain.setup import Kind
from shared.tenant.part import Part
from shared.tenant.parts.apps import Apps
from shared.tenant.parts.automatic_enrolment import AutomaticEnrolmentPart
from shared.tenant.parts.device_registration import DeviceRegistrationPart
from shared.tenant.parts.groups import GroupPart
from shared.tenant.parts.identifiers import CorporateIdentifiers
from shared.tenant.parts.preparation_policies import PreparationPolicies
from shared.tenant.parts.profiles import DeploymentProfiles
from shared.tenant.parts.scripts import Scripts
from shared.tenant.parts.service_principals import ServicePrincipalPart
from shared.tenant.parts.status_pages import StatusPages

_PARTS: tuple[Part, ...] = (
    ServicePrincipalPart(),
    GroupPart(),
    DeviceRegistrationPart(),
    AutomaticEnrolmentPart(),
    Apps(),
    Scripts(),
    StatusPages(),
    DeploymentProfiles(),
    PreparationPolicies(),
    CorporateIdentifiers(),
)

PARTS: Mapping[Kind, Part] = {each.kind: each for each in _PARTS}
