"""What is shipped in the demo's story: machines, and how each must end.

Every company and serial number is invented.
"""

from dataclasses import dataclass
from enum import StrEnum

from shared.domain.stages import Stage
from simulator.cast import (
    AMINA,
    BRUNO,
    CHIARA,
    DEREK,
    ELIF,
    FARAH,
    GREGOR,
    HANNA_STARTS,
    IVO_STARTS,
    JUDIT,
    Colleague,
)


class Hash(StrEnum):
    """What a manifest line says in its hardware hash column."""

    OWN = "own"
    NONE = "none"
    FOREIGN = "foreign"  # collected on another machine, and put into the wrong line


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One manifest line and what the world holds in store for it.

    *ends* is the stage in which the device must end, ``None`` when it must not
    be known at all.  *registered* with our tenant it is before the story begins.
    """

    serial: str
    model: str
    ends: Stage | None = Stage.DEPLOYED
    tag: str = "OFFICE"
    persona: str = ""
    person: Colleague | None = None
    order_reference: str = ""
    hash: Hash = Hash.OWN
    registered: bool = False
    owned_elsewhere: bool = False

    @property
    def manufacturer(self) -> str:
        """Who made it: the first word of the model."""
        return self.model.split(" ", maxsplit=1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The lines of one shipment; *ship_to* is the supplier's code for where they go."""

    shipment_id: str
    ship_to: str = ""
    order_reference: str = ""
    machines: tuple[Machine, ...]


_STRATUS = "Fabrikam Stratus 14 G3"
_MERIDIAN = "Tailspin Meridian X1 Gen 12"
_HARBOR = "Northwind Harbor 13"
_PEBBLE = "Litware Pebble 13"

HANNAS = Machine(
    serial="PF5T0R4M",
    model=_MERIDIAN,
    tag="ENGINEER",
    order_reference=HANNA_STARTS.order_reference,
)
# Its maker registers it for us, when the order has gone through.
ELIFS = Machine(serial="PF5T0R5K", model=_MERIDIAN, tag="ENGINEER", person=ELIF, hash=Hash.NONE)
IVOS = Machine(serial="5CG4410ZTR", model=_HARBOR, order_reference=IVO_STARTS.order_reference)
# Not registered with Autopilot at all: prepared by a policy when its person signs in.
JUDITS = Machine(
    serial="5CG4410ZTX", model=_HARBOR, tag="", persona="field", person=JUDIT, hash=Hash.NONE
)

# A reseller's CSV, as the collecting script writes it.
STRATUS = Manifest(
    shipment_id="fabrikam-88120",
    machines=(
        Machine(serial="7HK2QX3", model=_STRATUS, person=AMINA),
        Machine(serial="7HK2QX4", model=_STRATUS, person=BRUNO),
        Machine(serial="7HK2QX5", model=_STRATUS, person=CHIARA, tag="ENGINEER"),
        Machine(serial="7HK2QX6", model=_STRATUS, ends=Stage.READY),
        # Returned by a colleague who left: registered with the tenant since last year.
        Machine(serial="7HK1JD8", model=_STRATUS, person=DEREK, registered=True),
        # Whoever collected the hashes pasted one into the wrong line.
        Machine(serial="7HK2QX7", model=_STRATUS, ends=None, hash=Hash.FOREIGN),
    ),
)
# A distributor's event, with order references and one line without a hash.
MERIDIAN = Manifest(
    shipment_id="tailspin-2026-0093",
    machines=(
        HANNAS,
        ELIFS,
        # A refurbished machine that its previous owner never deregistered.
        Machine(serial="PF4S9C2A", model=_MERIDIAN, ends=Stage.PARKED, owned_elsewhere=True),
        Machine(serial="PF5T0R6N", model=_MERIDIAN, ends=Stage.READY, tag="ENGINEER"),
    ),
)
HARBOR = Manifest(
    shipment_id="northwind-dsp-5521",
    machines=(
        IVOS,
        Machine(serial="5CG4410ZTT", model=_HARBOR, person=FARAH),
        Machine(serial="5CG4410ZTV", model=_HARBOR, person=GREGOR),
        JUDITS,
    ),
)
# A maker's EDI: it registers what it ships, and nobody knows yet for whom in Munich it is.
PEBBLE = Manifest(
    shipment_id="LW-880012",
    ship_to="DE-MUC-01",
    order_reference="PO-4490",
    machines=(
        Machine(serial="LW93K07A", model=_PEBBLE, hash=Hash.NONE, registered=True),
        Machine(serial="LW93K07B", model=_PEBBLE, hash=Hash.NONE, registered=True),
    ),
)
MANIFESTS = (STRATUS, MERIDIAN, HARBOR, PEBBLE)
MACHINES = tuple(machine for manifest in MANIFESTS for machine in manifest.machines)
