"""A function app that shows the tests what it was given."""

import asyncio
import json
from typing import Any, cast

import azure.functions as func
from azure.functions.timer import TimerRequest

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)
seen: list[Any] = []  # what the queue and timer functions have been called with
buried: list[Any] = []  # the dead letters that came
gate = asyncio.Event()  # what `slow` waits for
running = {"now": 0, "most": 0}


@app.route("devices/{serial}/{part?}", methods=["GET", "POST"])
async def echo(req: func.HttpRequest) -> func.HttpResponse:
    shown = {
        "method": req.method,
        "url": req.url,
        "route": dict(req.route_params),
        "query": dict(req.params),
        "header": req.headers.get("x-hangar"),
        "body": req.get_body().hex(),
    }
    return func.HttpResponse(
        json.dumps(shown), status_code=202, headers={"x-bay": "7"}, mimetype="application/json"
    )


@app.route("open/{id:int}", auth_level=func.AuthLevel.ANONYMOUS)
async def anybody(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse(b"\x00\xff" + req.route_params["id"].encode())
    response.headers.add("Set-Cookie", "bay=7; Path=/; HttpOnly; SameSite=Lax")
    return response


@app.route("open/tower", auth_level=func.AuthLevel.ANONYMOUS, methods=["GET"])
def tower(req: func.HttpRequest) -> str:
    return f"tower {req.params.get('who', '')}"


@app.route(auth_level=func.AuthLevel.ADMIN, trigger_arg_name="_req")
async def reset(_req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(status_code=204)


@app.route(auth_level=func.AuthLevel.ANONYMOUS, trigger_arg_name="_req")
async def crash(_req: func.HttpRequest) -> func.HttpResponse:
    message = "hangar door"
    raise ValueError(message)


@app.route(auth_level=func.AuthLevel.ANONYMOUS, trigger_arg_name="_req")
async def wait(_req: func.HttpRequest) -> func.HttpResponse:
    running["now"] += 1
    await gate.wait()
    return func.HttpResponse("waited")


@app.service_bus_queue_trigger("message", queue_name="%QUEUE%", connection="BUS")
async def take(message: func.ServiceBusMessage) -> None:
    body = message.get_body().decode()
    seen.append(
        {
            "body": body,
            "id": message.message_id,
            "count": message.delivery_count,
            "properties": message.application_properties,
            "sequence": message.sequence_number,
            "enqueued": message.enqueued_time_utc,
            "lock": message.lock_token,
            "type": message.content_type,
            "correlation": message.correlation_id,
        }
    )
    if body == "raise":
        raise ValueError(body)
    if body == "raise once" and message.delivery_count == 1:
        raise ValueError(body)
    running["now"] += 1
    running["most"] = max(running.values())
    if body == "wait":
        await gate.wait()
    running["now"] -= 1


@app.service_bus_queue_trigger("message", queue_name="%QUEUE%/$deadletterqueue", connection="BUS")
async def exhume(message: func.ServiceBusMessage) -> None:
    buried.append(
        {
            "body": message.get_body().decode(),
            "count": message.delivery_count,
            "source": message.dead_letter_source,
            "properties": message.application_properties,
        }
    )


@app.timer_trigger("timer", schedule="%SCHEDULE%", run_on_startup=False)
async def tick(timer: func.TimerRequest) -> None:
    running["now"] += 1
    running["most"] = max(running.values())
    status = cast(TimerRequest, timer).schedule_status
    seen.append({"past_due": timer.past_due, "status": status})
    running["now"] -= 1
