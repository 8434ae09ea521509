"""Where the next page begins, as a text that a caller carries without looking inside."""

import json

from shared.domain.errors import Reason, Rejected


def to_continuation(partition: str, row: str) -> str:
    """Write down a position in a table."""
    return json.dumps([partition, row])


def from_continuation(text: str) -> tuple[str, str]:
    """Read a position; ``Rejected`` when the text is none that ``to_continuation`` wrote."""
    try:
        position = json.loads(text)
    except ValueError as error:
        raise Rejected(_UNREADABLE) from error
    match position:
        case [str(partition), str(row)]:
            return partition, row
        case _:
            raise Rejected(_UNREADABLE)


_UNREADABLE = Reason(
    code="continuation-unreadable",
    sentence="The continuation does not say where a page begins.",
    remedy="Start again from the first page.",
)
