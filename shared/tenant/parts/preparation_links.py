"""The device group of a device-preparation policy: Graph's enrolment-time membership target.

Sources: Microsoft's pages "setEnrollmentTimeDeviceMembershipTarget action" and
"enrollmentTimeDeviceMembershipTargetResult resource type"; observed by others:
a 500 for apps by themselves (Terraform provider microsoft365), and tenants that
do not know the reading action (CIPP).

What Intune goes by is the link.  The setting that the admin center shows is
written after the link was taken, never before.  So where the link cannot be
read, the setting is what remembers it: it stands for our link, for a person's
who made both in the admin center, and, which cannot be told, for that of a tool
that wrote the setting alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus

from shared.domain.answers import Answer
from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.telling import Got
from shared.tenant.part import Move, Refusal
from shared.tenant.parts import consoles
from shared.tenant.parts.writing import Writer

_STATUSES = "enrollmentTimeDeviceMembershipTargetValidationStatuses"
_TARGETS = "enrollmentTimeDeviceMembershipTargets"
_WRITER = Writer(Operation.LINK_DEVICE_GROUP, consoles.preparation_policies)

# Answers of a tenant that does not know the action, or knows it for signed-in people alone.
_UNTOLD = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.NOT_IMPLEMENTED,
    }
)
_FAULTS = {
    "securityGroupNotFound": "The group is not there, or not in every copy of the directory yet.",
    "firstPartyAppNotAnOwner": "The Intune Provisioning Client does not own the group.",
    "notSecurityGroup": "It is no security group.",
    "notStaticSecurityGroup": "The membership of the group is dynamic; it has to be assigned.",
    "securityGroupNotInCallerScope": "The group is not in the scope of whoever asks.",
}
# A group and its owner reach every copy of the directory after a while.
_PASSING = frozenset({"securityGroupNotFound", "firstPartyAppNotAnOwner"})


def reading(policy: str) -> ObjectRequest:
    """Write the request that reads the link of the policy at that path."""
    return ObjectRequest(
        operation=Operation.DEVICE_GROUP_LINK,
        method=Method.POST,
        path=f"{policy}/retrieveEnrollmentTimeDeviceMembershipTarget",
    )


def is_untold(got: Got[Json]) -> bool:
    """Say whether the tenant will not tell links at all."""
    return isinstance(got, Answer) and got.status in _UNTOLD


def linked(told: Json) -> str:
    """Read the id of the group that is linked, blank for none.

    The answer comes bare or in a ``value``, with the targets or with their
    validation; a target that did not pass it is none.
    """
    inner = told.get("value", told)
    results: Sequence[Json] = inner if isinstance(inner, list) else [inner]
    found = (
        str(each["targetId"])
        for result in results
        for each in (*(result.get(_TARGETS) or ()), *(result.get(_STATUSES) or ()))
        if each.get("targetId") and each.get("validationSucceeded") is not False
    )
    return next(found, "")


def observed(target: str | None, shown: str, wanted: str) -> str:
    """Say which group counts: the link *target*, or what is *shown* where nobody tells links.

    Where the link is as *wanted*, the group counts once the admin center shows it too.
    """
    return shown if target is None or target == wanted else target


def linking(policy: str, name: str, group: str, group_id: str) -> Move:
    """Write the request that links a device group."""
    target = {
        "@odata.type": "microsoft.graph.enrollmentTimeDeviceMembershipTarget",
        "targetType": "staticSecurityGroup",
        "targetId": group_id,
    }
    move = _WRITER.act(
        f"link the device group {group}",
        f"Open {name!r}, select {group!r} as its device group, and save.",
        f"{policy}/setEnrollmentTimeDeviceMembershipTarget",
        {_TARGETS: [target]},
    )
    return replace(move, server_errors=True, judge=judged)


def unlinking(policy: str, name: str) -> Move:
    """Write the request that leaves a policy without a device group."""
    does = f"Open {name!r}, take its device group away, and save."
    path = f"{policy}/clearEnrollmentTimeDeviceMembershipTarget"
    return replace(_WRITER.act("take its device group away", does, path, {}), server_errors=True)


def judged(body: Json) -> Refusal | None:
    """Read what Graph says of a link that it answered with a 200."""
    if body.get("validationSucceeded") is not False:
        return None
    codes = [str(each.get("targetValidationErrorCode")) for each in body.get(_STATUSES) or ()]
    wrong = [each for each in codes if each != "None"] or ["unknown"]
    sentences = [_FAULTS.get(each, f"Intune refused the group ({each}).") for each in wrong]
    return Refusal(sentence=" ".join(sentences), passes=all(each in _PASSING for each in wrong))
