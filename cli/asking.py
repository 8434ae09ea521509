"""``groundcrew send request`` and ``groundcrew requests approve`` and the like."""

import json
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import httpx

from cli.addresses import Address
from cli.client import Client, Json, detail_of, json_of
from cli.decided import Decided
from cli.exits import ExitCode, Trouble
from cli.receipts import read_receipt
from cli.sending import read_letter
from cli.tables import verdicts_table
from cli.terminal import console_for_data, progress, write_json

# Plain, or a CloudEvent: the app tells them apart.
_JSON = {"Content-Type": "application/json"}


async def send_request(address: Address, source: str, file: Path, *, as_json: bool) -> ExitCode:
    """Post a request; ``FAILED`` when it was refused."""
    letter = await read_letter(file)
    async with Client(address) as client:
        with progress(f"Sending {file.name} to {address.url}"):
            answer = await client.post(f"requests?{_query(source)}", letter.body, _JSON)
    told = f"{file.name} is taken in. See where it stands: groundcrew requests {{id}}"
    return _tell(answer, told, as_json=as_json)


async def decide(address: Address, decided: Decided, *, as_json: bool) -> ExitCode:
    """Post a decision; ``FAILED`` when it was refused."""
    said = {name: value for name, value in decided.said.items() if value}
    route = f"requests/{quote(decided.request_id, safe='')}/{decided.word}"
    async with Client(address) as client:
        answer = await client.post(
            f"{route}?{_query(decided.source)}", json.dumps(said).encode(), _JSON
        )
    if answer.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.FORBIDDEN}:
        remedy = f"See where it stands: groundcrew requests {decided.request_id}"
        raise Trouble(detail_of(answer), remedy)
    if answer.status_code == HTTPStatus.OK:
        return _tell(answer, "Nothing was to be done: request {id} is {state}.", as_json=as_json)
    return _tell(answer, f"Taken in: {decided.word} request {{id}}.", as_json=as_json)


def _tell(answer: httpx.Response, sentence: str, *, as_json: bool) -> ExitCode:
    receipt = read_receipt(answer)
    content: Json = json_of(answer) or {}
    if as_json:
        write_json(content)
    elif answer.is_success:
        console_for_data().print(sentence.format(**content), markup=False)
    else:
        console_for_data().print(verdicts_table(receipt.verdicts))
    return ExitCode.DONE if answer.is_success else ExitCode.FAILED


def _query(source: str) -> str:
    return f"source={quote(source, safe='')}"
