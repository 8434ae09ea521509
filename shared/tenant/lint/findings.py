"""What the lint finds, and how much it matters."""

from dataclasses import dataclass

from shared.tenant.lint.codes import Code, Level
from shared.tenant.lint.object_codes import OBJECT_CODES
from shared.tenant.lint.persona_codes import PERSONA_CODES

# Every code: what it means, how much it matters, and what to do; docs/tenant-lint.md has the same.
CODES = {**OBJECT_CODES, **PERSONA_CODES}

# Where a finding on a persona stands; every other one stands at an object, by its kind.
PERSONA = "persona"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in the flight plan: an object by *kind* and *key*, and the path of a *field* in it.

    The kind of a persona is ``persona`` and its key its name.  The field is blank
    where the whole is meant.
    """

    kind: str
    key: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that somebody should look at before the section is applied."""

    code: Code
    where: Where
    sentence: str
    remedy: str

    @property
    def level(self) -> Level:
        """How much it matters, which the code alone decides."""
        return CODES[self.code].level


def found(code: Code, where: Where, sentence: str, remedy: str = "") -> Finding:
    """Make a finding; without a remedy of its own it has that of its code."""
    return Finding(code=code, where=where, sentence=sentence, remedy=remedy or CODES[code].remedy)
