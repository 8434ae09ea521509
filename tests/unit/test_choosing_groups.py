"""Which of the groups that have a name is the one that is meant."""

from typing import Any

import pytest

from shared.runtime.budget import Budget
from shared.tenant.naming.asking import Found
from shared.tenant.naming.names import Names
from shared.tenant.part import Look
from shared.tenant.parts.groups import CHOOSER
from simulator.twins import Requests, TwinTenantObjects
from tests.setting_up import a_group
from tests.tenancy import an_instant_tenant


def a_look() -> Look:
    tenant, clock = an_instant_tenant()
    objects = TwinTenantObjects(Requests(tenant, Budget(clock)))
    return Look(objects=objects, names=Names(), wanted=[a_group("Sales")])


def an_entity(object_id: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of any type
    plain = {"groupTypes": [], "mailEnabled": False, "securityEnabled": True}
    return {"id": object_id, "displayName": "Sales"} | plain | other


# What "Microsoft Graph: group types" shows of the others.
OTHERS = [
    pytest.param({"groupTypes": ["Unified"], "mailEnabled": True}, id="Microsoft 365"),
    pytest.param({"mailEnabled": True}, id="mail-enabled security"),
    pytest.param({"mailEnabled": True, "securityEnabled": False}, id="distribution"),
]


@pytest.mark.parametrize("other", OTHERS)
def test_a_group_of_another_type_is_not_taken_and_no_second_of_its_name_made(
    other: dict[str, Any],
) -> None:
    chosen = CHOOSER.choose(a_look(), Found([an_entity("1", **other)]))

    assert chosen.entities == {}
    assert [each.reason.code for each in chosen.unseen] == ["no-security-group"]


@pytest.mark.parametrize("other", OTHERS)
def test_a_security_group_is_taken_beside_one_of_another_type(other: dict[str, Any]) -> None:
    found = Found([an_entity("1", **other), an_entity("2")])

    chosen = CHOOSER.choose(a_look(), found)

    assert (chosen.entities["Sales"]["id"], chosen.unseen) == ("2", [])


def test_a_name_is_the_same_in_any_case() -> None:
    chosen = CHOOSER.choose(a_look(), Found([an_entity("1", displayName="SALES")]))

    assert chosen.entities["Sales"]["id"] == "1"
