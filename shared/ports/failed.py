"""What a change answers."""

from collections.abc import Mapping

from shared.domain.errors import GroundcrewError

# What could not be changed, and why; whatever is missing was done.
type Failed = Mapping[str, GroundcrewError]
