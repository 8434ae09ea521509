"""The addresses of export jobs, and of the files they end with."""

import asyncio
from xml.sax.saxutils import escape

from aiohttp import web

from simulator.graph_http.envelopes import to_the_millisecond
from simulator.graph_http.odata import selected
from simulator.graph_http.routing import Call, Reply, Route, refuse
from simulator.tenant import AnswerLost, Entity, GraphFault, Tenant
from simulator.tenant.answers import bad_request
from simulator.tenant.export_file import ADDITIONAL_COLUMN, LOCALIZATIONS
from simulator.tenant.exports import EXPORTS_ORIGIN, ExportOrder

FILES = "/exports/{name}"

_JOBS = "/deviceManagement/reports/exportJobs"
# Microsoft's pages write these with a capital, its SDKs without.
_LOCALIZATIONS = {name.casefold(): name for name in LOCALIZATIONS}


def _export_job(tenant: Tenant, call: Call) -> Reply:
    job = tenant.export_job(_order(call))
    return Reply(status=201, body=_with_address(job, call))


def _export(tenant: Tenant, call: Call) -> Reply:
    job = _with_address(tenant.export(call.keys[0]), call)
    return Reply(body=selected(job, call.query))


ROUTES = (
    Route("POST", _JOBS, _export_job),
    Route("GET", f"{_JOBS}/{{}}", _export),
)


class ExportedFiles:
    """The storage account beside Graph: whoever knows a file's signed address gets it."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    async def serve(self, request: web.Request) -> web.Response:
        """Serve a zip, or refuse in the storage account's own envelope."""
        # The signature stands in no trace.
        with self._tenant.gate.arriving(request.method, request.path, None) as arrival:
            answer = self._read(request)
        await asyncio.sleep(arrival.milliseconds / 1000)
        if isinstance(answer, bytes):
            return web.Response(body=answer, content_type="application/zip")
        if isinstance(answer, AnswerLost) and answer.hung_up and request.transport is not None:
            request.transport.abort()
        return _refusal(answer)

    def _read(self, request: web.Request) -> bytes | GraphFault:
        if "Authorization" in request.headers:
            # Storage takes the header for its own and knows no token of Graph's (observed).
            message = "Authentication information is not given in the correct format."
            return refuse(self._tenant, bad_request(message, "InvalidAuthenticationInfo"))
        try:
            return self._tenant.exported(str(request.url))
        except GraphFault as fault:
            return fault


def _order(call: Call) -> ExportOrder:
    fields = call.fields()
    select = fields.get("select") or []
    if not isinstance(select, list) or not all(isinstance(name, str) for name in select):
        message = "The property 'select' is no collection of strings."
        raise bad_request(message)
    if fields.get("filter"):
        message = "The report has no filters."
        raise bad_request(message)
    written = str(fields.get("localizationType") or ADDITIONAL_COLUMN)
    return ExportOrder(
        report=str(fields.get("reportName") or ""),
        select=tuple(select),
        file_format=str(fields.get("format") or "csv").casefold(),
        localization=_LOCALIZATIONS.get(written.casefold(), written),
    )


def _with_address(job: Entity, call: Call) -> Entity:
    url = job["url"]
    return job | {"url": url.replace(EXPORTS_ORIGIN, call.origin, 1)} if url else job


def _refusal(fault: GraphFault) -> web.Response:
    headers = {"x-ms-error-code": fault.code}
    if fault.retry_after is not None:
        headers["Retry-After"] = to_the_millisecond(fault.retry_after)
    text = (
        '<?xml version="1.0" encoding="utf-8"?>'
        f"<Error><Code>{escape(fault.code)}</Code><Message>{escape(fault.message)}</Message></Error>"
    )
    return web.Response(
        status=fault.status, text=text, content_type="application/xml", headers=headers
    )
