"""Every kind of object, one module each."""

from collections.abc import Mapping

from shared.domain.setup import Kind
from shared.tenant.part import Part
from shared.tenant.parts.automatic_enrolment import AutomaticEnrolmentPart
from shared.tenant.parts.device_registration import DeviceRegistrationPart
from shared.tenant.parts.groups import GroupPart
from shared.tenant.parts.service_principals import ServicePrincipalPart

PARTS: Mapping[Kind, Part] = {
    Kind.SERVICE_PRINCIPAL: ServicePrincipalPart(),
    Kind.GROUP: GroupPart(),
    Kind.DEVICE_REGISTRATION: DeviceRegistrationPart(),
    Kind.AUTOMATIC_ENROLMENT: AutomaticEnrolmentPart(),
}
