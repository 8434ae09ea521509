"""What the kinds of object are called on a screen, and how what happens to them is marked."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.setup import Kind, Verb


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign that needs no colour, and the colour it has where there is one."""

    sign: str
    style: str


MARKS: Mapping[Verb, Mark] = {
    Verb.CREATE: Mark("+", "green"),
    Verb.CHANGE: Mark("~", "yellow"),
    Verb.DELETE: Mark("-", "red"),
}
BY_HAND = Mark("!", "magenta")
UNSEEN = Mark("?", "cyan")
FAILED = Mark("x", "bold red")

# One, and several.
_NAMES: Mapping[Kind, tuple[str, str]] = {
    Kind.SERVICE_PRINCIPAL: ("service principal", "Service principals"),
    Kind.GROUP: ("group", "Groups"),
    Kind.DEVICE_REGISTRATION: ("device registration", "Who may join devices"),
    Kind.AUTOMATIC_ENROLMENT: ("automatic enrolment", "Automatic enrolment"),
    Kind.APP: ("app", "Apps"),
    Kind.SCRIPT: ("script", "Scripts"),
    Kind.ENROLLMENT_STATUS_PAGE: ("enrollment status page", "Enrollment status pages"),
    Kind.DEPLOYMENT_PROFILE: ("deployment profile", "Deployment profiles"),
    Kind.PREPARATION_POLICY: ("device-preparation policy", "Device-preparation policies"),
    Kind.CORPORATE_IDENTIFIERS: ("corporate identifiers", "Corporate identifiers"),
}


def one(kind: Kind) -> str:
    """Call one object by its kind."""
    return _NAMES[kind][0]


def several(kind: Kind) -> str:
    """Call the objects of a kind, as a heading."""
    return _NAMES[kind][1]


def called(kind: Kind, key: str, name: str = "") -> str:
    """Call an object by its kind and name; of which there is only one, by its kind alone."""
    shown = name or key
    return one(kind) if shown in {"", kind} else f'{one(kind)} "{shown}"'


def counted(count: int, what: str) -> str:
    """Say how many, with the plural of a regular noun."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
