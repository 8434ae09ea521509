"""What the refusals of HR systems mean: the table that sorts them by what to do next."""

from collections.abc import Callable
from http import HTTPStatus

from shared.domain.calls import Answered
from shared.domain.errors import GroundcrewError, Reason, Refused, Throttled, Unavailable
from shared.domain.sources import Source

_CREDENTIALS = (
    "Put credentials that {source} takes, and that may read its people, into the setting"
    " {setting}; then redrive."
)
_UNFORESEEN = "Compare what the flight plan says of fetching with the documents of {source}."


def is_throttled(answered: Answered) -> bool:
    """Say whether we are to slow down.

    429 says so, and so does BambooHR's 503 with a time to come again
    (documentation.bamboohr.com, "Technical Overview").
    """
    unavailable = answered.status == HTTPStatus.SERVICE_UNAVAILABLE
    return answered.status == HTTPStatus.TOO_MANY_REQUESTS or (
        unavailable and answered.retry_after is not None
    )


def fault_of(source: Source, answered: Answered) -> GroundcrewError | None:
    """Make the error that an answer stands for; ``None`` when it holds what was asked for."""
    make = next(make for covers, make in _FAULTS if covers(answered))
    return None if make is None else make(source, answered)


def credentials_refused(source: Source, answered: Answered) -> Refused:
    """Say that the credentials are no good, and where better ones belong."""
    return _refused(source, answered, "credentials-refused", _CREDENTIALS)


def _unforeseen(source: Source, answered: Answered) -> Refused:
    return _refused(source, answered, "fetch-refused", _UNFORESEEN)


def _refused(source: Source, answered: Answered, code: str, remedy: str) -> Refused:
    return Refused(
        Reason(
            code=code,
            sentence=f"{_told(source, answered)} when asked about a person.",
            remedy=remedy.format(source=source.name, setting=source.credentials),
            evidence={"source": source.name, "status": str(answered.status)},
        )
    )


def _throttled(source: Source, answered: Answered) -> Throttled:
    return Throttled(_told(source, answered), after=answered.retry_after)


def _unavailable(source: Source, answered: Answered) -> Unavailable:
    return Unavailable(_told(source, answered))


def _told(source: Source, answered: Answered) -> str:
    return f"{source.name} answered {answered.status}"


def _status(*statuses: HTTPStatus) -> Callable[[Answered], bool]:
    return lambda answered: answered.status in statuses


type _Make = Callable[[Source, Answered], GroundcrewError]

# Read from the top; the last line covers what nobody foresaw.
_FAULTS: tuple[tuple[Callable[[Answered], bool], _Make | None], ...] = (
    (is_throttled, _throttled),
    # Finch answers 202 while it still collects the data (developer.tryfinch.com,
    # "Mitigate Errors").
    (
        _status(HTTPStatus.ACCEPTED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY),
        _unavailable,
    ),
    (lambda answered: answered.status >= HTTPStatus.INTERNAL_SERVER_ERROR, _unavailable),
    (_status(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN), credentials_refused),
    (
        lambda answered: HTTPStatus.OK <= answered.status < HTTPStatus.MULTIPLE_CHOICES,
        None,
    ),
    (lambda _: True, _unforeseen),
)
