"""Which store the setting STATE_URL names.

The SDK of a store is imported only when that store is opened.  It must not
read settings: the URL is handed in.
"""

from typing import TYPE_CHECKING

from shared.domain.errors import Misconfigured, Reason

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

    from shared.storage.sqlite import SqliteRows
    from shared.storage.tables import TableRows

_SQLITE = "sqlite:///"
_AZURE = ("https://", "DefaultEndpointsProtocol=", "UseDevelopmentStorage=")
_IN_CONNECTION_STRINGS = ("AccountName=", "TableEndpoint=")


def open_rows(
    state_url: str, credential: "AsyncTokenCredential | None", *, prefix: str = ""
) -> "TableRows | SqliteRows":
    """Open the store that *state_url* names; ``Misconfigured`` when it names none.

    *credential* signs in to an https URL and is not used otherwise; *prefix*
    sets the tables of several deployments in one storage account apart.
    """
    if state_url.startswith(_SQLITE) and state_url != _SQLITE:
        from shared.storage.sqlite import SqliteRows  # noqa: PLC0415  only when it is the store

        return SqliteRows(state_url.removeprefix(_SQLITE))
    if state_url.startswith(_AZURE) or any(part in state_url for part in _IN_CONNECTION_STRINGS):
        from shared.storage.tables import open_tables  # noqa: PLC0415  only when it is the store

        try:
            return open_tables(state_url, credential, prefix=prefix)
        except ValueError as error:
            raise Misconfigured(_UNKNOWN) from error
    raise Misconfigured(_UNKNOWN)


_UNKNOWN = Reason(
    code="state-url-unknown",
    sentence="The setting STATE_URL names no store.",
    remedy=(
        "Set STATE_URL to https://ACCOUNT.table.core.windows.net, to the connection string of a "
        "storage account, or to sqlite:///PATH, for example sqlite:///state/groundcrew.db."
    ),
)
