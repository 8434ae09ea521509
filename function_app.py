"""The trigger map: every way into the system, on one page.

What webhooks call is open to the platform: the intake recognises its senders
itself, by the flight plan, because no vendor knows a function key.  A function
bears the name of the handler that it leads to.
"""

from collections.abc import Awaitable, Callable

import azure.functions as func

from handlers import (
    acting,
    dismissing,
    draining,
    drift_inquiry,
    drifting,
    forgetting_people,
    health,
    hire_inquiry,
    inquiry,
    intake,
    mending,
    park_inquiry,
    redriving,
    request_inquiry,
    request_intake,
    sweeping,
)
from handlers.routes import ROUTES
from shared import bootstrap, config, observability
from shared.domain.commands import COMMANDS, Command, queue_of
from shared.observability import Discretion
from shared.runtime.consumer import Consumer
from shared.runtime.delivery import Delivery
from shared.runtime.http import Request
from shared.runtime.responder import Answer, respond

observability.configure()
observability.export(config.telemetry_from_environment())

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)

OPEN, KEYED = func.AuthLevel.ANONYMOUS, func.AuthLevel.FUNCTION

# Who answers which address, and whether the platform asks for a function key.
HTTP: tuple[tuple[str, str, Answer, func.AuthLevel], ...] = (
    ("POST", "hr/{source}", intake.receive_hire, OPEN),
    ("POST", "procurement/{source}", intake.receive_shipment, OPEN),
    ("POST", "requests", request_intake.receive_request, OPEN),
    ("POST", "requests/{id}/{decision}", request_intake.decide_request, OPEN),
    ("GET", "requests", request_inquiry.list_requests, KEYED),
    ("GET", "requests/{id}", request_inquiry.show_request, KEYED),
    ("GET", "devices", inquiry.list_devices, KEYED),
    ("GET", "devices/{serial}", inquiry.show_device, KEYED),
    ("POST", "devices/{serial}/{act}", acting.act_on_device, KEYED),
    ("GET", "hires", hire_inquiry.list_hires, KEYED),
    ("GET", "hires/{employee_id}", hire_inquiry.show_hire, KEYED),
    ("GET", "service-level", hire_inquiry.show_service_level, KEYED),
    ("POST", "hires/{employee_id}/forget", forgetting_people.forget_hire, KEYED),
    ("GET", "hires/{employee_id}/forget", forgetting_people.show_forgetting, KEYED),
    ("GET", "parked", park_inquiry.list_parked, KEYED),
    ("GET", "parked/{id}", park_inquiry.show_parked, KEYED),
    ("POST", "parked/redrive", redriving.redrive_many, KEYED),
    ("POST", "parked/{id}/redrive", redriving.redrive, KEYED),
    ("POST", "parked/{id}/correct", mending.correct, KEYED),
    ("POST", "parked/{id}/dismiss", dismissing.dismiss, KEYED),
    ("GET", "drift", drift_inquiry.list_drift, KEYED),
    ("GET", "acts", park_inquiry.list_acts, KEYED),
    ("GET", "health/ready", health.ready, OPEN),
)

type Function = Callable[..., Awaitable[object]]


def _named(function: Function, like: Callable[..., object], name: str) -> Function:
    """Let a function bear a name, and say what its handler says."""
    function.__name__, function.__doc__ = name, like.__doc__
    return function


def _listen(kind: type[Command]) -> None:
    """Take the messages of a command's queue to its handler, and its dead letters to the park."""
    queue = queue_of(kind)

    # Return: the message is complete.  Raise: the queue delivers it again.
    async def carry_out(message: func.ServiceBusMessage, context: func.Context) -> None:
        with Discretion():
            delivery = _delivery(queue, message, context)
            await Consumer(ROUTES, bootstrap.services()).consume(delivery)

    async def drain(message: func.ServiceBusMessage, context: func.Context) -> None:
        with Discretion():
            await draining.drain(_delivery(queue, message, context), bootstrap.services())

    handler = ROUTES.handlers[kind]
    _trigger(queue)(_named(carry_out, handler, handler.__name__))
    _trigger(f"{queue}/$deadletterqueue")(
        _named(drain, draining.drain, f"drain_{handler.__name__}")
    )


def _trigger(queue: str) -> Callable[..., object]:
    return app.service_bus_queue_trigger(
        arg_name="message", queue_name=queue, connection="SERVICE_BUS"
    )


def _delivery(queue: str, message: func.ServiceBusMessage, context: func.Context) -> Delivery:
    return Delivery(
        queue=queue,
        message_id=message.message_id or "",
        body=message.get_body(),
        count=message.delivery_count or 1,
        enqueued=message.enqueued_time_utc,
        trace=context.trace_context.trace_parent or "",
        properties=message.application_properties or {},
    )


def _answer(method: str, route: str, answer: Answer, level: func.AuthLevel) -> None:
    """Have requests answered."""

    async def answered(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
        asked = Request(
            headers={name.lower(): value for name, value in req.headers.items()},
            query=dict(req.params),
            route=dict(req.route_params),
            body=req.get_body(),
            trace=context.trace_context.trace_parent or "",
        )
        with Discretion():
            told = await respond(asked, answer, bootstrap.services)
        return func.HttpResponse(
            body=told.body, status_code=told.status, headers={"Content-Type": told.content_type}
        )

    app.route(route=route, methods=[method], auth_level=level)(
        _named(answered, answer, answer.__name__)
    )


for _kind in COMMANDS:
    _listen(_kind)
for _way in HTTP:
    _answer(*_way)


@app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *")
async def sweep(timer: func.TimerRequest) -> None:  # noqa: ARG001  the binding wants it
    """Ask again for whatever outstayed its patience."""
    with Discretion():
        await sweeping.sweep(bootstrap.services())


# Some hours of the night, in which a look at a large tenant goes on turn by turn.
@app.timer_trigger(arg_name="timer", schedule="0 */5 1-5 * * *")
async def drift(timer: func.TimerRequest) -> None:  # noqa: ARG001  the binding wants it
    """Look once a night whether what was seen still holds."""
    await drifting.drift(bootstrap.services())


@app.route(route="health/live", methods=["GET"], auth_level=OPEN)
async def live(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001  the binding wants it
    """Say that the process lives; asks nothing of anybody."""
    return func.HttpResponse('{"status":"live"}', mimetype="application/json")
