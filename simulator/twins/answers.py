"""From the tenant's refusals to Groundcrew's errors, by the table the adapters use too."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from shared.domain.errors import GroundcrewError
from shared.domain.faults import Answer, error_for
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.ports import Failed
from simulator.tenant import AnswerLost, Entity, GraphFault, Page, Slice


def asked[T](operation: Operation, ask: Callable[[], T]) -> T:
    """Ask the tenant, or raise the error that the table has for its refusal."""
    try:
        return ask()
    except GraphFault as fault:
        raise error_for(answer_of(operation, fault)) from fault


def asked_unless[T](
    operation: Operation, ask: Callable[[], T], tolerated: Callable[[Answer], bool]
) -> T | None:
    """Ask the tenant; a refusal that *tolerated* recognises is answered with ``None``."""
    try:
        return ask()
    except GraphFault as fault:
        answer = answer_of(operation, fault)
        if tolerated(answer):
            return None
        raise error_for(answer) from fault


def each_asked[T](
    operation: Operation,
    keys: Iterable[str],
    ask: Callable[[str], T | None],
    tolerated: Callable[[Answer], bool] = lambda _: False,
) -> dict[str, T | GroundcrewError]:
    """Ask about each of several things; what is refused for one is its answer alone."""
    told: dict[str, T | GroundcrewError] = {}
    for key in keys:
        try:
            found = asked_unless(operation, lambda key=key: ask(key), tolerated)  # type: ignore[misc]  # bound now
        except GroundcrewError as error:
            told[key] = error
        else:
            if found is not None:
                told[key] = found
    return told


def failed(told: Told[None]) -> Failed:
    """Keep the errors alone."""
    return {key: error for key, error in told.items() if error is not None}


def answer_of(operation: Operation, fault: GraphFault) -> Answer:
    """Write a refusal as it would have come over the wire; a lost answer is none."""
    lost = isinstance(fault, AnswerLost) and fault.hung_up
    wait = fault.retry_after
    return Answer(
        operation=operation,
        status=0 if lost else fault.status,
        code="" if lost else fault.code,
        message="" if lost else fault.message,
        retry_after=None if wait is None else timedelta(seconds=wait),
    )


def entities(page: Callable[[Slice], Page], top: int) -> Iterator[Entity]:
    """Go through a list; whoever stops early saves the requests for the rest."""
    part: int | None = 0
    while part is not None:
        found = page(Slice(skip=part, top=top))
        yield from found.items
        part = found.next_skip
