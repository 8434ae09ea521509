"""``groundcrew send``: post a file and show what the app says to each of its lines."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cli.addresses import Address
from cli.client import Client
from cli.exits import ExitCode, Trouble
from cli.receipts import Receipt, read_receipt
from cli.tables import verdicts_table
from cli.terminal import console_for_data, progress, write_json

# Of a longer file only the lines that somebody should look at are shown.
_ALL_LINES = 40
_CSV, _EDI = "text/csv", "application/edi-x12"
# What a .txt is shows in how it begins: Excel writes its "Unicode text" into such files, too.
MEDIA_TYPES = {
    ".csv": _CSV,
    ".json": "application/cloudevents+json",
    ".edi": _EDI,
    ".x12": _EDI,
    ".txt": _CSV,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is posted, its content type, and what the query says of it."""

    body: bytes
    media_type: str
    query: Mapping[str, str] = field(default_factory=dict[str, str])


async def send(
    address: Address,
    route: str,
    file: Path,
    *,
    query: Mapping[str, str] | None = None,
    as_json: bool,
) -> ExitCode:
    """Post *file* to *route*; ``FAILED`` when anything in it was refused."""
    letter = await read_letter(file, query)
    async with Client(address) as client:
        with progress(f"Sending {file.name} to {address.url}"):
            receipt = await post(client, route, letter)
    return show(receipt, file.name, as_json=as_json)


def show(receipt: Receipt, name: str, *, as_json: bool) -> ExitCode:
    """Show what was said to the file *name*; ``FAILED`` when anything in it was refused."""
    if as_json:
        write_json(receipt.content)
    else:
        _print(receipt, name)
    return ExitCode.FAILED if receipt.refused else ExitCode.DONE


async def read_letter(file: Path, query: Mapping[str, str] | None = None) -> Letter:
    """Read a file that can be posted (``Trouble`` when it cannot)."""
    media_type = MEDIA_TYPES.get(file.suffix.lower())
    if media_type is None:
        known = ", ".join(MEDIA_TYPES)
        raise Trouble(f"{file.name} is of no known kind.", f"Files that can be read: {known}.")
    body = await read_bytes(file)
    if file.suffix.lower() == ".txt" and body.lstrip().startswith(b"ISA"):
        media_type = _EDI
    return Letter(body=body, media_type=media_type, query=query or {})


async def read_bytes(file: Path) -> bytes:
    """Read a file (``Trouble`` when it cannot be read)."""
    try:
        return await asyncio.to_thread(file.read_bytes)
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from error


async def post(client: Client, route: str, letter: Letter) -> Receipt:
    """Post what was read, and read the receipt."""
    answer = await client.post(route, letter.body, letter.media_type, letter.query)
    return read_receipt(answer)


def _print(receipt: Receipt, name: str) -> None:
    console = console_for_data()
    few = len(receipt.verdicts) <= _ALL_LINES
    shown = [each for each in receipt.verdicts if few or each.word != "accepted"]
    if shown:
        console.print(verdicts_table(shown))
    accepted = len(receipt.verdicts) - receipt.refused
    for note in receipt.notes:
        console.print(f"Note: {note}", markup=False)
    told = f"{name}: {accepted} accepted, {receipt.refused} refused."
    console.print(f"{told} Receipt {receipt.id}" if receipt.id else told, markup=False)
