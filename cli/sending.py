"""``groundcrew send``: post a file and show what the app says to each of its lines."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from cli.addresses import Address
from cli.client import Client
from cli.exits import ExitCode, Trouble
from cli.receipts import Receipt, read_receipt
from cli.tables import verdicts_table
from cli.terminal import console_for_data, progress, write_json

# Of a longer file only the lines that somebody should look at are shown.
_ALL_LINES = 40
MEDIA_TYPES = {".csv": "text/csv", ".json": "application/cloudevents+json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is posted, and the content type that its extension says."""

    body: bytes
    media_type: str


async def send(address: Address, route: str, file: Path, *, as_json: bool) -> ExitCode:
    """Post *file* to *route*; ``FAILED`` when anything in it was refused."""
    letter = await read_letter(file)
    async with Client(address) as client:
        with progress(f"Sending {file.name} to {address.url}"):
            receipt = await post(client, route, letter)
    if as_json:
        write_json(receipt.content)
    else:
        _show(receipt, file)
    return ExitCode.FAILED if receipt.refused else ExitCode.DONE


async def read_letter(file: Path) -> Letter:
    """Read a file that can be posted (``Trouble`` when it cannot)."""
    media_type = MEDIA_TYPES.get(file.suffix.lower())
    if media_type is None:
        known = " and ".join(MEDIA_TYPES)
        raise Trouble(f"{file.name} is of no known kind.", f"Files that can be sent: {known}.")
    try:
        body = await asyncio.to_thread(file.read_bytes)
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from error
    return Letter(body=body, media_type=media_type)


async def post(client: Client, route: str, letter: Letter) -> Receipt:
    """Post what was read, and read the receipt."""
    return read_receipt(await client.post(route, letter.body, letter.media_type))


def _show(receipt: Receipt, file: Path) -> None:

    console = console_for_data()
    few = len(receipt.verdicts) <= _ALL_LINES
    shown = [each for each in receipt.verdicts if few or each.word != "accepted"]
    if shown:
        console.print(verdicts_table(shown))
    accepted = len(receipt.verdicts) - receipt.refused
    told = f"{file.name}: {accepted} accepted, {receipt.refused} refused."
    console.print(f"{told} Receipt {receipt.id}" if receipt.id else told, markup=False)
