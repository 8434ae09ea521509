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
class Source:
    """A system that sends: what it may send, how it is recognised, how it writes.

    *secrets* and *credentials* name settings; several secrets hold while one is
    being replaced by the next.  *hires* is how its HR events read (``None``: our
    own CloudEvents).  *personas* says which persona a word of the source's own
    means, where the format finds that word in the field ``persona``.
    *variables* fill the addresses that are fetched from.
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


OWN = Source(
    name="groundcrew",
    takes=frozenset(Intake),
    verifier=Key(),
    secrets=("GROUNDCREW_KEY",),
)
