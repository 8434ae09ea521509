"""The stories of the fault matrix: how a device comes to its person, and how it does not.

Between two words of a story everything comes to rest, so that each mishap meets
one chain of steps and what it comes to can be compared with calm weather.
"""

from collections.abc import Mapping

from tests import flown_stories as flown
from tests import other_stories as other
from tests.journeys import a_preparing_plan
from tests.staging import Story, autopilot, preparation, requesting

STORIES: Mapping[str, Story] = {
    "hire first": Story(world=autopilot, tell=flown.hire_first),
    "shipment first": Story(world=autopilot, tell=flown.shipment_first),
    "a message is lost, and swept": Story(world=autopilot, tell=flown.swept),
    "registered by its maker": Story(world=autopilot, tell=flown.from_the_maker),
    "account comes late": Story(world=autopilot, tell=flown.late_person),
    "hire cancelled": Story(world=autopilot, tell=flown.cancelled_hire),
    "shipment cancelled": Story(world=autopilot, tell=flown.cancelled_shipment),
    "parked, then redriven": Story(world=autopilot, tell=flown.parked_and_redriven),
    "parked, then corrected": Story(world=autopilot, tell=flown.corrected),
    "subscriber refuses, redriven": Story(world=autopilot, tell=flown.deaf_subscriber),
    "request before stock": Story(world=requesting, tell=other.asked_first),
    "request from stock": Story(world=requesting, tell=other.from_stock),
    "the oldest of stock": Story(world=autopilot, tell=other.oldest_of_stock),
    "two in a shipment": Story(world=autopilot, tell=flown.two_together),
    "a workflow waits": Story(world=autopilot, tell=flown.workflow_waits),
    "deployment fails": Story(world=autopilot, tell=flown.failed_deployment),
    "retired": Story(world=autopilot, tell=other.retired),
    "released to stock": Story(world=autopilot, tell=other.released),
    "another mainboard": Story(world=autopilot, tell=other.another_mainboard),
    "prepared, hire first": Story(world=preparation, plan=a_preparing_plan, tell=other.prepared),
    "prepared, shipment first": Story(
        world=preparation, plan=a_preparing_plan, tell=other.prepared_for_later
    ),
    "prepared, once deregistered": Story(
        world=preparation, plan=other.deregistering, tell=other.deregistered
    ),
    "prepared, then retired": Story(
        world=preparation, plan=a_preparing_plan, tell=other.prepared_retired
    ),
    "prepared, all cancelled": Story(
        world=preparation, plan=a_preparing_plan, tell=other.prepared_then_cancelled
    ),
}
