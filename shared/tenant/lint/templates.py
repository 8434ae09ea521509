"""Name templates of deployment profiles.

Microsoft, "Configure Autopilot profiles": names have at most 15 characters, letters,
digits and hyphens, and are not all digits.  Macros are written in capitals: Microsoft,
"Windows Autopilot troubleshooting FAQ".
"""

import re
from collections.abc import Iterator

from shared.domain.setup import Kind
from shared.tenant.lint.codes import Code
from shared.tenant.lint.findings import Finding, found
from shared.tenant.lint.section import Known, Section

LONGEST_NAME = 15
# Service tags of many vendors have seven characters; fewer no longer tell devices apart.
_SHORT_SERIAL = 7

_MACRO = re.compile(r"%([^%]*)%")
_RANDOM = re.compile(r"RAND:([1-9]\d?)", re.ASCII)
_SERIAL = "SERIAL"


def name_templates(section: Section) -> Iterator[Finding]:
    """Look at every template."""
    for profile in section.of(Kind.DEPLOYMENT_PROFILE):
        template = profile.fields.get("device_name_template") or ""
        if template:
            yield from _judged(profile, template)


def _judged(profile: Known, template: str) -> Iterator[Finding]:
    where = profile.where("device_name_template")
    macros = _MACRO.findall(template)
    fixed = _MACRO.sub("", template)
    unknown = [name for name in macros if name != _SERIAL and not _RANDOM.fullmatch(name)]
    if unknown or "%" in fixed:
        said = f"%{unknown[0]}%" if unknown else "A single %"
        yield found(Code.TEMPLATE_MACRO, where, f"{said} in {template} is no macro of Autopilot.")
        return
    if re.search(r"[^A-Za-z0-9-]", fixed):
        yield found(
            Code.TEMPLATE_CHARACTERS,
            where,
            f"{template} has characters that no device name may have.",
        )
        return
    if not macros:
        yield found(Code.TEMPLATE_SAME_NAME, where, f"Every device would be called {template}.")
    if _SERIAL not in macros and not re.search(r"[A-Za-z-]", fixed):
        yield found(Code.TEMPLATE_DIGITS, where, f"{template} makes names of digits alone.")
    yield from _measured(profile, template, macros, fixed)


def _measured(profile: Known, template: str, macros: list[str], fixed: str) -> Iterator[Finding]:
    where = profile.where("device_name_template")
    digits = sum(int(match[1]) for name in macros if (match := _RANDOM.fullmatch(name)))
    taken = len(fixed) + digits
    serials = macros.count(_SERIAL)
    if taken + serials > LONGEST_NAME:
        yield found(
            Code.TEMPLATE_TOO_LONG,
            where,
            f"{template} makes names of at least {taken + serials} characters; {LONGEST_NAME} fit.",
        )
    elif serials and LONGEST_NAME - taken < _SHORT_SERIAL:
        yield found(
            Code.TEMPLATE_SERIAL_CUT,
            where,
            f"{template} leaves {LONGEST_NAME - taken} of {LONGEST_NAME} characters for the serial "
            "number.",
        )
