"""What is wrong with a field, as a code, a sentence and a remedy.

The value itself is never repeated: a column that slipped may hold a hash.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from shared.domain.errors import Reason

# How a sender spells one of our field names: a path in JSON, a column in CSV.
type Spelling = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, and where; *field* is spelled as the sender spelled it."""

    field: str
    reason: Reason


_WRITE_TEXT = "Send it as plain text on one line."
_CHECK = "Compare the body with docs/intake.md and send it again."

# What pydantic calls it: what we call it, say and advise.
_KNOWN = {
    "missing": ("field-missing", "{field} is missing.", "Add it and send this again."),
    "string_type": ("field-not-text", "{field} is not text.", _WRITE_TEXT),
    "string_unicode": ("field-characters", "{field} is not valid Unicode.", _WRITE_TEXT),
    "string_too_long": (
        "field-too-long",
        "{field} has more than {max_length} characters.",
        "Shorten it, or check whether two columns were swapped.",
    ),
    "string_too_short": ("field-missing", "{field} is empty.", "Fill it in and send this again."),
    "list_type": ("field-not-a-list", "{field} is not a list.", _CHECK),
    "too_short": ("list-empty", "{field} is empty.", "Send at least one entry."),
    "extra_forbidden": (
        "field-unknown",
        "{field} means nothing here.",
        "Take it out, or see in docs/http-api.md how it is spelled.",
    ),
    "model_type": ("field-not-an-object", "{field} is not a JSON object.", _CHECK),
}
_UNKNOWN = ("field-wrong", "{field} does not hold what it should.", _CHECK)


def custom(code: str, sentence: str, remedy: str) -> PydanticCustomError:
    """Make what a validator raises; *sentence* and *remedy* end up in the fault."""
    context = {"sentence": sentence, "remedy": remedy}
    return PydanticCustomError(code, "{sentence}", context)


def faults_of(error: ValidationError, spelled: Spelling) -> tuple[Fault, ...]:
    """Say what pydantic found, one fault for each field."""
    found = error.errors(include_url=False, include_input=False)
    return tuple(_fault(details, spelled) for details in found)


def fault(field: str, known: tuple[str, str, str]) -> Fault:
    """Fill a code, a sentence and a remedy in for one field."""
    return _filled(field, known, {})


def _fault(details: ErrorDetails, spelled: Spelling) -> Fault:
    field = spelled(".".join(str(part) for part in details["loc"]))
    context = details.get("ctx", {})
    if "remedy" in context:
        reason = Reason(
            code=details["type"], sentence=context["sentence"], remedy=context["remedy"]
        )
        return Fault(field=field, reason=reason)
    return _filled(field, _KNOWN.get(details["type"], _UNKNOWN), context)


def _filled(field: str, known: tuple[str, str, str], context: Mapping[str, Any]) -> Fault:
    code, sentence, remedy = known
    named = field or "The entry"
    said = sentence.format(field=named, **context)
    return Fault(field=field, reason=Reason(code=code, sentence=said, remedy=remedy))
