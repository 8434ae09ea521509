"""What an answer to a move means for the next step."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from http import HTTPStatus

from shared.domain.answers import Answer
from shared.domain.errors import GroundcrewError, Reason, Rejected, Throttled
from shared.domain.object_requests import Json
from shared.domain.telling import Got
from shared.tenant.part import Move
from shared.tenant.refusals import reason_for


class Verdict(Enum):
    """What came of a request."""

    MADE = auto()
    HELD = auto()  # Nothing was done; the same request may be made again later.
    UNCLEAR = auto()  # It may have been done; only looking tells.
    ABSENT = auto()  # Something it names is not there, or not on every copy yet.
    NOT_YET = auto()  # The answer says no, and that it may say yes in a while.
    DENIED = auto()  # The caller may not.
    REFUSED = auto()  # Asking again cannot help.


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict, why, and after how long to come again if that was told."""

    verdict: Verdict
    reason: Reason
    after: timedelta | None = None
    status: int = 0


_NOT_FOUND = ("does not exist", "doesn't exist", "not found", "could not be found")


def _missing(answer: Answer) -> bool:
    told = answer.message.casefold()
    bad = answer.status == HTTPStatus.BAD_REQUEST and any(each in told for each in _NOT_FOUND)
    return bad or answer.status == HTTPStatus.NOT_FOUND


def _there_already(answer: Answer) -> bool:
    bad = answer.status == HTTPStatus.BAD_REQUEST
    return bad and "already exist" in answer.message.casefold()


def _status(*statuses: int) -> Callable[[Answer], bool]:
    return lambda answer: answer.status in statuses


def _trouble(answer: Answer) -> bool:
    return answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR


# The first line that fits decides.  Of 503 Microsoft says that the request may be repeated
# ("Microsoft Graph error responses and resource types"); a gateway's 502 and 504 say nothing of
# what became of it behind the gateway.
_VERDICTS: tuple[tuple[Callable[[Answer], bool], Verdict], ...] = (
    (_status(429, 503), Verdict.HELD),
    (_status(401, 403), Verdict.DENIED),
    (_there_already, Verdict.UNCLEAR),
    (_missing, Verdict.ABSENT),
    (_status(0, 408, 409, 412, 423, 424), Verdict.UNCLEAR),
    (_trouble, Verdict.UNCLEAR),
    (lambda _: True, Verdict.REFUSED),
)
_MADE = Reason(code="made", sentence="", remedy="")
_REMEDY = "Read what Graph says; correct it in the flight plan or in the tenant, then apply again."
_LATER = "Apply again later; what has been done stays."


def judged(got: Got[Json], move: Move) -> Judged:
    """Read what came of a move."""
    match got:
        case Answer():
            return _answered(got, move)
        case Throttled():
            return Judged(verdict=Verdict.HELD, reason=_unanswered(got), after=got.after)
        case Rejected():
            return Judged(verdict=Verdict.REFUSED, reason=got.reason)
        case GroundcrewError():
            return Judged(verdict=Verdict.UNCLEAR, reason=_unanswered(got))
        case _:
            return _said(got, move)


def _answered(answer: Answer, move: Move) -> Judged:
    verdict = next(verdict for covers, verdict in _VERDICTS if covers(answer))
    reason = (
        reason_for(move.request.operation, answer)
        if verdict is Verdict.DENIED
        else _told(answer, _REMEDY if verdict in {Verdict.ABSENT, Verdict.REFUSED} else _LATER)
    )
    if move.hint and answer.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        reason = replace(reason, remedy=move.hint)
    return Judged(verdict=verdict, reason=reason, after=answer.retry_after, status=answer.status)


def _said(body: Json, move: Move) -> Judged:
    refusal = move.judge(body)
    if refusal is None:
        return Judged(verdict=Verdict.MADE, reason=_MADE)
    verdict = Verdict.NOT_YET if refusal.passes else Verdict.REFUSED
    reason = Reason(code="refused", sentence=refusal.sentence, remedy=_REMEDY)
    return Judged(verdict=verdict, reason=reason)


def _told(answer: Answer, remedy: str) -> Reason:
    told = f"answered {answer.status} {answer.code}".rstrip() if answer.status else "gave no answer"
    says = f": {answer.message}" if answer.message else "."
    return Reason(
        code="refused" if remedy is _REMEDY else "unanswered",
        sentence=f"Graph {told} to {answer.operation}{says}",
        remedy=remedy,
        evidence={"status": str(answer.status), "request-id": answer.request_id},
    )


def _unanswered(error: GroundcrewError) -> Reason:
    return Reason(code="unanswered", sentence=str(error), remedy=_LATER)
