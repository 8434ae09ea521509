"""Every kind of object, one module each."""

from collections.abc import Mapping

from shared.domain.setup import Kind
from shared.tenant.part import Part
from shared.tenant.parts.automatic_enrolment import AutomaticEnrolment
from shared.tenant.parts.device_registration import DeviceRegistration
from shared.tenant.parts.groups import Groups
from shared.tenant.parts.service_principals import ServicePrincipals

_PARTS: tuple[Part, ...] = (
    ServicePrincipals(),
    Groups(),
    DeviceRegistration(),
    AutomaticEnrolment(),
)

PARTS: Mapping[Kind, Part] = {each.kind: each for each in _PARTS}
