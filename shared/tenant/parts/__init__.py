"""Every kind of object, one module each."""

from collections.abc import Mapping

from shared.domain.setup import Kind
from shared.tenant.part import Part

PARTS: Mapping[Kind, Part] = {}
