"""Where the devices are: read from the store while the host dies and comes back, and from the app.

The machines that are to be prepared are brought to their people here, once the app is ready
for them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cli.client import Client
from shared.domain.device import Device
from shared.domain.errors import Retryable
from shared.runtime.aggregates import Devices
from shared.storage.sqlite import SqliteRows
from simulator.tenant import Tenant
from tests.fates import ENDS, Fate, Machine, deliver


class Landing:
    """The devices that are expected, those under way among them, and how the parked are parked."""

    def __init__(self, tenant: Tenant, database: Path) -> None:
        self._tenant = tenant
        self._rows = SqliteRows(str(database))
        self._devices = Devices(self._rows)
        self._machines: dict[str, Machine] = {}
        self._delivered: set[str] = set()
        self.under_way: dict[str, Machine] = {}
        self.parked: Counter[str] = Counter()

    @property
    def expected(self) -> int:
        """How many devices there are in all."""
        return len(self._machines)

    def expects(self, machines: Iterable[Machine]) -> None:
        """Look for these from now on."""
        added = {each.serial: each for each in machines}
        self._machines |= added
        self.under_way |= added

    async def look(self) -> int:
        """Look for those under way; tells how many have landed since."""
        before = len(self.under_way)
        try:
            for serial, machine in tuple(self.under_way.items()):
                device = await self._devices.get(serial)
                if device is not None and self._has_landed(machine, device):
                    del self.under_way[serial]
        except Retryable:
            pass  # the file is blocked
        return before - len(self.under_way)

    async def astray(self, client: Client) -> list[str]:
        """Ask the app where all of them are, and tell of those that are not where they belong."""
        known = {each["serial"]: each for each in await client.every("devices")}
        codes = {each["serial"]: each["code"] for each in await client.every("parked")}
        self.parked = Counter(codes.values())
        told = []
        for serial, machine in self._machines.items():
            ended = _ended(known.get(serial), codes.get(serial, ""))
            if ended != ENDS[machine.fate]:
                told.append(f"{serial} ({machine.fate}) is {ended}: {_last(known.get(serial))}")
        return told

    async def close(self) -> None:
        """Close the file."""
        await self._rows.close()

    def _has_landed(self, machine: Machine, device: Device) -> bool:
        waits = device.waiting_for.code if device.waiting_for else ""
        # Only now is its person where the policy looks for them, however slow the app is.
        due = machine.fate is Fate.PREPARED and waits == "switch-on"
        if due and machine.serial not in self._delivered:
            self._delivered.add(machine.serial)
            deliver(self._tenant, machine)
        return (str(device.stage), device.parked_for) == ENDS[machine.fate]


def _ended(device: Mapping[str, Any] | None, code: str) -> tuple[str, str]:
    if device is None:
        return "unknown", ""
    parked = device["stage"] == "parked"
    return device["stage"], code if parked else ""


def _last(device: Mapping[str, Any] | None) -> str:
    if device is None:
        return "nothing is known of it"
    waits = (device["waiting_for"] or {}).get("code")
    return f"waits for {waits}, last: {device['timeline'][-1]['what']}"
