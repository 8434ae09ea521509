"""Tell subscribers and waiting workflows what happened."""

from http import HTTPStatus

import structlog

from handlers.following import follow
from handlers.forgotten import heeded_news
from shared.domain.addresses import is_safe
from shared.domain.calls import Answered
from shared.domain.commands import FollowUp, Notify
from shared.domain.errors import Misconfigured, Reason, Rejected, Throttled, Unavailable
from shared.domain.lifecycle import ENDS, WorkflowTask
from shared.domain.news import News
from shared.domain.retry_after import waiting_time
from shared.domain.subscribers import Subscriber
from shared.runtime.events_out import Posting, call_of
from shared.runtime.services import Services

log = structlog.get_logger()

_BUSY = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY})


async def notify(command: Notify, services: Services) -> list[FollowUp]:
    """Tell one of them one thing."""
    if command.task is not None:
        await _resume(command.news, command.task, services)
    elif command.request:
        await _follow(command.news, services)
    else:
        await _post(command, services)
    return []


async def _resume(news: News, task: WorkflowTask, services: Services) -> None:
    await services.workflows.resume(task, completed=ENDS[news.type])


async def _follow(news: News, services: Services) -> None:
    device = await services.devices.get(news.subject)
    if device is not None:
        await follow(device, services)


async def _post(command: Notify, services: Services) -> None:
    """Post news to a subscriber, unless the flight plan or its own word has ended that."""
    news = await heeded_news(command.news, services)
    subscriber = services.flight_plan.subscribers.get(command.subscriber)
    if subscriber is None or news.type not in subscriber.events:
        log.info("news.unwanted", subscriber=command.subscriber, type=news.type.value)
        return
    url = _address(subscriber, services)
    if await services.subscriptions.ended(subscriber.name, url):
        log.info("news.unwanted", subscriber=subscriber.name, type=news.type.value)
        return
    posting = Posting(
        url=url,
        source=services.flight_plan.events_source,
        secrets=services.secrets.of(*subscriber.secrets) if subscriber.secrets else (),
        now=services.clock.now(),
    )
    answered = await services.endpoints.call(call_of(news, subscriber.format, posting))
    if answered.status == HTTPStatus.GONE:
        await services.subscriptions.end(subscriber.name, url)
        log.warning("subscriber.gone", subscriber=subscriber.name)
        return
    _mind(answered, subscriber)
    log.info("news.told", subscriber=subscriber.name, type=news.type.value)


def _address(subscriber: Subscriber, services: Services) -> str:
    """Find where a subscriber listens; a setting is checked now, as the plan was when read."""
    if subscriber.url:
        return subscriber.url
    (url,) = services.secrets.of(subscriber.url_setting)
    if not is_safe(url):
        raise Misconfigured(
            Reason(
                code="subscriber-address",
                sentence=f"The setting {subscriber.url_setting} holds no https address.",
                remedy="Set it to the address of the subscriber's webhook, then redrive.",
            )
        )
    return url


def _mind(answered: Answered, subscriber: Subscriber) -> None:
    """Sort an answer: told, to be told again later, or refused for good."""
    status = answered.status
    sentence = f"The subscriber {subscriber.name} answered {status}."
    after = waiting_time(answered.headers)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise Throttled(sentence, after=after)
    if status in _BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unavailable(sentence, after=after)
    if not HTTPStatus(200) <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise Rejected(
            Reason(
                code="subscriber-refused",
                sentence=sentence,
                remedy="See in the subscriber's own log why; correct its address or its secret "
                "there or in the flight plan, then redrive.",
                evidence={"subscriber": subscriber.name, "status": str(status)},
            )
        )
