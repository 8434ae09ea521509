"""No part of a tenant's set-up asks for more than the manifest lists for its kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Kind
from shared.domain.setup_needs import ALWAYS, grant_of, operations_of, permissions_for
from shared.domain.telling import Got
from shared.ports import TenantObjects
from shared.tenant.applying.apply import apply
from shared.tenant.applying.outcomes import Ended, Outcome
from shared.tenant.survey import survey_whole
from shared.tenant.tenancy import Tenancy
from simulator.tenant.caller import Caller
from tests.setting_up import ADMINISTRATOR
from tests.tenant_setups import SettingUp, a_new_tenant


@dataclass(slots=True)
class Noting:
    """Another port, and a watcher that tells for which kind each request is made."""

    objects: TenantObjects
    kind: Kind | None = None
    asked: set[tuple[Kind | None, Operation, str, str]] = field(
        default_factory=set[tuple[Kind | None, Operation, str, str]]
    )

    async def ask(self, request: ObjectRequest) -> Got[Json]:
        self._note(request)
        return await self.objects.ask(request)

    async def each(self, requests: Mapping[str, ObjectRequest]) -> dict[str, Got[Json]]:
        for request in requests.values():
            self._note(request)
        return await self.objects.each(requests)

    async def every(self, request: ObjectRequest) -> Got[list[Json]]:
        self._note(request)
        return await self.objects.every(request)

    def looks(self, kind: Kind) -> None:
        self.kind = kind

    def begins(self, kind: Kind, name: str) -> None:
        assert name
        self.kind = kind

    def asks(self, says: str) -> None: ...

    def waits(self, reason: str, span: timedelta) -> None: ...

    def ends(self, outcome: Outcome) -> None: ...

    def _note(self, request: ObjectRequest) -> None:
        path = request.path.partition("?")[0]
        self.asked.add((self.kind, request.operation, request.method.value, path))


async def everything(world: SettingUp) -> Noting:
    """Look at a tenant, set it up, look again, and at all of it; answers what was asked."""
    noting = Noting(world.objects)
    tenancy = Tenancy(objects=noting, ids=world.ids, clock=world.clock, watcher=noting)
    await apply(tenancy, world.plan)
    await survey_whole(tenancy)
    return noting


async def test_each_kind_asks_for_what_the_manifest_lists_for_it() -> None:
    asked = (await everything(a_new_tenant())).asked

    strays = {
        (kind, operation)
        for kind, operation, _, _ in asked
        if operation not in (*ALWAYS, *(operations_of(kind, writes=True) if kind else ()))
    }
    assert strays == set()
    assert {kind for kind, *_ in asked} == {None, *Kind}


async def test_each_request_is_one_that_its_operation_lists() -> None:
    asked = (await everything(a_new_tenant())).asked

    assert [
        f"{method} {path}"
        for _, operation, method, path in asked
        if not listed(operation, method, path)
    ] == []


async def test_the_permissions_of_an_apply_are_enough_for_a_person() -> None:
    world = a_new_tenant()
    scopes = frozenset(permissions_for(Kind, writes=True, person=True))

    with world.tenant.gate.calling(Caller(person=ADMINISTRATOR, scopes=scopes)):
        applied = await world.applied()

    assert applied.complete


@pytest.mark.parametrize("person", [True, False])
async def test_the_permissions_of_a_plan_read_all_that_the_caller_may(*, person: bool) -> None:
    world = a_new_tenant()
    held = frozenset(permissions_for(Kind, writes=False, person=person))
    caller = Caller(person=ADMINISTRATOR, scopes=held) if person else Caller(app="a", roles=held)

    with world.tenant.gate.calling(caller):
        plan = await world.planned()

    assert {each.kind for each in plan.unseen} == (set() if person else {Kind.AUTOMATIC_ENROLMENT})


async def test_an_app_leaves_one_step_to_a_person() -> None:
    world = a_new_tenant()
    roles = frozenset(permissions_for(Kind, writes=True, person=False))

    with world.tenant.gate.calling(Caller(app="an app", roles=roles)):
        applied = await world.applied()

    assert [each.kind for each in applied.ended(Ended.BY_HAND)] == [Kind.AUTOMATIC_ENROLMENT]
    assert applied.ended(Ended.FAILED) == ()


def listed(operation: Operation, method: str, path: str) -> bool:
    return any(
        call.method == method and re.fullmatch(re.escape(call.url).replace(r"\{\}", "[^/']+"), path)
        for call in grant_of(operation).calls
    )
