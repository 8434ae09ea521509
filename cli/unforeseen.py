"""What nobody foresaw, told in a sentence; the trace goes to a file, for whoever mends it."""

import sys
import tempfile
import traceback
from types import TracebackType

from cli.exits import Trouble, tell


def tell_unforeseen(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Take the place of Python's own ``sys.excepthook``, which shows the trace itself."""
    if issubclass(kind, KeyboardInterrupt):
        sys.stderr.write("\nStopped.\n")
        return
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="groundcrew-", suffix=".txt", delete=False
    ) as report:
        traceback.print_exception(kind, error, trace, file=report)
    sentence = f"Something happened that nobody foresaw: {kind.__name__}."
    remedy = f"Please report it with the file {report.name}; look first what it says."
    tell(Trouble(sentence, remedy))
