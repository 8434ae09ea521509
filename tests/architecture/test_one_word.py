"""One word in every place: command, queue, handler, function and binding."""

import re

import azure.functions as func
import pytest

from function_app import app
from handlers.routes import ROUTES
from shared.domain.commands import COMMANDS, Command, queue_of

FUNCTIONS = {str(each.get_function_name()): each for each in app.get_functions()}
TRIGGERS = {name: each.get_trigger() for name, each in FUNCTIONS.items()}


def settings(name: str) -> dict[str, object]:
    trigger = TRIGGERS[name]
    assert trigger is not None
    written: dict[str, object] = trigger.get_dict_repr()
    return written


def snake(kind: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_command_its_queue_its_handler_and_its_function_share_one_word(
    kind: type[Command],
) -> None:
    word = snake(kind)

    assert queue_of(kind) == word.replace("_", "-")
    assert ROUTES.handlers[kind].__name__ == word
    assert settings(word)["type"] == "serviceBusTrigger"
    assert settings(word)["queueName"] == queue_of(kind)
    assert settings(word)["connection"] == "SERVICE_BUS"


@pytest.mark.parametrize("kind", COMMANDS)
def test_the_dead_letters_of_a_queue_are_drained_by_a_function_of_its_word(
    kind: type[Command],
) -> None:
    drain = settings(f"drain_{snake(kind)}")

    assert drain["queueName"] == f"{queue_of(kind)}/$deadletterqueue"
    assert drain["connection"] == "SERVICE_BUS"


def test_no_queue_is_listened_to_without_a_command() -> None:
    heard = {str(settings(name).get("queueName", "")) for name in FUNCTIONS} - {""}
    queues = {queue_of(kind) for kind in COMMANDS}

    assert {name for name in heard if not name.endswith("/$deadletterqueue")} == queues


FUNCTION, ANONYMOUS = func.AuthLevel.FUNCTION, func.AuthLevel.ANONYMOUS
ROUTES_OF_THE_API = {
    ("POST", "hr/{source}"): ANONYMOUS,
    ("POST", "procurement/{source}"): ANONYMOUS,
    ("POST", "requests"): ANONYMOUS,
    ("POST", "requests/{id}/{decision}"): ANONYMOUS,
    ("GET", "requests"): FUNCTION,
    ("GET", "requests/{id}"): FUNCTION,
    ("GET", "devices"): FUNCTION,
    ("GET", "devices/{serial}"): FUNCTION,
    ("POST", "devices/{serial}/{act}"): FUNCTION,
    ("GET", "hires"): FUNCTION,
    ("GET", "hires/{employee_id}"): FUNCTION,
    ("GET", "hires/{employee_id}/forget"): FUNCTION,
    ("POST", "hires/{employee_id}/forget"): FUNCTION,
    ("GET", "service-level"): FUNCTION,
    ("GET", "parked"): FUNCTION,
    ("GET", "drift"): FUNCTION,
    ("GET", "parked/{id}"): FUNCTION,
    ("POST", "parked/redrive"): FUNCTION,
    ("POST", "parked/{id}/redrive"): FUNCTION,
    ("POST", "parked/{id}/correct"): FUNCTION,
    ("POST", "parked/{id}/dismiss"): FUNCTION,
    ("GET", "acts"): FUNCTION,
    ("GET", "health/live"): ANONYMOUS,
    ("GET", "health/ready"): ANONYMOUS,
}


def test_every_route_is_there_and_strangers_reach_only_health_and_what_webhooks_call() -> None:
    found = {
        (str(method), str(told["route"])): told["authLevel"]
        for told in map(settings, FUNCTIONS)
        if told["type"] == "httpTrigger"
        for method in told["methods"]  # type: ignore[attr-defined]  # a list in this binding
    }

    assert found == ROUTES_OF_THE_API


def test_the_sweep_comes_every_five_minutes() -> None:
    assert settings("sweep")["schedule"] == "0 */5 * * * *"


def test_the_look_for_drift_comes_at_night() -> None:
    assert settings("drift")["schedule"] == "0 */5 1-5 * * *"


def test_every_function_says_what_it_does() -> None:
    assert [name for name, each in FUNCTIONS.items() if not each.get_user_function().__doc__] == []
