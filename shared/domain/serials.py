"""Serial numbers: one spelling for each machine, and what is none.

The limit of 64 characters is that of an SMBIOS string before version 3.0.
"""

from shared.domain.errors import Reason

LONGEST = 64

# What firmware says when nobody wrote a serial number into it.
_PLACEHOLDERS = frozenset(
    {
        "DEFAULT STRING",
        "TO BE FILLED BY O.E.M.",
        "TO BE FILLED BY OEM",
        "SYSTEM SERIAL NUMBER",
        "SERIAL NUMBER",
        "NONE",
        "NULL",
        "N/A",
        "NA",
        "UNKNOWN",
        "INVALID",
        "NOT SPECIFIED",
        "NOT APPLICABLE",
        "NOT AVAILABLE",
        "0123456789",
        "123456789",
        "1234567890",
    }
)
_SUPPLIER = "Ask the supplier for the serial number printed on the machine."


def normalised(serial: str) -> str:
    """Write a serial number the one way that Groundcrew keys by."""
    return serial.strip().upper()


def fault_of(serial: str) -> Reason | None:
    """Say why this cannot be a serial number, or ``None`` when it can."""
    text = normalised(serial)
    if not text:
        return Reason(
            code="serial-missing", sentence="There is no serial number.", remedy=_SUPPLIER
        )
    if len(text) > LONGEST:
        return Reason(
            code="serial-too-long",
            sentence=f"The serial number has {len(text)} characters; {LONGEST} is the most.",
            remedy=_SUPPLIER,
        )
    # As it was sent: some letters that are no ASCII have capitals that are.
    if not (serial.strip().isascii() and text.isprintable()):
        return Reason(
            code="serial-characters",
            sentence="The serial number holds characters that no firmware writes.",
            remedy="Send it in plain ASCII letters, digits and punctuation.",
        )
    if any(character in text for character in "\"',;"):
        return Reason(
            code="serial-characters",
            sentence="The serial number holds a quote, a comma or a semicolon.",
            remedy="Send one serial number per line, without quotes.",
        )
    if text in _PLACEHOLDERS or not text.strip("0.-_ X*#"):
        return Reason(
            code="serial-placeholder",
            sentence=f"{text!r} is what firmware says when it has no serial number.",
            remedy=_SUPPLIER,
        )
    return None
