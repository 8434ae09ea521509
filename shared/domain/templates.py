"""Texts that hold names in braces."""

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


def names_in(template: str) -> frozenset[str]:
    """List the names that a template asks for."""
    return frozenset(_NAME.findall(template))


def filled(template: str, values: Mapping[str, str]) -> str:
    """Put values in the place of their names; braces around anything else stay."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), template)
