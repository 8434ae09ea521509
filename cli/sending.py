"""``groundcrew send``: post a file and show what the app says to each of its lines."""

import asyncio
from pathlib import Path

from cli.addresses import Address
from cli.client import Client
from cli.exits import ExitCode, Trouble
from cli.receipts import Receipt, read_receipt
from cli.tables import verdicts_table
from cli.terminal import console_for_data, progress, write_json

MEDIA_TYPES = {".csv": "text/csv", ".json": "application/cloudevents+json"}


async def send(address: Address, route: str, file: Path, *, as_json: bool) -> ExitCode:
    """Post *file* to *route*; ``FAILED`` when anything in it was refused."""
    async with Client(address) as client:
        with progress(f"Sending {file.name} to {address.url}"):
            receipt = await post_file(client, route, file)
    if as_json:
        write_json(receipt.content)
    else:
        _show(receipt, file)
    return ExitCode.FAILED if receipt.refused else ExitCode.DONE


async def post_file(client: Client, route: str, file: Path) -> Receipt:
    """Post a file by its extension and read the receipt."""
    media_type = MEDIA_TYPES.get(file.suffix.lower())
    if media_type is None:
        known = " and ".join(MEDIA_TYPES)
        raise Trouble(f"{file.name} is of no known kind.", f"Files that can be sent: {known}.")
    try:
        body = await asyncio.to_thread(file.read_bytes)
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from error
    return read_receipt(await client.post(route, body, media_type))


def _show(receipt: Receipt, file: Path) -> None:

    console = console_for_data()
    if receipt.verdicts:
        console.print(verdicts_table(receipt.verdicts))
    accepted = len(receipt.verdicts) - receipt.refused
    told = f"{file.name}: {accepted} accepted, {receipt.refused} refused."
    console.print(f"{told} Receipt {receipt.id}" if receipt.id else told, markup=False)
