"""``groundcrew send``: post a file and show what the app says to each of its lines."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cli.addresses import Address
from cli.client import Client
from cli.exits import ExitCode, Trouble
from cli.receipts import Receipt, read_receipt
from cli.tables import verdicts_table
from cli.terminal import console_for_data, progress, write_json
from shared.config import read_clock

# Of a longer file only the lines that somebody should look at are shown.
_ALL_LINES = 40
_CSV, _EDI = "text/csv", "application/edi-x12"
# What a .txt is shows in how it begins: Excel writes its "Unicode text" into such files, too.
MEDIA_TYPES = {
    ".csv": _CSV,
    # A CloudEvent, or what a vendor sends: the app tells them apart.
    ".json": "application/json",
    ".edi": _EDI,
    ".x12": _EDI,
    ".txt": _CSV,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is posted, its content type, what the query says of it, and what proves its sender."""

    body: bytes
    media_type: str
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    proof: Mapping[str, str] = field(default_factory=dict[str, str])


async def send(
    address: Address,
    route: str,
    file: Path,
    *,
    query: Mapping[str, str] | None = None,
    as_json: bool,
) -> ExitCode:
    """Post *file* to *route*; ``FAILED`` when anything in it was refused.

    To a Groundcrew on this machine it is signed as the source, the route's last word, signs.
    """
    letter = await read_letter(file, query)
    letter = replace(letter, proof=proof_of(address, route.rpartition("/")[2], letter.body))
    async with Client(address) as client:
        with progress(f"Sending {file.name} to {address.url}"):
            receipt = await post(client, route, letter)
    return show(receipt, file.name, as_json=as_json)


def proof_of(address: Address, source: str, body: bytes) -> Mapping[str, str]:
    """Prove that a source sends, where ``groundcrew up`` has written down how it does."""
    told = address.senders.get(source)
    if told is None:
        return {}
    from simulator.local_senders import LocalSender  # noqa: PLC0415  nobody else waits for it

    return LocalSender(**told).proof(body, read_clock(address.clock).now())


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
    headers = {"Content-Type": letter.media_type, **letter.proof}
    answer = await client.post(route, letter.body, headers, letter.query)
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
