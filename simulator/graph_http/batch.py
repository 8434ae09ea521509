"""Several requests in one exchange (``$batch``), each of them through the gate on its own."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from itertools import count
from urllib.parse import parse_qsl, unquote

from simulator.graph_http.batch_items import Item, read_items
from simulator.graph_http.envelopes import CLIENT_REQUEST_ID, Asked, Written, write
from simulator.graph_http.routing import VERSIONS, Call, Reply, Router, refuse
from simulator.tenant import Entity, GraphFault, Tenant

# The status is documented; code and words are not.
_DEPENDS_IN_VAIN = GraphFault(424, "FailedDependency", "A request this one depends on has failed.")

_ADDRESSES = frozenset(f"/{version}/$batch" for version in VERSIONS)


def is_batch(method: str, path: str) -> bool:
    """Say whether a request carries others."""
    return method == "POST" and path.lower().rstrip("/") in _ADDRESSES


class Batches:
    """Serves batches by the routes of single requests."""

    def __init__(self, router: Router) -> None:
        self._router = router
        self._numbers = count(1)

    def serve(self, tenant: Tenant, call: Call) -> Reply:
        """Serve a batch; ``GraphFault`` when it is malformed, or fails or is lost as a whole."""
        items = read_items(call.body)
        with tenant.one_round_trip():
            written = self._carry_out(tenant, call, items)
        answers = [_response(item, written[item.key]) for item in items]
        return Reply(body={"responses": self._mixed(tenant, answers)}, plain=True)

    def _carry_out(self, tenant: Tenant, call: Call, items: Sequence[Item]) -> dict[str, Written]:
        written: dict[str, Written] = {}
        for item in items:
            failed = any(written[key].status >= HTTPStatus.BAD_REQUEST for key in item.depends_on)
            single = _call_of(call, item)
            answer = _DEPENDS_IN_VAIN if failed else self._answer(tenant, single, item)
            asked = Asked(
                address=f"{call.origin}/$metadata/{call.version}{single.path}",
                request_id=tenant.gate.new_id() if failed else tenant.gate.request_id,
                client_request_id=single.client_request_id,
                at=tenant.model.agenda.now(),
            )
            written[item.key] = write(answer, asked)
        return written

    def _answer(self, tenant: Tenant, single: Call, item: Item) -> Reply | GraphFault:
        url = f"/{single.version}/{unquote(item.url).removeprefix('/')}"
        with tenant.gate.arriving(item.method, url, None) as arrival:
            try:
                item.check_address()
                arrival.body = item.content()
                return self._router.serve(tenant, replace(single, body=arrival.body))
            except GraphFault as fault:
                return fault if arrival.passed else refuse(tenant, fault)

    def _mixed(self, tenant: Tenant, answers: Sequence[Entity]) -> list[Entity]:
        """Put the answers in another order than they were asked in, as Graph may."""
        number = str(next(self._numbers))
        draws = tenant.model.agenda.draws
        mixed = sorted(answers, key=lambda each: draws.guid("batch", number, each["id"]))
        return mixed if mixed != list(answers) else mixed[::-1]


def _call_of(batch: Call, item: Item) -> Call:
    path, _, query = item.url.partition("?")
    return replace(
        batch,
        method=item.method,
        path=f"/{unquote(path).removeprefix('/')}",
        query=dict(parse_qsl(query, keep_blank_values=True)),
        body=None,
        client_request_id=item.headers.get(CLIENT_REQUEST_ID, batch.client_request_id),
    )


def _response(item: Item, written: Written) -> Entity:
    response: Entity = {"id": item.id, "status": written.status, "headers": written.headers}
    if written.body is None:
        return response
    headers = written.headers | {"Content-Type": "application/json"}
    return response | {"headers": headers, "body": written.body}
