"""How one object is named in another's request: by an address that ends with its id."""

import re

from simulator.tenant.answers import bad_request

_DIRECTORY_OBJECTS = "https://graph.microsoft.com/v1.0/directoryObjects/"
_LAST = re.compile(r".*/(?:[^/(]+\('(?P<quoted>[^']+)'\)|(?P<bare>[^/()]+))/?")


def reference_to(object_id: str) -> str:
    """Write the address of an object the way an app would."""
    return _DIRECTORY_OBJECTS + object_id


def referenced_id(address: object) -> str:
    """Read the id out of ``…/groups/id`` or ``…/groups('id')``; ``GraphFault`` 400 without one."""
    found = _LAST.fullmatch(address) if isinstance(address, str) else None
    if found is None:
        message = "Invalid URL format specified in @odata.bind or @odata.id."
        raise bad_request(message, "Request_BadRequest")
    return found["quoted"] or found["bare"]
