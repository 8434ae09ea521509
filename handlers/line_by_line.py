"""Take in a manifest line by line: what fails for one line is tried again for that line alone.

A manifest of a hundred lines is hundreds of writes.  Were each to begin with the
first line again, one write in fifty that fails would keep it from ever ending.
"""

from collections.abc import Awaitable, Callable, Sequence

from shared.domain.errors import Retryable
from shared.domain.serials import normalised
from shared.domain.shipment import ManifestLine

# So many failures in a row are the store's: the lines that are left need not ask as well.
_ENOUGH = 3


async def line_by_line(
    lines: Sequence[ManifestLine], take: Callable[[ManifestLine], Awaitable[None]]
) -> tuple[ManifestLine, ...]:
    """Take each line in; give those to be tried again (``Retryable`` when that is all of them).

    What is said of one device stays in its order: behind a line that failed, the
    device's other lines wait too.
    """
    left: list[ManifestLine] = []
    waiting: set[str] = set()
    failures: list[Retryable] = []
    for line in lines:
        serial = normalised(line.serial)
        if serial in waiting or len(failures) >= _ENOUGH:
            left.append(line)
            continue
        try:
            await take(line)
        except Retryable as error:
            failures.append(error)
            waiting.add(serial)
            left.append(line)
        else:
            failures.clear()
    if failures and len(left) == len(lines):
        raise failures[0]
    return tuple(left)
