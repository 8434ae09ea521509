"""Every request passes one gate: faults strike there, counts and traces are kept there."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest

from simulator.tenant import (
    AnswerLost,
    GraphFault,
    LostAnswer,
    Operation,
    Outage,
    Refusal,
    Rule,
    Script,
    Slowness,
    Throttle,
)
from tests.tenancy import START, a_line, a_tenant, an_instant_tenant, registered


def statuses_of_five_looks(rule: Rule) -> list[int]:
    tenant, _ = an_instant_tenant()
    tenant.script.add(rule)
    seen = []
    for _ in range(5):
        try:
            tenant.identities("SN-1")
        except GraphFault as fault:
            seen.append(fault.status)
        else:
            seen.append(200)
    return seen


def test_the_second_matching_request_is_throttled() -> None:
    rule = Rule(operation=Operation.IDENTITIES, about="sn-1", first=2, fault=Throttle())

    assert statuses_of_five_looks(rule) == [200, 429, 200, 200, 200]


def test_an_outage_lasts_a_number_of_requests() -> None:
    assert statuses_of_five_looks(Rule(fault=Outage(), first=2, times=3)) == [
        200,
        503,
        503,
        503,
        200,
    ]


def test_a_rule_without_end_strikes_for_ever() -> None:
    rule = Rule(fault=Refusal(status=403, code="Forbidden", message="no"), first=3, times=None)

    assert statuses_of_five_looks(rule) == [200, 200, 403, 403, 403]


def test_a_rule_for_another_request_does_not_strike() -> None:
    assert statuses_of_five_looks(Rule(operation=Operation.USER, fault=Outage())) == [200] * 5
    assert statuses_of_five_looks(Rule(about="SN-2", fault=Outage())) == [200] * 5


def test_an_outage_can_be_bound_in_time() -> None:
    tenant, clock = a_tenant()
    start = START + timedelta(minutes=1)
    tenant.script.add(
        Rule(fault=Outage(), times=None, since=start, until=start + timedelta(minutes=1))
    )
    tenant.identities()

    clock.advance(timedelta(minutes=1))
    with pytest.raises(GraphFault, match="503"):
        tenant.identities()
    clock.advance(timedelta(minutes=1))

    assert tenant.identities() == []


def test_chance_is_repeated_by_its_seed() -> None:
    def fates(seed: int) -> list[bool]:
        tenant, _ = a_tenant()
        script = Script([Rule(fault=Slowness(milliseconds=1), times=None, share=0.5)], seed=seed)
        tenant.gate.script = script
        seen = []
        for _ in range(40):
            with tenant.gate.arriving("GET", "/", None) as arrival:
                tenant.identities()
            seen.append(arrival.milliseconds == 1)
        return seen

    assert fates(1) == fates(1)
    assert fates(1) != fates(2)
    assert 5 < sum(fates(1)) < 35


def test_a_throttled_request_says_how_long_to_wait_and_does_nothing() -> None:
    tenant, _ = an_instant_tenant()
    rule = Rule(operation=Operation.IMPORT_DEVICES, fault=Throttle(retry_after=2.128))
    tenant.script.add(rule)

    with pytest.raises(GraphFault) as refused:
        tenant.import_devices([a_line("SN-1")])

    assert (refused.value.status, refused.value.retry_after) == (429, 2.128)
    assert tenant.imports() == []


def test_a_lost_answer_has_its_effect_all_the_same() -> None:
    tenant, _ = an_instant_tenant()
    tenant.script.add(Rule(operation=Operation.IMPORT_DEVICES, fault=LostAnswer()))

    with pytest.raises(AnswerLost) as lost:
        tenant.import_devices([a_line("SN-1")])

    assert (lost.value.status, lost.value.hung_up) == (504, False)
    assert len(tenant.imports("SN-1")) == 1


def test_the_gate_counts_requests_writes_and_throttles() -> None:
    tenant, _ = an_instant_tenant()
    group = tenant.group_exists("Office")
    user = tenant.user_appears("robin@contoso.com")
    tenant.script.add(Rule(operation=Operation.USER, fault=Throttle()))

    tenant.add_member(group, user)
    assert tenant.is_member(group, user)
    with pytest.raises(GraphFault):
        tenant.user("robin@contoso.com")

    counts = tenant.counts
    assert (counts.requests, counts.writes, counts.throttled) == (3, 1, 1)
    assert counts.by_operation[Operation.CHECK_MEMBER_GROUPS] == 1


def test_a_trace_is_one_json_object_per_request() -> None:
    tenant, clock = an_instant_tenant()
    lines: list[str] = []
    tenant.trace_to(lambda entry: lines.append(json.dumps(entry)))
    registered(tenant, "SN-1")
    clock.advance(timedelta(minutes=1))

    tenant.identities("SN-1")

    assert json.loads(lines[-1]) == {
        "at": "2026-03-02T08:01:00+00:00",
        "method": "GET",
        "url": "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities"
        "?$filter=contains(serialNumber,'SN-1')",
        "body": None,
        "status": 200,
        "request_id": tenant.gate.request_id,
    }


def test_no_hardware_hash_stands_in_a_trace() -> None:
    tenant, _ = an_instant_tenant()
    entries: list[dict[str, Any]] = []
    tenant.trace_to(entries.append)
    line = a_line("SN-1")

    tenant.import_devices([line])

    digest = hashlib.sha256(line["hardwareIdentifier"].encode()).hexdigest()
    sent = entries[0]["body"]["importedWindowsAutopilotDeviceIdentities"][0]
    assert sent == {"serialNumber": "SN-1", "hardwareIdentifier": f"sha256:{digest}"}


def test_a_lost_answer_is_traced_with_what_the_tenant_decided() -> None:
    tenant, _ = an_instant_tenant()
    entries: list[dict[str, Any]] = []
    tenant.trace_to(entries.append)
    tenant.script.add(Rule(fault=LostAnswer(), times=2))

    with pytest.raises(AnswerLost):
        tenant.imports()
    with pytest.raises(AnswerLost):
        tenant.imported("unknown")

    assert [(each["status"], each["lost"]) for each in entries] == [(200, True), (404, True)]
