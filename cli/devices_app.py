"""``groundcrew devices`` and what is under it: see devices, and act on them."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli.addresses import find
from cli.deeds import Deed
from cli.exits import carry_out
from cli.options import AsJson, By, Causes, Key, Url, Why, Yes
from cli.showing import SHOW, ShowsByDefault

devices = typer.Typer(
    cls=ShowsByDefault,
    help="List devices with their stage and what they wait for, show one, or act on some.",
    epilog="Example: groundcrew devices 7HK2QX3",
)

Serials = Annotated[list[str], typer.Argument(help="Serial numbers.", show_default=False)]
Serial = Annotated[str, typer.Argument(help="A serial number.", show_default=False)]


@devices.command(SHOW, epilog="Example: groundcrew devices show 7HK2QX3 --json")
def show(
    serial: Annotated[str | None, typer.Argument(help="Show this one.")] = None,
    url: Url = None,
    key: Key = None,
    *,
    causes: Causes = False,
    as_json: AsJson = False,
) -> None:
    """List devices, or show one; 'show' may be left out."""
    from cli.listing import show_all, show_one

    if serial is None:
        carry_out(lambda: show_all(find(url, key), "devices", as_json=as_json))
    carry_out(lambda: show_one(find(url, key), "devices", serial, as_json=as_json, causes=causes))


@devices.command(epilog="Example: groundcrew devices retire 7HK2QX3 --why 'Sold.'")
def retire(  # noqa: PLR0913  a command has its options
    serials: Serials,
    *,
    why: Why,
    by: By,
    yes: Yes = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Take devices out of use: out of Intune, off their person, out of Autopilot."""
    deed = Deed(by=by, why=why, as_json=as_json, yes=yes)
    _act("retire", serials, deed, url, key)


@devices.command(epilog="Example: groundcrew devices release 7HK2QX3 --why 'Left on Friday.'")
def release(  # noqa: PLR0913  a command has its options
    serials: Serials,
    *,
    why: Why,
    by: By,
    yes: Yes = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Take devices back to stock, whoever had them."""
    deed = Deed(by=by, why=why, as_json=as_json, yes=yes)
    _act("release", serials, deed, url, key)


@devices.command(epilog="Example: groundcrew devices replace 7HK2QX3 --hash new.txt --why Repaired")
def replace(  # noqa: PLR0913  a command has its options
    serial: Serial,
    *,
    hash_file: Annotated[
        Path,
        typer.Option(
            "--hash",
            exists=True,
            dir_okay=False,
            help="A file with the hardware hash that was collected after the repair.",
            show_default=False,
        ),
    ],
    why: Why,
    by: By,
    yes: Yes = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Register a device anew that was repaired with another mainboard."""
    more = {"hardware_hash": hash_file.read_text("utf-8", "replace").strip()}
    deed = Deed(by=by, why=why, as_json=as_json, yes=yes, more=more)
    _act("replace", [serial], deed, url, key)


@devices.command(
    epilog="Example: groundcrew devices reassign 7HK2QX3 --employee E-1001 --why 'Swapped.'"
)
def reassign(  # noqa: PLR0913  a command has its options
    serial: Serial,
    *,
    person: Annotated[str, typer.Option(help="A user principal name.", show_default=False)] = "",
    employee: Annotated[str, typer.Option(help="HR's employee id.", show_default=False)] = "",
    why: Why,
    by: By,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Give a device that is not in use to somebody, whatever the rules say."""
    more = {"person": person, "employee_id": employee}
    deed = Deed(by=by, why=why, as_json=as_json, more=more)
    _act("reassign", [serial], deed, url, key)


@devices.command(epilog="Example: groundcrew devices unblock 7HK2QX3 --why '0x80180014'")
def unblock(  # noqa: PLR0913  a command has its options
    serials: Serials,
    *,
    why: Why,
    by: By,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Let Intune take the next enrolment of devices that it would refuse (0x80180014)."""
    deed = Deed(by=by, why=why, as_json=as_json)
    _act("unblock", serials, deed, url, key)


@devices.command(epilog="Example: groundcrew devices retry 7HK2QX3 --why 'Profile assigned.'")
def retry(  # noqa: PLR0913  a command has its options
    serials: Serials,
    *,
    why: Why,
    by: By,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Look at devices now instead of later."""
    deed = Deed(by=by, why=why, as_json=as_json)
    _act("retry", serials, deed, url, key)


def _act(act: str, serials: list[str], deed: Deed, url: str | None, key: str | None) -> NoReturn:
    from cli.device_acts import act_on

    carry_out(lambda: act_on(find(url, key), act, serials, deed))
