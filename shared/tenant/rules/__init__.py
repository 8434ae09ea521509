"""Membership rules of dynamic groups: read, checked and evaluated as Microsoft Entra ID does it.

The language is that of Microsoft's page "Manage rules for dynamic membership groups
in Microsoft Entra ID".  Nothing here asks the tenant.
"""

from shared.tenant.rules.autopilot import (
    facts_of_autopilot_device,
    group_tags_in,
    takes_autopilot_device,
)
from shared.tenant.rules.facts import Fact, Facts
from shared.tenant.rules.faults import RuleError
from shared.tenant.rules.parsing import means_the_same, parse
from shared.tenant.rules.properties import Owner
from shared.tenant.rules.rule import LONGEST_RULE, Rule

__all__ = [
    "LONGEST_RULE",
    "Fact",
    "Facts",
    "Owner",
    "Rule",
    "RuleError",
    "facts_of_autopilot_device",
    "group_tags_in",
    "means_the_same",
    "parse",
    "takes_autopilot_device",
]
