r"""Names for tables and keys that Azure Tables accepts.

The rules are Azure's, from "Understanding the Table service data model"
(learn.microsoft.com/rest/api/storageservices): a key may not hold ``/ \ # ?``
or control characters and ends at 1 KiB; a table is named by 3 to 63 letters
and digits, a letter first.  It must not depend on the SDK.
"""

import re
from hashlib import sha256
from urllib.parse import quote

_PLAIN = " !$&()*+,:;@[]{}|<>^`"
_LONGEST = 512
_PREFIX = 256
_TABLE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{2,62}")


def stored_key(key: str) -> str:
    """Write a key with the letters, digits and signs that are safe in an Azure key and its URL.

    Everything else becomes ``=XX``, one for each byte of UTF-8, so different
    keys stay different.  A key that gets longer than 512 characters (1 KiB in
    UTF-16) keeps its beginning, followed by ``==`` and its SHA-256.
    """
    escaped = quote(key, safe=_PLAIN).replace("%", "=")
    if len(escaped) <= _LONGEST:
        return escaped
    return f"{escaped[:_PREFIX]}=={sha256(key.encode()).hexdigest()}"


def stored_table(prefix: str, table: str) -> str:
    """Name a table of ours among the tables of others; ``ValueError`` when Azure would not."""
    name = prefix + table
    if not _TABLE_NAME.fullmatch(name):
        message = f"{name!r} names no Azure table: 3 to 63 letters and digits, a letter first"
        raise ValueError(message)
    return name
