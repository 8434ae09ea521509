"""A Microsoft tenant that does not exist: the model behind every simulated face."""

from simulator.tenant.answers import AnswerLost, Entity, GraphFault, Page, Slice
from simulator.tenant.gate import Counts
from simulator.tenant.latencies import Latencies, Span, minutes, seconds
from simulator.tenant.moods import Moods
from simulator.tenant.operations import Operation
from simulator.tenant.script import LostAnswer, Outage, Refusal, Rule, Script, Slowness, Throttle
from simulator.tenant.story import Person
from simulator.tenant.tenant import Tenant

__all__ = [
    "AnswerLost",
    "Counts",
    "Entity",
    "GraphFault",
    "Latencies",
    "LostAnswer",
    "Moods",
    "Operation",
    "Outage",
    "Page",
    "Person",
    "Refusal",
    "Rule",
    "Script",
    "Slice",
    "Slowness",
    "Span",
    "Tenant",
    "Throttle",
    "minutes",
    "seconds",
]
