"""Every kind of object, one module each."""

from collections.abc import Mapping

from shared.domain.setup import Kind
from shared.tenant.part import Part
from shared.tenant.parts.apps import Apps
from shared.tenant.parts.identifiers import CorporateIdentifiers
from shared.tenant.parts.preparation_policies import PreparationPolicies
from shared.tenant.parts.profiles import DeploymentProfiles
from shared.tenant.parts.scripts import Scripts
from shared.tenant.parts.status_pages import StatusPages

_PARTS: tuple[Part, ...] = (
    Apps(),
    Scripts(),
    StatusPages(),
    DeploymentProfiles(),
    PreparationPolicies(),
    CorporateIdentifiers(),
)

PARTS: Mapping[Kind, Part] = {each.kind: each for each in _PARTS}
