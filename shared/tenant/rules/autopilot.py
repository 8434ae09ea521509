"""What rules see of a device that is registered with Autopilot.

Microsoft's page "Create device groups for Windows Autopilot" names the physical ids.
"""

from shared.tenant.rules.facts import Facts
from shared.tenant.rules.properties import Owner
from shared.tenant.rules.rule import Rule
from shared.tenant.rules.terms import comparisons

_TAG = "[orderid]:"
# The physical ids of a registered device that are known beforehand.
_CERTAIN = ("[ztdid]", "[orderid]")


def facts_of_autopilot_device(
    group_tag: str = "",
    purchase_order: str = "",
    *,
    autopilot_id: str = "00000000-0000-0000-0000-000000000000",
    known: Facts | None = None,
) -> Facts:
    """Say what is certain of a registered device before it is ever switched on.

    *known* adds what else is known of it, such as its name.
    """
    ids = [f"[ZTDId]:{autopilot_id}"]
    ids += [f"[OrderID]:{group_tag}"] if group_tag else []
    ids += [f"[PurchaseOrderId]:{purchase_order}"] if purchase_order else []
    return {"devicePhysicalIds": tuple(ids), **(known or {})}


def takes_autopilot_device(rule: Rule, group_tag: str) -> bool | None:
    """Whether a registered device of this group tag is a member, before it is switched on.

    What it was bought with, and whatever else its physical ids will be, is not known.
    """
    if rule.about is not Owner.DEVICE:
        return False
    holds = rule.holds(facts_of_autopilot_device(group_tag))
    asks_more = any(
        not value.text.casefold().startswith(_CERTAIN)
        for comparison in comparisons(rule.term)
        if comparison.subject.is_of_an_item
        for value in comparison.values
    )
    return None if holds is False and asks_more else holds


def group_tags_in(rule: Rule) -> frozenset[str]:
    """List the group tags that a rule asks for literally, in lower case."""
    texts = (value.text.casefold() for each in comparisons(rule.term) for value in each.values)
    return frozenset(text.removeprefix(_TAG) for text in texts if text.startswith(_TAG))
