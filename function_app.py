"""The trigger map: every way into the system, on one page.

What webhooks call is open to the platform: the intake recognises its senders
itself, by the flight plan, because no vendor knows a function key.  A function
bears the name of the handler that it leads to.
"""

from collections.abc import Awaitable, Callable

import azure.functions as func

from handlers import (
    health,
    hire_inquiry,
    inquiry,
    intake,
    redriving,
    request_inquiry,
    request_intake,
    sweeping,
)
from handlers.routes import ROUTES
from shared import bootstrap, observability
from shared.domain.commands import COMMANDS, Command, queue_of
from shared.runtime.consumer import Consumer
from shared.runtime.delivery import Delivery
from shared.runtime.http import Request
from shared.runtime.responder import Answer, respond

observability.configure()

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
    ("GET", "hires", hire_inquiry.list_hires, KEYED),
    ("GET", "hires/{employee_id}", hire_inquiry.show_hire, KEYED),
    ("GET", "service-level", hire_inquiry.show_service_level, KEYED),
    ("GET", "parked", inquiry.list_parked, KEYED),
    ("POST", "parked/{id}/redrive", redriving.redrive, KEYED),
    ("GET", "health/ready", health.ready, OPEN),
)

type Function = Callable[..., Awaitable[object]]


def _named(function: Function, like: Callable[..., object]) -> Function:
    """Let a function bear the name of its handler, and say what that says."""
    function.__name__, function.__doc__ = like.__name__, like.__doc__
    return function


def _listen(kind: type[Command]) -> None:
    """Take the messages of a command's queue to its handler."""
    queue = queue_of(kind)

    async def carry_out(message: func.ServiceBusMessage) -> None:
        # Return: the message is complete.  Raise: the queue delivers it again.
        delivery = Delivery(
            queue=queue,
            message_id=message.message_id,
            body=message.get_body(),
            count=message.delivery_count or 1,
        )
        await Consumer(ROUTES, bootstrap.services()).consume(delivery)

    trigger = app.service_bus_queue_trigger(
        arg_name="message", queue_name=queue, connection="SERVICE_BUS"
    )
    trigger(_named(carry_out, ROUTES.handlers[kind]))


def _answer(method: str, route: str, answer: Answer, level: func.AuthLevel) -> None:
    """Have requests answered."""

    async def answered(req: func.HttpRequest) -> func.HttpResponse:
        asked = Request(
            headers={name.lower(): value for name, value in req.headers.items()},
            query=dict(req.params),
            route=dict(req.route_params),
            body=req.get_body(),
        )
        told = await respond(asked, answer, bootstrap.services)
        return func.HttpResponse(
            body=told.body, status_code=told.status, headers={"Content-Type": told.content_type}
        )

    app.route(route=route, methods=[method], auth_level=level)(_named(answered, answer))


for _kind in COMMANDS:
    _listen(_kind)
for _way in HTTP:
    _answer(*_way)


@app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *")
async def sweep(timer: func.TimerRequest) -> None:  # noqa: ARG001  the binding wants it
    """Ask again for whatever outstayed its patience."""
    await sweeping.sweep(bootstrap.services())


@app.route(route="health/live", methods=["GET"], auth_level=OPEN)
async def live(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001  the binding wants it
    """Say that the process lives; asks nothing of anybody."""
    return func.HttpResponse('{"status":"live"}', mimetype="application/json")
