"""From the news that is written on rows to the messages that tell it.

News is written in the same row as the change that it tells, so that neither is
there without the other.  Once the row is written, a message for each listener
goes on its queue and the news is struck off the row.  Whatever keeps that from
happening delays the news and nothing else: the sweep tells what was left.
Messages are named after what they tell and whom: telling twice tells once.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import structlog

from shared.domain.commands import Notify
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError
from shared.domain.flightplan import FlightPlan
from shared.domain.hire import Hire, HireState
from shared.domain.lifecycle import ENDS, ENDS_AT, WorkflowTask
from shared.domain.news import News
from shared.domain.pairing import is_for
from shared.domain.request import Request
from shared.domain.telling_news import with_facts
from shared.ports import Outbox, Rows
from shared.runtime.aggregates import Devices, Hires, Requests
from shared.runtime.envelope import first
from shared.runtime.events_out import event_id

log = structlog.get_logger()

type _Teller = Device | Hire | Request


class Herald:
    """Tells the subscribers of the flight plan, waiting workflow tasks, and requests."""

    def __init__(self, plan: FlightPlan, outbox: Outbox, rows: Rows) -> None:
        self._plan = plan
        self._outbox = outbox
        # These tell nothing themselves: what is struck off is no news.
        self._devices, self._hires, self._requests = Devices(rows), Hires(rows), Requests(rows)

    async def worth_telling[A](self, item: A) -> A:
        """Leave out the news that nobody listens to; say of the rest what there is to say."""
        if not isinstance(item, Device | Hire | Request) or not item.news:
            return item
        teller: _Teller = item
        heard = tuple([each for each in teller.news if await self._notices(each, teller)])
        teller = replace(teller, news=heard)
        if isinstance(teller, Device) and heard:
            teller = with_facts(teller, self._plan.persona_of(teller).name)
        return cast("A", teller)

    async def tell(self, item: object) -> None:
        """Send what an item has to tell, and strike it off; trouble leaves it to the sweep."""
        try:
            if isinstance(item, Device | Hire | Request) and item.news:
                await self._tell_news(item)
            if isinstance(item, Hire) and item.task is not None and item.device:
                await self._tell_task(item, item.task)
        except GroundcrewError as error:
            log.warning("news.left", reason=str(error))

    async def _tell_news(self, teller: _Teller) -> None:
        for news in teller.news:
            for notice in await self._notices(news, teller):
                await self._send(notice)
                if notice.task is not None and isinstance(teller, Device) and teller.pairing:
                    await self._answered(notice.task, teller.pairing.employee_id)
        told = teller.news
        match teller:
            case Device():
                await self._devices.amend(teller.serial, lambda device: _without(told, device))
            case Hire():
                await self._hires.amend(teller.employee_id, lambda hire: _without(told, hire))
            case Request():
                await self._requests.amend(teller.id, lambda request: _without(told, request))

    async def _notices(self, news: News, teller: _Teller) -> list[Notify]:
        """List whom to tell: subscribers, and whoever waits for this very device."""
        subscribers = self._plan.subscribers.items()
        notices = [
            Notify(news=news, subscriber=name)
            for name, each in subscribers
            if news.type in each.events
        ]
        if not isinstance(teller, Device) or teller.pairing is None:
            return notices
        if teller.pairing.request:
            notices.append(Notify(news=news, request=teller.pairing.request))
        if news.type in ENDS and teller.pairing.employee_id:
            hire = await self._hires.get(teller.pairing.employee_id)
            if hire is not None and hire.task is not None and hire.device == teller.serial:
                notices.append(Notify(news=news, task=hire.task))
        return notices

    async def _tell_task(self, hire: Hire, task: WorkflowTask) -> None:
        """Answer a task whose device had got so far before the task was heard of."""
        device = await self._devices.get(hire.device)
        if device is None or device.pairing is None or hire.state is HireState.CANCELLED:
            return
        kind = ENDS_AT.get(device.stage)
        if kind is not None and is_for(device.pairing, hire):
            news = News(type=kind, subject=device.serial, at=device.since)
            await self._send(Notify(news=news, task=task))
            await self._answered(task, hire.employee_id)

    async def _answered(self, task: WorkflowTask, employee_id: str) -> None:
        """Forget a task that will be answered by the message that was sent."""

        def forgotten(hire: Hire) -> Hire:
            return replace(hire, task=None) if hire.task == task else hire

        await self._hires.amend(employee_id, forgotten)

    async def _send(self, notice: Notify) -> None:
        """Put a message on its queue."""
        news = notice.news
        origin = f"{notice.subscriber}/{notice.request}/{event_id(news)}"
        if notice.task is not None:
            # It is answered once, whatever becomes of the device afterwards.
            origin = f"{notice.task.workflow}/{notice.task.task}/{notice.task.result}"
        envelope = first(notice, origin=origin, correlation=event_id(news))
        await self._outbox.send(envelope.message())


def _without[T: (Device, Hire, Request)](told: Sequence[News], item: T) -> T:
    return replace(item, news=tuple(each for each in item.news if each not in told))
