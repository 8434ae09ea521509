"""Who may send what, as the flight plan declares it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.domain.hire_formats import HireFormat
from shared.domain.verifiers import Key, Verifier


class Intake(StrEnum):
    """A way in: what a source may send, by the first word of its route."""

    HR = "hr"
    PROCUREMENT = "procurement"
    REQUESTS = "requests"


@dataclass(frozen=True, slots=True, kw_only=True)
class MayUse:
    """Which personas and group tags a source may give to devices; ``None``: any."""

    personas: frozenset[str] | None = None
    group_tags: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edi:
    """How a source fills in the EDI X12 856, where the standard leaves room.

    A qualifier is a code that says what the value beside it is.  Serial numbers
    stand beside those of *serial_qualifiers* (``REF*SE``: segment and code),
    makers and models beside those of the ``LIN`` segment, the first that is there
    winning; ``PID`` means the item's description.  *locations* says where the
    addresses are that the source knows by a code (``N104`` of the ship-to).
    Its times are those of *time_zone* (a name of the IANA's).
    """

    serial_qualifiers: tuple[str, ...] = ("REF*SE", "LIN*SN")
    manufacturer_qualifiers: tuple[str, ...] = ("MF",)
    model_qualifiers: tuple[str, ...] = ("MN", "MG", "VP", "PID")
    locations: Mapping[str, str] = field(default_factory=dict[str, str])
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A system that sends: what it may send, how it is recognised, how it writes.

    *secrets* and *credentials* name settings; several secrets hold while one is
    being replaced by the next.  *hires* is how its HR events read (``None``: our
    own CloudEvents).  *personas* says which persona a word of the source's own
    means, where the format finds that word in the field ``persona``.
    *variables* fill the addresses that are fetched from, *edi* is how its ship notices read.
    """

    name: str
    takes: frozenset[Intake]
    verifier: Verifier
    secrets: tuple[str, ...] = ()
    may_use: MayUse = field(default_factory=MayUse)
    hires: HireFormat | None = None
    personas: Mapping[str, str] = field(default_factory=dict[str, str])
    credentials: str = ""
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    edi: Edi = field(default_factory=Edi)

    @property
    def fetches(self) -> bool:
        """Whether its HR events only say that something happened, and the rest is fetched."""
        return self.hires is not None and self.hires.fetch is not None


OWN = Source(
    name="groundcrew",
    takes=frozenset(Intake),
    verifier=Key(),
    secrets=("GROUNDCREW_KEY",),
)
