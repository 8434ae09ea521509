"""What a request of the directory's costs, in the units that Entra counts.

Source: "Microsoft Graph service-specific throttling limits", identity and access.
"""

import re

from simulator.tenant.operations import Operation

# Whatever is not listed costs one, writes included.
_COSTS = {
    Operation.USER: 2,
    Operation.USERS: 2,
    Operation.MEMBERS: 3,
    Operation.LICENCE_DETAILS: 2,
    Operation.CHECK_MEMBER_GROUPS: 4,
}
_TOP = re.compile(r"[?&]\$top=(\d+)")
_SMALL_PAGE = 20


def resource_units(operation: Operation, url: str) -> int:
    """Count a request's units: ``$select`` and a small ``$top`` make it cheaper, never free."""
    cost = _COSTS.get(operation, 1)
    top = _TOP.search(url)
    cost -= "$select=" in url
    cost += "$expand=" in url
    cost -= top is not None and int(top[1]) < _SMALL_PAGE
    return max(cost, 1)
