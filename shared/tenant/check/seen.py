"""What was seen of steps that are done, in the words of the portals."""

from collections.abc import Mapping

from shared.domain.setup import Fields, Kind
from shared.domain.stages import Route
from shared.tenant.check import by_groundcrew
from shared.tenant.check.facts import Facts

_SCOPES = {"none": "None", "all": "All", "selected": "Some"}
_WHO = {"everyone": "All", "nobody": "None"}


def nothing(_facts: Facts) -> str:
    """Say no more than that it is done."""
    return ""


def scope(facts: Facts) -> str:
    """Say whose devices enrol."""
    fields = _of(facts, Kind.AUTOMATIC_ENROLMENT)
    groups = ", ".join(fields.get("groups") or ())
    word = _SCOPES.get(str(fields.get("applies_to")), "unknown")
    return f"MDM user scope: {word}{f' ({groups})' if groups else ''}."


def who_joins(facts: Facts) -> str:
    """Say who may join devices."""
    said = _of(facts, Kind.DEVICE_REGISTRATION).get("allowed_to_join")
    if isinstance(said, Mapping):
        names = ", ".join([*(said.get("users") or ()), *(said.get("groups") or ())])
        return f"Users may join devices: Selected ({names})."
    return f"Users may join devices: {_WHO.get(str(said), 'unknown')}."


def who_fills_user_groups(facts: Facts) -> str:
    """Say who puts people into the user groups."""
    return by_groundcrew.joining(facts.personas(Route.DEVICE_PREPARATION))


def _of(facts: Facts, kind: Kind) -> Fields:
    present = facts.survey.present.get((kind, str(kind)))
    return present.fields if present else {}
