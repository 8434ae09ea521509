"""A Microsoft tenant that does not exist: the model behind every simulated face."""

from simulator.tenant.answers import AnswerLost, Entity, GraphFault, Page, Slice
from simulator.tenant.counts import Counts
from simulator.tenant.latencies import Latencies, Span, minutes, seconds
from simulator.tenant.limits import Limits, Measure, Quota, TenantSize
from simulator.tenant.moods import Moods
from simulator.tenant.operations import Operation
from simulator.tenant.resource_groups import ResourceGroup
from simulator.tenant.script import LostAnswer, Outage, Refusal, Rule, Script, Slowness, Throttle
from simulator.tenant.story import Person
from simulator.tenant.tenant import Tenant

__all__ = [
    "AnswerLost",
    "Counts",
    "Entity",
    "GraphFault",
    "Latencies",
    "Limits",
    "LostAnswer",
    "Measure",
    "Moods",
    "Operation",
    "Outage",
    "Page",
    "Person",
    "Quota",
    "Refusal",
    "ResourceGroup",
    "Rule",
    "Script",
    "Slice",
    "Slowness",
    "Span",
    "Tenant",
    "TenantSize",
    "Throttle",
    "minutes",
    "seconds",
]
