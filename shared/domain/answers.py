"""What Graph answers when it says no, and how to recognise the answers that a step lives with."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from shared.domain.operations import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A refusal as it arrived.  *status* 0 means that no answer came at all.

    *operation* is one of ``Operation``, or says what else was asked in such words.
    """

    operation: str
    status: int
    code: str = ""
    message: str = ""
    retry_after: timedelta | None = None
    request_id: str = ""


def is_missing(answer: Answer) -> bool:
    """Say whether what was asked for is not there."""
    return answer.status == HTTPStatus.NOT_FOUND


def is_bad_request(answer: Answer) -> bool:
    """Say whether the request itself was not understood, such as a filter."""
    return answer.status == HTTPStatus.BAD_REQUEST


# Undocumented: whatever says that there is no such task in progress, any more or at all.
_NOT_WAITING = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT})


def is_not_waiting(answer: Answer) -> bool:
    """Say whether a task of a lifecycle workflow waits for no answer: answered, or timed out."""
    return answer.operation == Operation.RESUME and answer.status in _NOT_WAITING


def is_already_member(answer: Answer) -> bool:
    """Say whether Entra refused to add a member because it is one.

    The code is a generic one, so the message decides (observed behaviour).
    """
    told = answer.message.lower()
    return (
        answer.operation == Operation.ADD_MEMBERS
        and answer.status == HTTPStatus.BAD_REQUEST
        and "already exist" in told
        and "'members'" in told
    )
