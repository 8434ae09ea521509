"""The trigger map: every way into the system, on one page.

What webhooks call is open to the platform: the intake recognises its senders
itself, by the flight plan, because no vendor knows a function key.
"""

import azure.functions as func

from handlers import health, inquiry, intake, redriving, request_inquiry, request_intake, sweeping
from handlers.routes import ROUTES
from shared import bootstrap, observability
from shared.runtime.consumer import Consumer, Delivery
from shared.runtime.http import Request
from shared.runtime.responder import Answer, respond

observability.configure()

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)


async def _carry_out(queue: str, message: func.ServiceBusMessage) -> None:
    """Return: the message is complete.  Raise: the queue delivers it again."""
    delivery = Delivery(
        queue=queue,
        message_id=message.message_id,
        body=message.get_body(),
        count=message.delivery_count or 1,
    )
    await Consumer(ROUTES, bootstrap.services()).consume(delivery)


@app.service_bus_queue_trigger(arg_name="message", queue_name="new-hire", connection="SERVICE_BUS")
async def new_hire(message: func.ServiceBusMessage) -> None:
    """Take in what HR says of a person."""
    await _carry_out("new-hire", message)


@app.service_bus_queue_trigger(arg_name="message", queue_name="shipment", connection="SERVICE_BUS")
async def shipment(message: func.ServiceBusMessage) -> None:
    """Take in what a supplier says of devices."""
    await _carry_out("shipment", message)


@app.service_bus_queue_trigger(
    arg_name="message", queue_name="device-request", connection="SERVICE_BUS"
)
async def device_request(message: func.ServiceBusMessage) -> None:
    """Take in a request for a device, or a decision on one."""
    await _carry_out("device-request", message)


@app.service_bus_queue_trigger(
    arg_name="message", queue_name="register-devices", connection="SERVICE_BUS"
)
async def register_devices(message: func.ServiceBusMessage) -> None:
    """Bring devices into Autopilot."""
    await _carry_out("register-devices", message)


@app.service_bus_queue_trigger(
    arg_name="message", queue_name="confirm-registration", connection="SERVICE_BUS"
)
async def confirm_registration(message: func.ServiceBusMessage) -> None:
    """See whether devices have appeared in Autopilot."""
    await _carry_out("confirm-registration", message)


@app.service_bus_queue_trigger(
    arg_name="message", queue_name="add-to-group", connection="SERVICE_BUS"
)
async def add_to_group(message: func.ServiceBusMessage) -> None:
    """Put a device into the groups of its persona."""
    await _carry_out("add-to-group", message)


@app.service_bus_queue_trigger(
    arg_name="message", queue_name="assign-user", connection="SERVICE_BUS"
)
async def assign_user(message: func.ServiceBusMessage) -> None:
    """Make the device's assigned user what its pairing says."""
    await _carry_out("assign-user", message)


@app.service_bus_queue_trigger(
    arg_name="message", queue_name="check-deployment", connection="SERVICE_BUS"
)
async def check_deployment(message: func.ServiceBusMessage) -> None:
    """See how far a device is on the way to its desk."""
    await _carry_out("check-deployment", message)


@app.service_bus_queue_trigger(arg_name="message", queue_name="notify", connection="SERVICE_BUS")
async def notify(message: func.ServiceBusMessage) -> None:
    """Tell a subscriber, or a waiting workflow, what happened."""
    await _carry_out("notify", message)


@app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *")
async def sweep(timer: func.TimerRequest) -> None:  # noqa: ARG001  the binding wants it
    """Ask again for whatever outstayed its patience."""
    await sweeping.sweep(bootstrap.services())


async def _answer(request: func.HttpRequest, answer: Answer) -> func.HttpResponse:
    asked = Request(
        headers={name.lower(): value for name, value in request.headers.items()},
        query=dict(request.params),
        route=dict(request.route_params),
        body=request.get_body(),
    )
    told = await respond(asked, answer, bootstrap.services)
    return func.HttpResponse(
        body=told.body, status_code=told.status, headers={"Content-Type": told.content_type}
    )


@app.route(route="hr/{source}", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
async def receive_hire(req: func.HttpRequest) -> func.HttpResponse:
    """Hear an HR system."""
    return await _answer(req, intake.receive_hire)


@app.route(route="procurement/{source}", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
async def receive_shipment(req: func.HttpRequest) -> func.HttpResponse:
    """Hear a supplier."""
    return await _answer(req, intake.receive_shipment)


@app.route(route="requests", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
async def receive_request(req: func.HttpRequest) -> func.HttpResponse:
    """Hear that somebody asks for a device."""
    return await _answer(req, request_intake.receive_request)


@app.route(route="requests/{id}/{decision}", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
async def decide_request(req: func.HttpRequest) -> func.HttpResponse:
    """Hear what is decided of a request."""
    return await _answer(req, request_intake.decide_request)


@app.route(route="requests", methods=["GET"])
async def list_requests(req: func.HttpRequest) -> func.HttpResponse:
    """List requests."""
    return await _answer(req, request_inquiry.list_requests)


@app.route(route="requests/{id}", methods=["GET"])
async def show_request(req: func.HttpRequest) -> func.HttpResponse:
    """Show one request."""
    return await _answer(req, request_inquiry.show_request)


@app.route(route="devices", methods=["GET"])
async def list_devices(req: func.HttpRequest) -> func.HttpResponse:
    """List devices."""
    return await _answer(req, inquiry.list_devices)


@app.route(route="devices/{serial}", methods=["GET"])
async def show_device(req: func.HttpRequest) -> func.HttpResponse:
    """Show one device."""
    return await _answer(req, inquiry.show_device)


@app.route(route="hires", methods=["GET"])
async def list_hires(req: func.HttpRequest) -> func.HttpResponse:
    """List hires."""
    return await _answer(req, inquiry.list_hires)


@app.route(route="hires/{employee_id}", methods=["GET"])
async def show_hire(req: func.HttpRequest) -> func.HttpResponse:
    """Show one hire."""
    return await _answer(req, inquiry.show_hire)


@app.route(route="parked", methods=["GET"])
async def list_parked(req: func.HttpRequest) -> func.HttpResponse:
    """List what is parked."""
    return await _answer(req, inquiry.list_parked)


@app.route(route="parked/{id}/redrive", methods=["POST"])
async def redrive(req: func.HttpRequest) -> func.HttpResponse:
    """Send a parked command again, once its cause is mended."""
    return await _answer(req, redriving.redrive)


@app.route(route="health/live", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def live(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001  the binding wants it
    """Say that the process lives; asks nothing of anybody."""
    return func.HttpResponse('{"status":"live"}', mimetype="application/json")


@app.route(route="health/ready", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def ready(req: func.HttpRequest) -> func.HttpResponse:
    """Say whether the app can work."""
    return await _answer(req, health.ready)
