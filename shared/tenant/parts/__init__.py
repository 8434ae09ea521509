"""Every kind of object, one module each."""

from collections.abc import Mapping

from shared.domain.setup import Kind
from shared.tenant.part import Part
from shared.tenant.parts.apps import Apps
from shared.tenant.parts.automatic_enrolment import AutomaticEnrolment
from shared.tenant.parts.device_registration import DeviceRegistration
from shared.tenant.parts.groups import Groups
from shared.tenant.parts.identifiers import CorporateIdentifiers
from shared.tenant.parts.preparation_policies import PreparationPolicies
from shared.tenant.parts.profiles import DeploymentProfiles
from shared.tenant.parts.scripts import Scripts
from shared.tenant.parts.service_principals import ServicePrincipals
from shared.tenant.parts.status_pages import StatusPages

PARTS: Mapping[Kind, Part] = {
    Kind.SERVICE_PRINCIPAL: ServicePrincipals(),
    Kind.GROUP: Groups(),
    Kind.DEVICE_REGISTRATION: DeviceRegistration(),
    Kind.AUTOMATIC_ENROLMENT: AutomaticEnrolment(),
    Kind.APP: Apps(),
    Kind.SCRIPT: Scripts(),
    Kind.ENROLLMENT_STATUS_PAGE: StatusPages(),
    Kind.DEPLOYMENT_PROFILE: DeploymentProfiles(),
    Kind.PREPARATION_POLICY: PreparationPolicies(),
    Kind.CORPORATE_IDENTIFIERS: CorporateIdentifiers(),
}
