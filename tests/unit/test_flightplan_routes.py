"""What the flight plan says of routes, and the route that it gives a device."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.device import Device
from shared.domain.errors import Misconfigured, Reason
from shared.domain.flightplan import Membership, UserGroup, WhenRegistered
from shared.domain.park import park
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Route, Stage
from shared.flightplan import parse

NOW = datetime(2026, 1, 5, tzinfo=UTC)
PREPARED = """\
default_persona: field
personas:
  field:
    route: device-preparation
    user_group:
      name: Device Preparation People
      membership: dynamic
    policy: Field staff
    when_registered: deregister
  office:
    groups:
      - name: Autopilot Office
patience:
  escalated: P3D
  recovery: PT2H
  unsettled: P3D
"""


def a_device() -> Device:
    return Device(serial="SN-1", since=NOW, line=ManifestLine(serial="SN-1"))


def test_a_persona_of_device_preparation_says_what_it_says() -> None:
    field = parse(PREPARED, "plan.yaml").personas["field"]

    assert field.route is Route.DEVICE_PREPARATION
    assert field.user_group == UserGroup(
        name="Device Preparation People", membership=Membership.DYNAMIC
    )
    assert field.policy == "Field staff"
    assert field.when_registered is WhenRegistered.DEREGISTER


def test_a_persona_that_does_not_say_parks_registered_devices() -> None:
    plan = parse(PREPARED.replace("    when_registered: deregister\n", ""), "plan.yaml")

    assert plan.personas["field"].when_registered is WhenRegistered.PARK


def test_patience_with_start_dates_and_failures_can_be_set() -> None:
    patience = parse(PREPARED, "plan.yaml").patience

    assert patience.escalated == timedelta(days=3)
    assert patience.recovery == timedelta(hours=2)
    assert patience.unsettled == timedelta(days=3)


_USER_GROUP = """\
    user_group:
      name: Device Preparation People
      membership: dynamic
"""
_GROUPS = """\
    groups:
      - name: Autopilot Office
"""


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        (_USER_GROUP, "", "plan.yaml:3: personas.field.user_group: is needed for"),
        (
            _GROUPS,
            "    group_tag: X\n",
            "plan.yaml:10: personas.office.groups: is ne",
        ),
        (_GROUPS, "    groups: []\n", "plan.yaml:11: personas.office.groups: is ne"),
        (
            "    policy: Field staff\n",
            _GROUPS,
            "plan.yaml:8: personas.field.groups: does nothing on route device-prep",
        ),
        (
            _GROUPS,
            _GROUPS + "    when_registered: park\n",
            "plan.yaml:13: personas.office.when_registered: does nothing on route",
        ),
        (
            _GROUPS,
            _GROUPS + "    policy: Field staff\n",
            "plan.yaml:13: personas.office.policy: does nothing on route autopilot",
        ),
        (
            _GROUPS,
            _GROUPS + _USER_GROUP,
            "plan.yaml:13: personas.office.user_group: does nothing on route",
        ),
        ("route: device-preparation", "route: by sea", "plan.yaml:4: personas.field.route: "),
        (
            "name: Device Preparation People",
            "nam: x",
            "plan.yaml:5: personas.field.user_group.na",
        ),
        ("when_registered: deregister", "when_registered: x", "plan.yaml:9: personas.field.when_r"),
        ("  escalated: P3D", "  escalated: P0D", "plan.yaml:14: patience.escalated: "),
        ("  recovery: PT2H", "  recovery: often", "plan.yaml:15: patience.recovery: "),
        ("  unsettled: P3D", "  unsettled: P0D", "plan.yaml:16: patience.unsettled: "),
    ],
)
def test_what_a_route_needs_or_cannot_use_is_named_with_its_line(
    right: str, wrong: str, named: str
) -> None:
    with pytest.raises(Misconfigured) as caught:
        parse(PREPARED.replace(right, wrong), "plan.yaml")

    assert named in caught.value.reason.sentence


def test_a_route_that_does_not_exist_is_the_only_mistake_told_of_its_persona() -> None:
    with pytest.raises(Misconfigured) as caught:
        parse(PREPARED.replace("route: device-preparation", "route: by sea"), "plan.yaml")

    assert caught.value.reason.sentence.count("plan.yaml:") == 1


def test_a_device_takes_the_route_of_its_persona() -> None:
    plan = parse(PREPARED, "plan.yaml")
    seen = a_device().reached(Milestone.REGISTERED, NOW, "Seen.")

    routed = plan.routed(seen, NOW)

    assert (routed.route, routed.stage) == (Route.DEVICE_PREPARATION, Stage.EXPECTED)
    assert routed.planned == {"RegisterDevices": NOW}
    assert plan.routed(routed, NOW) is routed


def test_a_device_that_was_parked_on_another_route_is_parked_no_more() -> None:
    reason = Reason(code="hash-gone", sentence="The hash is gone.", remedy="Send it again.")

    routed = parse(PREPARED, "plan.yaml").routed(park(a_device(), reason, "P-1", NOW), NOW)

    assert (routed.stage, routed.parked_for, routed.waiting_for) == (Stage.EXPECTED, "", None)


@pytest.mark.parametrize("milestone", [Milestone.ENROLLED, Milestone.DEPLOYED])
def test_a_device_that_somebody_switched_on_keeps_its_route(milestone: Milestone) -> None:
    seen = a_device().reached(Milestone.REGISTERED, NOW, "Seen.").reached(milestone, NOW, "On.")

    assert parse(PREPARED, "plan.yaml").routed(seen, NOW) is seen
