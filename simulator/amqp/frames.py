"""The answers of a session, written out in full."""

from azure.servicebus._pyamqp.endpoints import Source, Target
from azure.servicebus._pyamqp.performatives import AttachFrame, DispositionFrame, FlowFrame

from simulator.amqp.links import LARGEST_MESSAGE, Inbound, Outbound
from simulator.amqp.outcomes import Outcome

SENDER, RECEIVER = False, True
_WINDOW = 65_536


def attached(frame: AttachFrame, *, refused: bool = False) -> AttachFrame:
    """Answer an attach.  A refusal names no source or target; a detach must follow it."""
    return AttachFrame(
        name=frame.name,
        handle=frame.handle,
        role=not frame.role,
        send_settle_mode=frame.send_settle_mode,
        rcv_settle_mode=frame.rcv_settle_mode,
        source=None if refused else Source(*[frame.source[0], *[None] * 10]),
        target=None if refused else Target(*[frame.target[0], *[None] * 6]),
        unsettled=None,
        incomplete_unsettled=None,
        initial_delivery_count=0,
        max_message_size=LARGEST_MESSAGE,
        offered_capabilities=None,
        desired_capabilities=None,
        properties=None,
    )


def settled(role: bool, number: int | None, outcome: Outcome) -> DispositionFrame:  # noqa: FBT001  AMQP's own word for a side
    """Tell the outcome of one delivery."""
    return DispositionFrame(
        role=role, first=number, last=number, settled=True, state=outcome, batchable=None
    )


def flow(
    link: Inbound | Outbound, *, incoming: int, outgoing: int, drained: bool = False
) -> FlowFrame:
    """Tell the state of a link, within a session that has seen so many transfers."""
    return FlowFrame(
        next_incoming_id=incoming,
        incoming_window=_WINDOW,
        next_outgoing_id=outgoing,
        outgoing_window=_WINDOW,
        handle=link.handle,
        delivery_count=link.delivery_count,
        link_credit=link.credit,
        available=None,
        drain=drained,
        echo=None,
        properties=None,
    )
