"""Why something cannot be seen or told, for a person who can mend it."""

from http import HTTPStatus

from shared.domain.answers import Answer
from shared.domain.errors import GroundcrewError, Reason, Rejected
from shared.domain.faults import error_for
from shared.domain.operations import Operation
from shared.domain.permissions import GRANTS
from shared.domain.setup_permissions import DELEGATED_ONLY, SETUP_GRANTS

# The code of a reason: the caller may not, and somebody else may.
FORBIDDEN = "forbidden"
_NOT_ALLOWED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


def reason_for(operation: Operation, got: Answer | GroundcrewError) -> Reason:
    """Say why a read came to nothing, and which permission would have helped."""
    if isinstance(got, Answer) and got.status in _NOT_ALLOWED:
        return Reason(
            code=FORBIDDEN,
            sentence=f"The tenant refuses {operation} ({got.status} {got.code}).",
            remedy=_permission(operation),
            evidence={"status": str(got.status), "request-id": got.request_id},
        )
    error = error_for(got) if isinstance(got, Answer) else got
    if isinstance(error, Rejected):
        return error.reason
    return Reason(
        code="unavailable", sentence=str(error), remedy="Run the same command again in a while."
    )


def _permission(operation: Operation) -> str:
    # Corporate identifiers are searched with the same requests as those of devices.
    needed = " and ".join((SETUP_GRANTS | GRANTS)[operation].permissions)
    if operation in DELEGATED_ONLY:
        return f"Sign in as an administrator with {needed}; Graph lets no app do this by itself."
    return f"Grant {needed} to whoever runs this, with an administrator's consent."


def ambiguous(what: str, name: str, ids: list[str], remedy: str) -> Reason:
    """Say that several things have the name, and which ids there are to choose from."""
    return Reason(
        code="ambiguous",
        sentence=f"{len(ids)} {what} are called {name!r}: {', '.join(sorted(ids))}.",
        remedy=remedy,
    )
