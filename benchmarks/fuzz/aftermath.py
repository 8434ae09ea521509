"""What is left when it is over: messages on the queues, memory of the host."""

import json
import os
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from benchmarks.fuzz.doors import AT_ONCE
from simulator.queues import Delivery, Queues

_EVERYTHING = 1_000_000  # messages


class Heard:
    """What the messages of the queues go back to, by queue and correlation."""

    def __init__(self) -> None:
        self._completed: set[tuple[str, str]] = set()

    def listen(self, queues: Queues) -> None:
        """Hear of every message that is completed; none comes a second time for it."""
        queues.deliver_again(self._hear)

    def strays(self, queues: Queues, accepted: AbstractSet[str]) -> Iterator[str]:
        """Tell of messages that no accepted request has sent."""
        left = {
            (queue, _correlation(peeked.message.body))
            for queue in AT_ONCE
            if queues.knows(queue)
            for peeked in queues.peek(queue, _EVERYTHING)
        }
        for queue, correlation in self._completed | left:
            if queue in AT_ONCE and correlation not in accepted:
                yield f"{queue} was sent {correlation!r}, which no answer had promised"

    def _hear(self, delivery: Delivery) -> bool:
        self._completed.add((delivery.queue, _correlation(delivery.message.body)))
        return False


def memory(pid: int) -> int:
    """Read how many bytes of memory a process has in use; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _correlation(body: bytes) -> str:
    return str(json.loads(body)["correlation"])
