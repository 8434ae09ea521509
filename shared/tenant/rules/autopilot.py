"""The rules of Autopilot's groups, and what they see of a registered device.

Microsoft's page "Create device groups for Windows Autopilot" gives the three rules.
"""

from shared.tenant.rules.facts import Facts
from shared.tenant.rules.operators import Operator
from shared.tenant.rules.parsing import parse
from shared.tenant.rules.properties import Owner, item_property, property_called
from shared.tenant.rules.rule import Rule
from shared.tenant.rules.terms import Comparison, Quantified, Quantifier
from shared.tenant.rules.values import Kind, Value

ALL_AUTOPILOT_DEVICES = parse('(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))')


def rule_for_group_tag(tag: str) -> Rule:
    """Whoever carries this group tag, which Entra calls the order id."""
    return _rule_for_physical_id(f"[OrderID]:{tag}")


def rule_for_purchase_order(order: str) -> Rule:
    """Whoever was bought with this order."""
    return _rule_for_physical_id(f"[PurchaseOrderId]:{order}")


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


def _rule_for_physical_id(physical_id: str) -> Rule:
    carries = Comparison(
        subject=item_property(0),
        operator=Operator.EQ,
        values=(Value(kind=Kind.TEXT, text=physical_id),),
    )
    term = Quantified(
        subject=property_called("device.devicePhysicalIds", 0),
        quantifier=Quantifier.ANY,
        condition=carries,
    )
    return Rule(about=Owner.DEVICE, term=term, text=f"({term})")
