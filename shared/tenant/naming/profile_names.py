"""Names of deployment profiles that Intune answers with a bare 500 (observed by others: CIPP)."""

import re

_PLAIN = re.compile(r"""[^\W_]|[ :"?.@$&_\[\]{}|\\]""")


def strange_signs(name: str) -> list[str]:
    """List the characters of a name that Intune may refuse without a word."""
    return sorted({sign for sign in name if not _PLAIN.fullmatch(sign)})
