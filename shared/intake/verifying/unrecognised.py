"""The one refusal of this package, and how a header is read for it."""

from shared.runtime.http import Request

# A time stamp, an id or a few signatures; an access token is longer, and has a limit of its own.
LONGEST_HEADER = 4096


class Unrecognised(Exception):
    """The sender is not the one that it should be.

    *code* says why, for the log; it holds nothing of what was sent, and the
    caller never hears it.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def header_of(request: Request, name: str, longest: int = LONGEST_HEADER) -> str:
    """Read a header of printable ASCII that has to be there."""
    value = request.headers.get(name, "")
    if not value:
        raise Unrecognised("header-missing")
    if len(value) > longest:
        raise Unrecognised("header-too-long")
    if not (value.isascii() and value.isprintable()):
        raise Unrecognised("header-characters")
    return value
