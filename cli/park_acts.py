"""``groundcrew parked redrive | correct | dismiss``: decide on what cannot go on."""

from collections.abc import Mapping
from http import HTTPStatus

import httpx
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cli.addresses import Address
from cli.agreeing import agreed_or_refused
from cli.client import Client, Json, detail_of, faults_in, json_of
from cli.deeds import HEADERS, Deed
from cli.exits import ExitCode, Trouble
from cli.terminal import console_for_data, console_for_errors, progress, write_json

_SEE = "See what is: groundcrew parked"


async def redrive(address: Address, wanted: str, deed: Deed) -> ExitCode:
    """Redrive everything parked under a serial number, or one record by its id."""
    async with Client(address) as client:
        with progress(f"Redriving {wanted}"):
            chosen = await _named(client, wanted)
            told = [await _decided(client, each, "redrive", deed) for each in chosen]
    if deed.as_json:
        write_json(told)
    else:
        _say(*(f"{each['serial'] or each['id']} is on its way again." for each in chosen))
    return ExitCode.DONE


async def redrive_many(address: Address, which: Mapping[str, object], deed: Deed) -> ExitCode:
    """Redrive all that is parked for one reason, or of one shipment, or all there is."""
    async with Client(address) as client:
        asked = {name: str(value) for name, value in which.items() if name != "all"}
        with progress("Reading what is parked"):
            meant = await client.every("parked", asked)
        if not meant:
            raise Trouble("Nothing is parked that is meant.", _SEE)
        if not deed.yes and not _agreed(len(meant), deed):
            console_for_errors().print("Nothing was redriven.")
            return ExitCode.PENDING
        driven, left_over = await _all_driven(client, which, deed, len(meant))
    if deed.as_json:
        write_json({"redriven": driven, "not_redrivable": left_over})
    else:
        _say(f"On the way again: {_many(len(driven))}.")
        if left_over:
            _say(f"Can only be dismissed, being no commands: {_many(left_over)}.")
    return ExitCode.FAILED if left_over else ExitCode.DONE


async def correct(address: Address, wanted: str, deed: Deed) -> ExitCode:
    """Correct one thing that is parked, and drive it again."""
    async with Client(address) as client:
        with progress(f"Correcting {wanted}"):
            told = await _decided(client, await _latest(client, wanted), "correct", deed)
    if deed.as_json:
        write_json(told)
    else:
        _say(f"{told['serial'] or told['corrected']} is corrected and on its way again.")
    return ExitCode.DONE


async def dismiss(address: Address, wanted: str, deed: Deed) -> ExitCode:
    """Take out of the park what nobody will mend."""
    async with Client(address) as client:
        with progress(f"Dismissing {wanted}"):
            told = await _decided(client, await _latest(client, wanted), "dismiss", deed)
    if deed.as_json:
        write_json(told)
    elif told["cancelled"]:
        serials = ", ".join(told["cancelled"])
        _say(f"{serials}: cancelled. Whoever was to get it gets another device.")
    else:
        _say(f"The message {told['dismissed']} is dropped.")
    return ExitCode.DONE


async def find_record(client: Client, wanted: str) -> Json:
    """Read the record of an id, or the latest of a serial number, with its command."""
    found = await client.one("parked", wanted)
    return found or await client.one("parked", (await _latest(client, wanted))["id"]) or {}


async def _named(client: Client, wanted: str) -> list[Json]:
    by_serial = await client.every("parked", {"serial": wanted})
    if by_serial:
        return by_serial
    record = await client.one("parked", wanted)
    if record is None:
        raise Trouble(f"Nothing is parked as {wanted}.", _SEE)
    return [record]


async def _latest(client: Client, wanted: str) -> Json:
    return max(await _named(client, wanted), key=lambda record: str(record["at"]))


async def _decided(client: Client, parked: Json, word: str, deed: Deed) -> Json:
    answer = await client.post(f"parked/{parked['id']}/{word}", deed.body(), HEADERS)
    return _accepted(answer, f"{parked['serial'] or parked['id']}: ")


async def _all_driven(
    client: Client, which: Mapping[str, object], deed: Deed, count: int
) -> tuple[list[Json], int]:
    """Drive part after part, until nothing is left that was parked when it began."""
    driven: list[Json] = []
    before: dict[str, object] = {}
    with _bar() as bar:
        task = bar.add_task("Redriving", total=count)
        while True:
            answer = await client.post("parked/redrive", deed.body(**which, **before), HEADERS)
            told = _accepted(answer)
            driven += told["redriven"]
            bar.update(task, completed=len(driven))
            before = {"before": told["before"]}
            if not told["left"] or not told["redriven"]:
                return driven, int(told["not_redrivable"])


def _accepted(answer: httpx.Response, about: str = "") -> Json:
    if answer.status_code != HTTPStatus.ACCEPTED:
        raise Trouble(f"{about}{detail_of(answer)}", faults_in(answer))
    return json_of(answer) or {}


def _agreed(count: int, deed: Deed) -> bool:
    return agreed_or_refused(
        f"redrive {_many(count)}",
        f"Redrive {_many(count)}?",
        "See them with 'groundcrew parked', and redrive them with --yes.",
        as_json=deed.as_json,
    )


def _bar() -> Progress:
    console = console_for_errors()
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    return Progress(*columns, console=console, transient=True, disable=not console.file.isatty())


def _many(count: int) -> str:
    return "1 parked thing" if count == 1 else f"{count} parked things"


def _say(*sentences: str) -> None:
    for sentence in sentences:
        console_for_data().print(sentence, markup=False)
