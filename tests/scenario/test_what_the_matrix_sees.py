"""The fault matrix bites: a product that were wrong would not get through it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

from handlers.routes import ROUTES
from shared import ports
from shared.domain.autopilot import ImportOrder, ImportRecord
from shared.domain.errors import Unavailable
from shared.domain.outcomes import Told
from shared.runtime.consumer import Consumer
from shared.runtime.delivery import Delivery, Verdict
from shared.runtime.envelope import Envelope
from simulator.instance import Instance
from simulator.mishaps import Called, Mishap
from simulator.world import World
from tests.fault_stories import STORIES
from tests.faults_at import Sabotage, astray, cases_of, flown

STORY = "hire first"
PORTS = (
    ports.Autopilot,
    ports.DevicePreparation,
    ports.Directory,
    ports.Endpoints,
    ports.LifecycleWorkflows,
    ports.Monitoring,
    ports.Outbox,
    ports.Rows,
)


class Hasty(Consumer):
    """Finishes a step before it sends what follows."""

    async def _work(self, delivery: Delivery, envelope: Envelope) -> Verdict:  # noqa: ARG002  as the consumer's
        handler = self._routes.handlers[type(envelope.command)]
        follow_ups = await handler(envelope.command, self._services)
        await self._services.ledger.finish(envelope.step)
        for follow_up in follow_ups:
            await self._send(envelope.then(follow_up), follow_up.after)
        return Verdict.DONE


class Stubborn:
    """An Autopilot that posts again at once what was not answered, and does not look first."""

    def __init__(self, autopilot: ports.Autopilot) -> None:
        self._autopilot = autopilot

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Told[ImportRecord]:
        told = await self._autopilot.import_devices(orders)
        lost = any(isinstance(each, Unavailable) for each in told.values())
        return await self._autopilot.import_devices(orders) if lost else told

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the port has
        return getattr(self._autopilot, name)


def hastily(world: World) -> None:
    world.instance.consumer = Hasty(ROUTES, world.services)


def stubbornly(world: World) -> None:
    autopilot = cast("ports.Autopilot", Stubborn(world.services.autopilot))
    services = replace(world.services, autopilot=autopilot)
    world.instance = Instance(services, world.tenant, world.queues, world.mortality)


async def seen(
    mishap: Mishap, meant: Callable[[Called], bool], sabotage: Sabotage | None = None
) -> list[str]:
    """Tell what the matrix says of one mishap at some calls of a story."""
    calm = await flown(STORY)
    cases = [each for each in cases_of({STORY: calm.trace}) if each.mishap is mishap]
    meant_cases = [each for each in cases if meant(calm.trace[each.call - 1])]
    assert meant_cases != []
    return [each for case in meant_cases for each in await astray(case, calm, sabotage)]


def finishing(called: Called) -> bool:
    return called.doing == "confirm-registration" and called.method in {"send", "upsert"}


def importing(called: Called) -> bool:
    return called.method == "import_devices"


async def test_a_consumer_that_finishes_a_step_before_it_sends_what_follows_is_seen() -> None:
    assert await seen(Mishap.DEATH_AFTER, finishing) == []
    told = await seen(Mishap.DEATH_AFTER, finishing, hastily)

    assert [each for each in told if "devices: SN-1" in each] != []


async def test_an_import_that_is_posted_again_without_a_look_is_seen() -> None:
    assert await seen(Mishap.LOST_ANSWER, importing) == []
    told = await seen(Mishap.LOST_ANSWER, importing, stubbornly)

    assert [each for each in told if "import SN-1: 1 became 2" in each] != []


async def test_some_story_calls_every_method_of_every_port() -> None:
    called = {each.method for name in STORIES for each in (await flown(name)).trace}
    methods = {name for port in PORTS for name in vars(port) if not name.startswith("_")}

    # What reads on through all identities is the nightly look for drift, which changes nothing.
    assert methods - called == {"identity_page"}
