"""Trouble in the store: triggers in the app's own SQLite file, and a second writer that blocks it.

The app runs unchanged, with its own adapter; what it writes is struck inside the
file, as Azure Tables would strike it:

- *conflict*: a guarded write finds that the row has changed (or is there already);
- *refused*: the write fails and changes nothing;
- *lost*: the write is had, and fails all the same;
- *blocked*: somebody else writes for so long that writers wait, or give up.

SQLite's ``RAISE(IGNORE)`` skips the row without an error, which the adapter takes
for a changed etag; ``RAISE(FAIL)`` fails the statement and keeps what it did
before (sqlite.org/lang_createtrigger.html).
"""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

CONFLICTS, REFUSED, LOST = 30, 10, 10  # of a thousand writes
_BLOCKS = (5.0, 10.0)  # seconds between two
_BLOCKED = (0.05, 0.5)  # seconds
_LONG_BLOCK, _LONG_SHARE = 6.0, 0.05  # longer than the adapter waits

# Only writes that are guarded may find a conflict.  An upsert never does, and skipping it
# would lose what the app was told is written.
_GUARDED = """
    (NEW.table_name IN ('devices', 'hires', 'requests', 'deliveries')
     OR NEW.table_name = 'ledger' AND NEW.document LIKE '%"until"%')
"""
_MARK = "INSERT INTO trouble VALUES ('{kind}', (julianday('now') - 2440587.5) * 86400);"
_TRIGGER = """
    CREATE TRIGGER trouble_{kind}_{event} {moment} {event} ON stored_rows
    WHEN {which} AND abs(random()) % 1000 < {share}
    BEGIN {mark} SELECT RAISE({raises}); END;
"""


class StoreTrouble:
    """Troubles the file *database*, which exists already."""

    def __init__(self, database: Path, draw: Random) -> None:
        self._database = database
        self._draw = draw
        self._calm = asyncio.Event()
        self.blocked = 0

    def begin(self) -> None:
        """Set the triggers, and begin to block."""
        with closing(self._connect()) as connection:
            connection.executescript(_script())
        self._blocking = asyncio.create_task(self._block_again())

    async def end(self) -> None:
        """Take the triggers away; what they did stays counted."""
        self._calm.set()
        await self._blocking
        with closing(self._connect()) as connection:
            for kind in ("conflict", "refused", "lost"):
                for event in ("INSERT", "UPDATE"):
                    connection.execute(f"DROP TRIGGER trouble_{kind}_{event}")

    def moments(self) -> list[tuple[str, float]]:
        """List what was done: its kind, and when in seconds of the real time since 1970."""
        with closing(self._connect()) as connection:
            return connection.execute("SELECT kind, at FROM trouble ORDER BY at").fetchall()

    def counts(self) -> Counter[str]:
        """Count the disturbances by kind."""
        return Counter(kind for kind, _ in self.moments()) + Counter(blocked=self.blocked)

    async def _block_again(self) -> None:
        while not self._calm.is_set():
            try:
                await asyncio.wait_for(self._calm.wait(), self._draw.uniform(*_BLOCKS))
            except TimeoutError:
                is_long = self._draw.random() < _LONG_SHARE
                await self._block(_LONG_BLOCK if is_long else self._draw.uniform(*_BLOCKED))

    async def _block(self, seconds: float) -> None:
        with closing(self._connect()) as connection:
            await asyncio.to_thread(connection.execute, "BEGIN IMMEDIATE")
            self.blocked += 1
            await asyncio.sleep(seconds)
            connection.execute("ROLLBACK")

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(
            self._database, timeout=30, isolation_level=None, check_same_thread=False
        )


def _script() -> str:
    kinds = (
        ("conflict", "BEFORE", _GUARDED, CONFLICTS, "IGNORE"),
        ("refused", "BEFORE", "1", REFUSED, "FAIL, 'the write is refused'"),
        ("lost", "AFTER", "1", LOST, "FAIL, 'the answer is lost'"),
    )
    triggers = (
        _TRIGGER.format(
            kind=kind,
            event=event,
            moment=moment,
            which=which,
            share=share,
            mark=_MARK.format(kind=kind),
            raises=raises,
        )
        for kind, moment, which, share, raises in kinds
        for event in ("INSERT", "UPDATE")
    )
    return "CREATE TABLE trouble (kind TEXT, at REAL);" + "".join(triggers)
