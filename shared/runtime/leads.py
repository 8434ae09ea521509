"""The index that finds a device's person and a person's device, in either order.

Who arrives writes its own leads first and reads the other side's afterwards,
so of two that arrive at once at least one sees the other.

Beside the leads stands what is still owed: who has to look again because of
somebody else's news.  Should the process die, the news comes again and finds it.
"""

from collections.abc import Mapping

from shared.domain.pairing import Lead
from shared.domain.parties import Party, Side
from shared.domain.rows import Document, RowKey
from shared.ports import Rows

TABLE = "leads"


class Leads:
    """Leads by value; each row names one device, one hire or one request."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def leave(self, lead: Lead, party: Party, note: Mapping[str, str] | None = None) -> None:
        """Leave a lead; leaving it twice is leaving it once.  *note* says in what turn it is."""
        document = {"key": party.key, **(note or {})}
        await self._rows.upsert(_key(lead, party), document)

    async def withdraw(self, lead: Lead, party: Party) -> None:
        """Take a lead back."""
        await self._rows.delete(_key(lead, party))

    async def follow(self, lead: Lead, side: Side) -> tuple[str, ...]:
        """List who left this lead on one side, in a stable order."""
        return tuple(str(note["key"]) for note in await self.notes(lead, side))

    async def notes(self, lead: Lead, side: Side) -> tuple[Document, ...]:
        """List the notes of those who left this lead on one side, each with its *key*."""
        rows = await self._rows.within(TABLE, _partition(lead))
        return tuple(row.document for row in rows if row.key.row.startswith(f"{side}/"))

    async def owe(self, root: Party, party: Party) -> None:
        """Note that *party* has to look again before the news of *root* is done with."""
        await self._rows.upsert(_owed(root, str(party)), {"key": str(party)})

    async def owed(self, root: Party) -> tuple[Party, ...]:
        """List who still has to look again."""
        rows = await self._rows.within(TABLE, f"owed/{root}")
        return tuple(Party.read(str(row.document["key"])) for row in rows)

    async def settle(self, root: Party, party: Party) -> None:
        """Note that *party* has looked again, and everybody who had to because of that."""
        await self._rows.delete(_owed(root, str(party)))


def _partition(lead: Lead) -> str:
    return f"{lead.clue}/{lead.value}"


def _key(lead: Lead, party: Party) -> RowKey:
    return RowKey(table=TABLE, partition=_partition(lead), row=str(party))


def _owed(root: Party, key: str) -> RowKey:
    return RowKey(table=TABLE, partition=f"owed/{root}", row=key)
