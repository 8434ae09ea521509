"""How the chaos tells an effect that took place twice from a write that was only repeated."""

from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.chaos.effects import Judged, Witness
from simulator.clock import JumpingClock
from simulator.hardware import hardware_hash
from simulator.tenant import LostAnswer, Operation, Rule, Tenant
from simulator.tenant.answers import AnswerLost, GraphFault
from tests.preparing import an_identifier

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Scene:
    """A tenant with one registered device and a person, and whoever watches it."""

    def __init__(self) -> None:
        self.clock = JumpingClock(START)
        self.tenant = Tenant(self.clock)
        self.tenant.user_appears("robin@contoso.com")
        self.tenant.oem_registers("SN-1")
        self.witness = Witness(self.tenant)
        self.witness.watch()
        self.clock.advance(MINUTE)

    def assign(self, upn: str = "robin@contoso.com") -> None:
        identity = self.tenant.model.identities.registered("SN-1")
        assert identity is not None
        self.tenant.assign_user(identity.id, upn, "Robin Sample")
        self.clock.advance(MINUTE)

    def identify(self) -> None:
        self.tenant.import_identifiers([an_identifier()])
        self.clock.advance(MINUTE)

    def judged(self, *forgetting: datetime) -> Judged:
        return self.witness.judge(forgetting)


def test_a_person_assigned_once_is_no_double() -> None:
    scene = Scene()

    scene.assign()

    assert scene.judged().doubles == []
    assert scene.judged().once["assigned"] == 1


def test_the_same_person_assigned_again_for_no_reason_is_a_double() -> None:
    scene = Scene()

    scene.assign()
    scene.assign()

    (double,) = scene.judged().doubles
    assert double.endswith("although nothing had happened")


def test_the_same_person_assigned_again_after_a_host_died_is_a_repeat() -> None:
    scene = Scene()

    scene.assign()
    scene.assign()

    judged = scene.judged(START + 1.5 * MINUTE)
    assert judged.doubles == []
    assert judged.repeats["assigned"] == 1


def test_the_same_person_assigned_again_after_a_lost_answer_is_a_repeat() -> None:
    scene = Scene()
    scene.tenant.script.add(Rule(operation=Operation.ASSIGN_USER, fault=LostAnswer()))

    with pytest.raises(AnswerLost):
        scene.assign()
    scene.clock.advance(MINUTE)
    scene.assign()

    assert scene.judged().doubles == []


def test_another_person_assigned_is_a_double_whatever_happened() -> None:
    scene = Scene()
    scene.tenant.user_appears("kim@contoso.com")

    scene.assign()
    scene.assign("kim@contoso.com")

    (double,) = scene.judged(START + 1.5 * MINUTE).doubles
    assert double.endswith("differently")


def test_a_hash_imported_twice_is_a_double_whatever_became_of_it() -> None:
    scene = Scene()
    line = {
        "serialNumber": "SN-2",
        "hardwareIdentifier": hardware_hash("SN-2", "Contoso", "Contoso 13"),
    }

    scene.tenant.import_devices([line])
    scene.tenant.import_devices([line])

    (double,) = scene.judged().doubles
    assert double.startswith("SN-2 was imported 2 times")


def test_a_member_that_is_refused_the_second_time_is_a_repeat() -> None:
    scene = Scene()
    group, kim = scene.tenant.group_exists("Field"), scene.tenant.user_appears("kim@contoso.com")

    scene.tenant.add_member(group, kim)
    with pytest.raises(GraphFault):
        scene.tenant.add_member(group, kim)

    judged = scene.judged()
    assert judged.doubles == []
    assert judged.repeats["member added"] == 1


def test_an_identifier_that_is_posted_again_and_listed_once_is_a_repeat() -> None:
    scene = Scene()
    scene.identify()
    scene.identify()

    judged = scene.judged()

    assert judged.doubles == []
    assert judged.repeats["identified"] == 1
