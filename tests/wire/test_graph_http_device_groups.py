"""Linking a policy to its group of devices over plain HTTP: 200 is not success."""

from collections.abc import AsyncIterator

import pytest

from simulator.tenant import Moods, Tenant
from tests.graph_wire import Answer, Wire, a_wire
from tests.policies import POLICIES, a_link, an_owned_group, created
from tests.tenancy import a_tenant_in

ACTION = "{}EnrollmentTimeDeviceMembershipTarget"


async def act(wire: Wire, what: str, policy_id: str, body: object = None) -> Answer:
    return await wire.ask("POST", f"{POLICIES}('{policy_id}')/{ACTION.format(what)}", body)


async def linked(wire: Wire, policy_id: str) -> list[str]:
    answer = await act(wire, "retrieve", policy_id)
    return [each["targetId"] for each in answer.body["enrollmentTimeDeviceMembershipTargets"]]


async def test_a_link_is_set_read_and_cleared(tenant: Tenant, wire: Wire) -> None:
    policy_id, group_id = created(tenant), an_owned_group(tenant)

    before = await linked(wire, policy_id)
    answer = await act(wire, "set", policy_id, a_link(group_id))
    after = await linked(wire, policy_id)
    cleared = await act(wire, "clear", policy_id)

    assert (answer.status, answer.body["validationSucceeded"]) == (200, True)
    assert (before, after, cleared.status) == ([], [group_id], 204)
    assert await linked(wire, policy_id) == []


# Microsoft, "enrollmentTimeDeviceMembershipTargetStatus resource type": the codes.
@pytest.mark.parametrize(
    ("which", "code"),
    [
        ("none", "securityGroupNotFound"),
        ("a person", "notSecurityGroup"),
        ("dynamic", "notStaticSecurityGroup"),
        ("not owned", "firstPartyAppNotAnOwner"),
    ],
)
async def test_a_wrong_group_is_a_200_that_says_no(
    tenant: Tenant, wire: Wire, which: str, code: str
) -> None:
    policy_id = created(tenant)
    targets = {
        "none": "nobody",
        "a person": tenant.user_appears("robin@contoso.com"),
        "dynamic": tenant.group_exists("Dynamic", rule='(device.displayName -eq "A")'),
        "not owned": tenant.group_exists("Assigned"),
    }

    answer = await act(wire, "set", policy_id, a_link(targets[which]))

    assert answer.status == 200
    assert answer.body["validationSucceeded"] is False
    statuses = answer.body["enrollmentTimeDeviceMembershipTargetValidationStatuses"]
    assert statuses == [
        {
            "targetId": targets[which],
            "validationSucceeded": False,
            "targetValidationErrorCode": code,
        }
    ]
    assert await linked(wire, policy_id) == []


@pytest.mark.parametrize(
    "body", [{}, {"enrollmentTimeDeviceMembershipTargets": []}, a_link("any", "unknown")]
)
async def test_a_link_names_one_static_group(tenant: Tenant, wire: Wire, body: object) -> None:
    answer = await act(wire, "set", created(tenant), body)

    assert answer.status == 400


# Microsoft: "Failures other than validation will result in 500".
async def test_another_kind_of_policy_cannot_be_linked(tenant: Tenant, wire: Wire) -> None:
    other = tenant.configuration_policies("Lock screen")[0]["id"]

    answer = await act(wire, "set", other, a_link(an_owned_group(tenant)))

    assert answer.status == 500


@pytest.fixture
async def moody() -> AsyncIterator[tuple[Tenant, Wire]]:
    tenant, _ = a_tenant_in(Moods(link_needs_person=1, link_unreadable=1))
    async with a_wire(tenant) as client:
        yield tenant, client


# Observed by others (terraform-provider-microsoft365): the same call works for a person.
async def test_an_app_may_not_be_able_to_link(moody: tuple[Tenant, Wire]) -> None:
    tenant, wire = moody
    policy_id, group_id = created(tenant), an_owned_group(tenant)

    answer = await act(wire, "set", policy_id, a_link(group_id))
    with tenant.signed_in({"DeviceManagementConfiguration.ReadWrite.All"}):
        by_person = tenant.link_device_group(policy_id, a_link(group_id))

    assert answer.status == 500
    assert by_person["validationSucceeded"] is True


# Observed by others (CIPP): the address does not exist in every tenant.
async def test_a_link_may_not_be_readable(moody: tuple[Tenant, Wire]) -> None:
    tenant, wire = moody

    assert (await act(wire, "retrieve", created(tenant))).status == 400
