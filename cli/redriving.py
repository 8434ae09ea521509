"""``groundcrew redrive``: take what is parked back on its route."""

from http import HTTPStatus

from cli.addresses import Address
from cli.client import Client, Json, detail_of
from cli.exits import ExitCode, Trouble
from cli.terminal import console_for_data, progress, write_json


async def redrive(address: Address, wanted: str, *, as_json: bool) -> ExitCode:
    """Redrive everything parked under a serial number, or one record by its id."""
    async with Client(address) as client:
        with progress(f"Redriving {wanted}"):
            chosen = [each for each in await client.every("parked") if _is(each, wanted)]
            told = [await _redriven(client, each) for each in chosen]
    if not chosen:
        raise Trouble(f"Nothing is parked as {wanted}.", "See what is: groundcrew parked")
    if as_json:
        write_json(told)
        return ExitCode.DONE
    for each in chosen:
        about = each["serial"] or each["id"]
        console_for_data().print(f"{about} is on its way again.", markup=False)
    return ExitCode.DONE


def _is(parked: Json, wanted: str) -> bool:
    return wanted.casefold() in {parked["id"], (parked["serial"] or "").casefold()}


async def _redriven(client: Client, parked: Json) -> Json:
    route = f"parked/{parked['id']}/redrive"
    answer = await client.post(route, b"", {"Content-Type": "application/json"})
    if answer.status_code != HTTPStatus.ACCEPTED:
        raise Trouble(f"{parked['id']} was not redriven. {detail_of(answer)}")
    content: Json = answer.json()
    return content
