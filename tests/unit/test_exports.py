"""One export job for each report and window, whoever needs it, whatever dies meanwhile."""

import asyncio
from datetime import datetime, timedelta

import pytest

from shared.domain.errors import Refused
from shared.domain.monitoring import Report
from shared.runtime.budget import Budget
from shared.runtime.exports import Exports
from simulator.clock import JumpingClock
from simulator.mortality import Crash, Mortal
from simulator.store import MemoryRows
from simulator.tenant import Latencies, Operation, Outage, Refusal, Rule, Tenant, seconds
from simulator.twins import TwinMonitoring
from simulator.twins.requests import Requests
from tests.tenancy import START

MINUTE = timedelta(minutes=1)
REPORT = Report.AUTOPILOT


class Office:
    """A tenant with a deployment to report, a store, and as many workers as are wanted."""

    def __init__(self, finished: float = 60) -> None:
        latencies = Latencies(export_begun=seconds(1), export_finished=seconds(finished))
        self.clock = JumpingClock(START)
        self.tenant = Tenant(self.clock, latencies=latencies)
        self.tenant.deployed_before("SN-1", START - timedelta(days=1))
        self.requests = Requests(self.tenant, Budget(self.clock))
        self.rows = MemoryRows()

    def worker(self, mortality: Mortal | None = None) -> Exports:
        watch = (mortality or Mortal(0)).watch
        return Exports(watch(TwinMonitoring(self.requests)), watch(self.rows), self.clock)

    def minute(self, count: float) -> datetime:
        self.clock.jump_to(START + count * MINUTE)
        return self.clock.now()

    @property
    def jobs(self) -> int:
        return self.tenant.counts.by_operation[Operation.EXPORT_JOB]


async def test_a_report_is_begun_when_it_is_first_needed_and_read_later() -> None:
    office = Office()
    worker = office.worker()

    first = await worker.lines(REPORT)
    office.minute(2)
    second = await worker.lines(REPORT)

    assert first is None
    assert second is not None
    assert [line["DeviceSerialNumber"] for line in second] == ["SN-1"]
    assert office.jobs == 1


async def test_within_a_window_every_worker_reads_the_same_job() -> None:
    office = Office()
    workers = [office.worker() for _ in range(5)]

    await asyncio.gather(*(worker.lines(REPORT) for worker in workers))
    office.minute(14)
    told = [await worker.lines(REPORT) for worker in workers]

    assert office.jobs == 1
    assert all(told)


async def test_what_was_read_once_is_read_from_memory() -> None:
    office = Office()
    worker = office.worker()
    await worker.lines(REPORT)
    office.minute(2)

    for _ in range(5):
        await worker.lines(REPORT)

    assert office.tenant.counts.by_operation[Operation.EXPORTED] == 1


async def test_in_the_next_window_the_last_job_is_told_until_the_next_one_is_ready() -> None:
    office = Office()
    worker = office.worker()
    await worker.lines(REPORT)
    office.minute(15)

    told = [await worker.lines(REPORT), await office.worker().lines(REPORT)]

    assert all(told)
    assert office.jobs == 2


async def test_there_is_never_more_than_one_job_in_flight() -> None:
    office = Office(finished=40 * 60)
    worker = office.worker()

    for minute in range(0, 40, 5):
        office.minute(minute)
        assert await worker.lines(REPORT) is None

    assert office.jobs == 1


async def test_a_job_that_never_ends_is_given_up_after_an_hour() -> None:
    office = Office(finished=10 * 3600)
    worker = office.worker()
    await worker.lines(REPORT)
    office.minute(60)

    await worker.lines(REPORT)

    assert office.jobs == 2


async def test_a_job_that_failed_is_begun_again_in_the_next_window_alone() -> None:
    office = Office()
    office.tenant.exports_fail()
    worker = office.worker()
    await worker.lines(REPORT)

    office.minute(10)
    within = await worker.lines(REPORT), office.jobs
    office.minute(15)
    await worker.lines(REPORT)
    office.minute(17)

    assert within == (None, 1)
    assert office.jobs == 2
    assert await worker.lines(REPORT)


@pytest.mark.parametrize("dies_after", [1, 2, 3, 4])
async def test_a_worker_that_dies_while_it_begins_a_job_delays_the_report(dies_after: int) -> None:
    office = Office()
    with pytest.raises(Crash):
        await office.worker(Mortal(dies_after)).lines(REPORT)
    survivor = office.worker()

    for minute in (1, 6, 8):
        office.minute(minute)
        told = await survivor.lines(REPORT)

    assert told
    assert office.jobs <= 2


async def test_that_nobody_answers_is_no_error() -> None:
    office = Office()
    office.tenant.script.add(Rule(fault=Outage(), times=1))
    worker = office.worker()
    first = await worker.lines(REPORT)
    office.minute(6)
    await worker.lines(REPORT)
    office.minute(8)

    assert first is None
    assert await worker.lines(REPORT)


async def test_a_refusal_is_told() -> None:
    office = Office()
    refusal = Refusal(status=403, code="Forbidden", message="no")
    office.tenant.script.add(Rule(fault=refusal))

    with pytest.raises(Refused):
        await office.worker().lines(REPORT)


async def test_an_old_report_is_not_told_any_more() -> None:
    office = Office()
    worker = office.worker()
    await worker.lines(REPORT)
    office.minute(2)
    await worker.lines(REPORT)
    office.minute(330)

    assert await worker.lines(REPORT) is None
