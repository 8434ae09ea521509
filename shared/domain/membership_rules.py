"""The rules of the usual dynamic groups of devices, as Microsoft writes them.

Microsoft, "Windows Autopilot: create device groups".  The group tag that a device is
registered with is the attribute ``OrderID`` of its object in Entra ID.
"""

ALL_AUTOPILOT_DEVICES = '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'


def of_group_tag(tag: str) -> str:
    """Write the rule of the devices that were registered with a group tag."""
    return f'(device.devicePhysicalIds -any (_ -eq "[OrderID]:{tag}"))'


def of_purchase_order(order: str) -> str:
    """Write the rule of the devices that a supplier registered for a purchase order."""
    return f'(device.devicePhysicalIds -any (_ -eq "[PurchaseOrderId]:{order}"))'
