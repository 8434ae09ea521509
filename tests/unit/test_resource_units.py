"""What requests to the directory cost."""

import pytest

from simulator.tenant import Operation
from simulator.tenant.resource_units import resource_units


@pytest.mark.parametrize(
    ("operation", "url", "units"),
    [
        (Operation.USER, "/v1.0/users/robin", 2),
        (Operation.USER, "/v1.0/users/robin?$select=id", 1),
        (Operation.MEMBERS, "/v1.0/groups/g/members", 3),
        (Operation.MEMBERS, "/v1.0/groups/g/members?$top=20", 3),
        (Operation.MEMBERS, "/v1.0/groups/g/members?$select=id&$top=19", 1),
        (Operation.MEMBERS, "/v1.0/groups/g/members?$expand=owners", 4),
        (Operation.LICENCE_DETAILS, "/v1.0/users/robin/licenseDetails", 2),
        (Operation.DEVICE_BY_DEVICE_ID, "/v1.0/devices(deviceId='d')?$select=id", 1),
        (Operation.ADD_MEMBER, "/v1.0/groups/g/members/$ref", 1),
        (Operation.CHECK_MEMBER_GROUPS, "/v1.0/users/robin/checkMemberGroups", 4),
    ],
)
def test_a_request_costs_what_microsoft_says(operation: Operation, url: str, units: int) -> None:
    assert resource_units(operation, url) == units
