"""Rows in Azure Tables: the store of the cloud.

A table is created when the first row is written to it; reading never creates
one.  The SDK tries again only when the network broke, once and at once: longer
waits belong to the queue, not to an invocation that holds a message.  After
such a second try a ``Conflict`` may be of our own making; whoever meets one
looks again anyway.  It must not decide what becomes of a conflict.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from azure.core import MatchConditions
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.data.tables import TableEntity, UpdateMode
from azure.data.tables.aio import TableClient, TableServiceClient

from shared.domain.continuation import from_continuation, to_continuation
from shared.domain.errors import Conflict
from shared.domain.rows import Document, Row, RowKey, RowPage
from shared.storage.entities import from_entity, to_entity
from shared.storage.keys import stored_key, stored_table
from shared.storage.table_faults import our_errors

_PATIENCE: Mapping[str, Any] = {
    "retry_total": 1,
    "retry_connect": 1,
    "retry_read": 1,
    "retry_status": 0,
    "connection_timeout": 5,
    "read_timeout": 10,
}
_LARGEST_PAGE = (
    1000  # "Query timeout and pagination" (learn.microsoft.com/rest/api/storageservices)
)
_NO_ECHO = "return-no-content"


class TableRows:
    """Rows in the tables of one storage account whose names begin with *prefix* (letters)."""

    def __init__(self, service: TableServiceClient, *, prefix: str = "") -> None:
        self._service = service
        self._prefix = prefix
        self._clients: dict[str, TableClient] = {}

    async def get(self, key: RowKey) -> Row | None:
        """Read a row."""
        table = self._client(key.table)
        with our_errors():
            try:
                entity = await table.get_entity(stored_key(key.partition), stored_key(key.row))
            except ResourceNotFoundError:
                return None
        return _row(key.table, entity)

    async def insert(self, key: RowKey, document: Document) -> Row:
        """Write a new row; ``Conflict`` when there is one already."""
        entity = to_entity(key, document)
        written = await self._write(
            key.table, lambda table: table.create_entity(entity, response_preference=_NO_ECHO)
        )
        return Row(key=key, document=document, etag=written["etag"])

    async def replace(self, row: Row, document: Document) -> Row:
        """Write over *row*; ``Conflict`` when it has changed or gone since it was read."""
        with our_errors():
            try:
                written = await self._client(row.key.table).update_entity(
                    to_entity(row.key, document),
                    UpdateMode.REPLACE,
                    etag=row.etag,
                    match_condition=MatchConditions.IfNotModified,
                )
            except ResourceNotFoundError as error:
                message = f"{row.key.table} row {row.key.row} has gone since it was read"
                raise Conflict(message) from error
        return Row(key=row.key, document=document, etag=written["etag"])

    async def upsert(self, key: RowKey, document: Document) -> None:
        """Write a row whatever is there."""
        entity = to_entity(key, document)
        await self._write(key.table, lambda table: table.upsert_entity(entity, UpdateMode.REPLACE))

    async def delete(self, key: RowKey) -> None:
        """Remove a row; one that is not there is no error."""
        with our_errors():
            await self._client(key.table).delete_entity(
                stored_key(key.partition), stored_key(key.row)
            )

    async def within(self, table: str, partition: str) -> tuple[Row, ...]:
        """Read one partition, ordered by row key."""
        found = self._client(table).query_entities(
            "PartitionKey eq @partition", parameters={"partition": stored_key(partition)}
        )
        with our_errors():
            try:
                rows = [_row(table, entity) async for entity in found]
            except ResourceNotFoundError:
                return ()
        return tuple(sorted(rows, key=lambda row: row.key.row))

    async def page(self, table: str, continuation: str | None, limit: int) -> RowPage:
        """Read up to *limit* rows of a table in Azure's order, from a continuation on."""
        pages = (
            self._client(table)
            .list_entities(results_per_page=min(limit, _LARGEST_PAGE))
            .by_page(_to_azure(continuation))
        )
        rows: list[Row] = []
        with our_errors():
            try:
                async for entities in pages:
                    rows = [_row(table, entity) async for entity in entities]
                    if rows:  # Azure may answer with an empty page and a continuation
                        break
            except ResourceNotFoundError:
                return RowPage(rows=(), continuation=None)
        # The page iterator of azure-core holds the token of the next page, but declares it nowhere.
        return RowPage(
            rows=tuple(rows), continuation=_from_azure(getattr(pages, "continuation_token", None))
        )

    async def close(self) -> None:
        """Close the connections.  The rows cannot be used afterwards."""
        await self._service.close()

    def _client(self, table: str) -> TableClient:
        if table not in self._clients:
            name = stored_table(self._prefix, table)
            self._clients[table] = self._service.get_table_client(name)
        return self._clients[table]

    async def _write(
        self, name: str, write: Callable[[TableClient], Awaitable[Mapping[str, Any]]]
    ) -> Mapping[str, Any]:
        table = self._client(name)
        with our_errors():
            try:
                return await write(table)
            except ResourceNotFoundError:
                await _create(table)
                return await write(table)


def open_tables(
    state_url: str,
    credential: AsyncTokenCredential | None,
    *,
    prefix: str = "",
) -> TableRows:
    """Open the account at an https URL, with *credential*, or behind a connection string.

    ``ValueError`` when it is neither; nothing is asked of the service yet.
    """
    if state_url.startswith("https://"):
        service = TableServiceClient(state_url, credential=credential, **_PATIENCE)
    else:
        service = TableServiceClient.from_connection_string(state_url, **_PATIENCE)
    return TableRows(service, prefix=prefix)


async def _create(table: TableClient) -> None:
    try:
        await table.create_table()
    except ResourceExistsError:
        return  # another process was faster


def _row(table: str, entity: TableEntity) -> Row:
    return from_entity(table, entity, str(entity.metadata["etag"]))


def _to_azure(continuation: str | None) -> Any:  # noqa: ANN401  a dict where the SDK declares a str
    if continuation is None:
        return None
    partition, row = from_continuation(continuation)
    return {"PartitionKey": partition or None, "RowKey": row or None}


def _from_azure(token: Mapping[str, str | None] | None) -> str | None:
    if not token:
        return None
    return to_continuation(token["PartitionKey"] or "", token["RowKey"] or "")
