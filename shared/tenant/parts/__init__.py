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

PARTS: Mapping[Kind, Part] = {
    Kind.SERVICE_PRINCIPAL: ServicePrincipalPart(),
    Kind.GROUP: GroupPart(),
    Kind.DEVICE_REGISTRATION: DeviceRegistrationPart(),
    Kind.AUTOMATIC_ENROLMENT: AutomaticEnrolmentPart(),
    Kind.APP: Apps(),
    Kind.SCRIPT: Scripts(),
    Kind.ENROLLMENT_STATUS_PAGE: StatusPages(),
    Kind.DEPLOYMENT_PROFILE: DeploymentProfiles(),
    Kind.PREPARATION_POLICY: PreparationPolicies(),
    Kind.CORPORATE_IDENTIFIERS: CorporateIdentifiers(),
}
