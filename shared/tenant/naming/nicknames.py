"""The mail nickname that Graph wants of every group, although no mail ever reaches it."""

import hashlib
import unicodedata

# "Create group": ASCII, at most 64 characters, and none of @ () \\ [] " ; : . <> , SPACE.
_LONGEST = 64
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_DIGITS = 8


def nickname(name: str) -> str:
    """Make a nickname of a display name, the same one every time and never an empty one.

    What a nickname cannot hold is left out, and a digest tells such names apart.
    """
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(each for each in letters if each in _PLAIN)
    if plain == name.replace(" ", "") and 0 < len(plain) <= _LONGEST:
        return plain
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
    return f"{plain[: _LONGEST - _DIGITS - 1] or 'group'}-{digest}"
