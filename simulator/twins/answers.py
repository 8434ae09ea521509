"""From the tenant's refusals to answers as they would have come over the wire."""

from datetime import timedelta

from shared.domain.faults import Answer
from shared.domain.operations import Operation
from simulator.tenant import AnswerLost, GraphFault


def answer_of(operation: Operation, fault: GraphFault) -> Answer:
    """Write a refusal as it would have come; a lost answer is none."""
    lost = isinstance(fault, AnswerLost) and fault.hung_up
    wait = fault.retry_after
    return Answer(
        operation=operation,
        status=0 if lost else fault.status,
        code="" if lost else fault.code,
        message="" if lost else fault.message,
        retry_after=None if wait is None else timedelta(seconds=wait),
    )
