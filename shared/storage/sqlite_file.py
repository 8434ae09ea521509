"""The SQLite file itself: how it is opened, and what its errors mean to us.

It must not know what the rows say.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from shared.domain.errors import Misconfigured, Reason, Unavailable

_BUSY_SECONDS = 5.0
_PAUSE_SECONDS = 0.02

_SET_UP = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    """
    CREATE TABLE IF NOT EXISTS stored_rows (
        table_name TEXT NOT NULL, partition_key TEXT NOT NULL, row_key TEXT NOT NULL,
        document TEXT NOT NULL, etag TEXT NOT NULL,
        PRIMARY KEY (table_name, partition_key, row_key)
    )
    """,
)


def connect(path: str) -> sqlite3.Connection:
    """Open the file at *path* and its folder, creating what is missing; blocks while it is busy."""
    if path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        _set_up(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    # A switch to write-ahead logging does not wait for another process that is switching too.
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            for statement in _SET_UP:
                connection.execute(statement).close()
        except sqlite3.OperationalError as error:
            if _primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


_MISPLACED = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
)


@contextmanager
def our_errors() -> Iterator[None]:
    """Raise what SQLite raises as one of our errors, with SQLite's as its cause."""
    try:
        yield
    except OSError as error:
        raise Misconfigured(_misplaced(error)) from error
    except sqlite3.Error as error:
        if _primary_code(error) in _MISPLACED:
            raise Misconfigured(_misplaced(error)) from error
        message = f"the SQLite store does not answer: {error}"
        raise Unavailable(message, after=timedelta(seconds=1)) from error


def _primary_code(error: sqlite3.Error) -> int:
    # Extended result codes carry the primary one in their low byte (sqlite.org/rescode.html).
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _misplaced(error: Exception) -> Reason:
    return Reason(
        code="state-url-unusable",
        sentence="The file that the setting STATE_URL names cannot be used as a store.",
        remedy="Name a file that may be written to, for example sqlite:///state/groundcrew.db.",
        evidence={"error": str(error)},
    )
