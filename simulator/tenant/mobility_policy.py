"""Automatic enrolment: whose machines enrol with Intune when they join Entra.

Source: the reference pages of "mobileDeviceManagementPolicy" (beta), and for what
has to come alone Microsoft365DSC, which writes it with two requests.
"""

from collections.abc import Collection, Mapping
from typing import Any

from simulator.tenant.answers import Entity, GraphFault, bad_request, no_such_resource
from simulator.tenant.groups import already_there

INTUNE = "0000000a-0000-0000-c000-000000000000"
ALL, NOBODY, SELECTED = "all", "none", "selected"

_PORTAL = "https://portal.manage.microsoft.com"
_ADDRESSES = frozenset({"complianceUrl", "discoveryUrl", "termsOfUseUrl"})
_SWITCH = "isMdmEnrollmentDuringRegistrationDisabled"
_APPLIES_TO = "appliesTo"


class MobilityPolicy:
    """The policy of the app Microsoft Intune: all, none, or people in the groups *included*."""

    def __init__(self) -> None:
        self.applies_to = ALL
        self.included: dict[str, None] = {}
        self._other: Entity = {
            "complianceUrl": f"{_PORTAL}/?portalAction=Compliance",
            "discoveryUrl": (
                "https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc"
            ),
            "termsOfUseUrl": f"{_PORTAL}/TermsofUse.aspx",
            _SWITCH: False,
        }

    def entity(self) -> Entity:
        """Write the policy as Graph shows it, without its groups."""
        return {
            "id": INTUNE,
            "appliesTo": self.applies_to,
            "description": "Microsoft Intune",
            "displayName": "Microsoft Intune",
            "isValid": True,
            **self._other,
        }

    def change(self, fields: Mapping[str, Any]) -> None:
        """Write what a PATCH says; ``GraphFault`` 400 for what it cannot say, and all of it."""
        if not fields or not set(fields) <= _ADDRESSES | {_SWITCH, _APPLIES_TO}:
            raise _refusal("The properties of the policy cannot be changed so.")
        if _APPLIES_TO in fields:
            self._apply_to(fields)
            return
        if not all(_fits(name, value) for name, value in fields.items()):
            raise _refusal("A property of the policy has an invalid value.")
        self._other |= fields

    def include(self, group_id: str) -> None:
        """Include a group, which makes the policy a selected one; 400 when it is included."""
        if group_id in self.included:
            raise already_there("includedGroups")
        self.included[group_id] = None
        self.applies_to = SELECTED

    def exclude(self, group_id: str) -> None:
        """Include a group no longer; ``GraphFault`` 404 when it is not.  Others stay selected."""
        if group_id not in self.included:
            raise no_such_resource(group_id)
        del self.included[group_id]

    def covers(self, group_ids: Collection[str]) -> bool:
        """Say whether the machines of somebody in these groups enrol."""
        if self.applies_to == SELECTED:
            return not self.included.keys().isdisjoint(group_ids)
        return self.applies_to == ALL

    def _apply_to(self, fields: Mapping[str, Any]) -> None:
        if len(fields) > 1:
            raise _refusal("The property appliesTo cannot be changed with another one.")
        if fields[_APPLIES_TO] not in (ALL, NOBODY):
            raise _refusal("The property appliesTo can be set to all or none.")
        self.applies_to = fields[_APPLIES_TO]
        self.included.clear()


def _fits(name: str, value: object) -> bool:
    return isinstance(value, bool) if name == _SWITCH else isinstance(value, str)


def _refusal(message: str) -> GraphFault:
    return bad_request(message, "Request_BadRequest")
