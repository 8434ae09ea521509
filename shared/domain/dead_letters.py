"""Why Service Bus set a message aside, as the person reads it who has to mend it.

The reasons are those of the page "Overview of Service Bus dead-letter queues".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.errors import Reason

# Where the reason stands in a message, and what was said of it.
REASON, DESCRIPTION = "DeadLetterReason", "DeadLetterErrorDescription"
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A reason of Service Bus's own."""

    code: str
    sentence: str
    remedy: str


# Delivered ten times, whatever ended that.
_TOO_OFTEN = "MaxDeliveryCountExceeded"
_INTERRUPTED = Cause(
    code="step-interrupted",
    sentence="A step never came to an end, however often it was begun, and left no error.",
    remedy="See in the log why instances of the app end (memory, time-outs), then redrive.",
)
_FAILED = Cause(
    code="step-failed",
    sentence="A step failed ten times in a way that nobody foresaw.",
    remedy="Look in the log for the error of this step, have it mended, then redrive.",
)
_ANOTHER = Cause(
    code="set-aside",
    sentence="Somebody else set the message aside before Groundcrew had read it.",
    remedy="Find out who and why: the evidence has their words. Then redrive or dismiss.",
)

CAUSES: Mapping[str, Cause] = {
    _TOO_OFTEN: _FAILED,
    "TTLExpiredException": Cause(
        code="expired",
        sentence="The message lay on its queue for longer than the queue keeps messages.",
        remedy="Find out why the app did not run, then redrive.",
    ),
    "HeaderSizeExceeded": Cause(
        code="header-too-large",
        sentence="The header of the message is larger than Service Bus carries.",
        remedy="Find out who else may send to this queue and take that right away; dismiss this.",
    ),
}


def was_delivered_too_often(properties: Mapping[str, object]) -> bool:
    """Say whether nothing but the number of its deliveries is held against a message."""
    return str(properties.get(REASON, "")) == _TOO_OFTEN


def reason_of(properties: Mapping[str, object], error: str, deliveries: int) -> Reason:
    """Say why a message was set aside; *error* is the class of what ended its step last."""
    told = str(properties.get(REASON, ""))
    interrupted = was_delivered_too_often(properties) and not error
    cause = _INTERRUPTED if interrupted else CAUSES.get(told, _ANOTHER)
    evidence = {
        "dead_letter_reason": told,
        "dead_letter_description": str(properties.get(DESCRIPTION, ""))[:_LONGEST],
        "error": error,
        "deliveries": str(deliveries),
    }
    known = {name: text for name, text in evidence.items() if text}
    return Reason(code=cause.code, sentence=cause.sentence, remedy=cause.remedy, evidence=known)
