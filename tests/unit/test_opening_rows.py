"""Which store STATE_URL names, and what is said when it names none."""

import subprocess
import sys
from pathlib import Path

import pytest
from azure.identity.aio import ManagedIdentityCredential

from shared.domain.errors import Misconfigured
from shared.domain.rows import RowKey
from shared.storage.opening import open_rows
from shared.storage.sqlite import SqliteRows
from shared.storage.tables import TableRows

KEY = RowKey(table="Devices", partition="p", row="r")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "url",
    [
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5;EndpointSuffix=core.windows.net",
        "AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:10002/a",
        "UseDevelopmentStorage=true",
        "https://a.table.core.windows.net/?sv=2019-02-02&sig=abc",
    ],
)
async def test_a_connection_string_names_azure_tables(url: str) -> None:
    rows = open_rows(url, None)

    assert isinstance(rows, TableRows)
    await rows.close()


async def test_an_https_url_names_azure_tables_for_the_credential() -> None:
    async with ManagedIdentityCredential() as credential:
        rows = open_rows("https://a.table.core.windows.net", credential)

        assert isinstance(rows, TableRows)
        await rows.close()


async def test_a_sqlite_url_names_a_file(tmp_path: Path) -> None:
    path = tmp_path / "state" / "rows.db"

    rows = open_rows(f"sqlite:///{path}", None)
    await rows.upsert(KEY, {})
    await rows.close()

    assert isinstance(rows, SqliteRows)
    assert [file.name for file in (tmp_path / "state").iterdir()] == ["rows.db"]


async def test_a_sqlite_url_without_a_leading_slash_is_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    rows = open_rows("sqlite:///state/rows.db", None)
    await rows.upsert(KEY, {})
    await rows.close()

    assert [file.name for file in (tmp_path / "state").iterdir()] == ["rows.db"]


async def test_a_store_that_was_never_used_can_be_closed(tmp_path: Path) -> None:
    rows = open_rows(f"sqlite:///{tmp_path / 'rows.db'}", None)

    await rows.close()

    assert not (tmp_path / "rows.db").exists()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "groundcrew.db",
        "sqlite://",
        "sqlite:///",
        "postgres://localhost/groundcrew",
        "http://a.table.core.windows.net",
        "https://",
        "https://a.table.core.windows.net",
        "AccountName=a",
        "DefaultEndpointsProtocol=https;nonsense",
    ],
)
def test_a_url_that_names_no_store_is_misconfigured(url: str) -> None:
    with pytest.raises(Misconfigured) as refusal:
        open_rows(url, None)

    reason = refusal.value.reason
    assert reason.code == "state-url-unknown"
    assert "STATE_URL" in reason.sentence
    assert "sqlite:///state/groundcrew.db" in reason.remedy


async def test_a_file_that_is_no_database_is_misconfigured(tmp_path: Path) -> None:
    (tmp_path / "rows.db").write_text("a letter, not a database, and long enough to tell" * 10)
    rows = open_rows(f"sqlite:///{tmp_path / 'rows.db'}", None)

    with pytest.raises(Misconfigured) as refusal:
        await rows.get(KEY)

    assert refusal.value.reason.evidence == {"error": "file is not a database"}
    await rows.close()


async def test_a_folder_that_cannot_be_made_is_misconfigured(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    rows = open_rows(f"sqlite:///{tmp_path / 'file' / 'rows.db'}", None)

    with pytest.raises(Misconfigured) as refusal:
        await rows.get(KEY)

    assert refusal.value.reason.code == "state-url-unusable"
    await rows.close()


def test_sqlite_is_opened_without_importing_the_azure_sdk() -> None:
    program = (
        "import sys; from shared.storage.opening import open_rows; "
        "open_rows('sqlite:///:memory:', None); print('azure.data.tables' in sys.modules)"
    )

    said = subprocess.run(  # noqa: S603  this Python, a literal program
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout == "False\n"
