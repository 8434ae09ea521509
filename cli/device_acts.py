"""``groundcrew devices retire | release | replace | reassign | unblock | retry``."""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import quote

from cli.addresses import Address
from cli.agreeing import agreed_or_refused
from cli.client import Client, Json, detail_of, faults_in, json_of
from cli.deeds import HEADERS, Deed
from cli.exits import ExitCode
from cli.terminal import console_for_data, console_for_errors, progress, write_json

# What cannot be taken back by another act.
_FINAL = {
    "retire": "Retire {}? Intune and Autopilot will know nothing of it any more.",
    "release": "Release {}? Intune deletes it, and its person has no device any more.",
    "replace": "Replace the hash of {}? Intune deletes it, and it is deregistered first.",
}


async def act_on(address: Address, act: str, serials: Sequence[str], deed: Deed) -> ExitCode:
    """Say the same of devices, one after the other; ``FAILED`` when one of them is refused."""
    if act in _FINAL and not deed.yes and not _agreed(act, serials, deed):
        console_for_errors().print("Nothing was done.")
        return ExitCode.PENDING
    async with Client(address) as client:
        with progress(f"{act.capitalize()}: {_many(serials)}"):
            told = [await _said(client, act, serial, deed) for serial in serials]
    refused = [each for each in told if "refused" in each]
    if deed.as_json:
        write_json(told)
    else:
        _tell(told)
    return ExitCode.FAILED if refused else ExitCode.DONE


async def _said(client: Client, act: str, serial: str, deed: Deed) -> Json:
    route = f"devices/{quote(serial, safe='')}/{act}"
    answer = await client.post(route, deed.body(), HEADERS)
    if answer.status_code == HTTPStatus.ACCEPTED:
        return json_of(answer) or {}
    return {"serial": serial, "refused": detail_of(answer), "remedy": faults_in(answer)}


def _tell(told: Sequence[Json]) -> None:
    for each in told:
        if "refused" in each:
            line = f"{each['serial']}: {each['refused']} {each['remedy']}".rstrip()
            console_for_errors().print(line, markup=False, style="red")
        else:
            console_for_data().print(f"{each['serial']}: {each['does']}", markup=False)


def _agreed(act: str, serials: Sequence[str], deed: Deed) -> bool:
    question = _FINAL[act].format(_many(serials))
    what = f"{act} {_many(serials)}"
    return agreed_or_refused(what, question, "Add --yes.", as_json=deed.as_json)


def _many(serials: Sequence[str]) -> str:
    return serials[0] if len(serials) == 1 else f"{len(serials)} devices"
