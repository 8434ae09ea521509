"""Exporting reports: export jobs, and the files they end with."""

from urllib.parse import urlsplit

from simulator.tenant.answers import Entity
from simulator.tenant.exports import ExportOrder
from simulator.tenant.face import Face
from simulator.tenant.operations import Operation, Request

_JOBS = "/v1.0/deviceManagement/reports/exportJobs"


class ExportOperations(Face):
    """Reports, each request through the gate."""

    def export_job(self, order: ExportOrder) -> Entity:
        """Ask for a report; the job comes back ``notStarted``.  400 for what no report has."""
        body = {
            "reportName": order.report,
            "select": list(order.select),
            "format": order.file_format,
            "localizationType": order.localization,
        }
        request = Request(operation=Operation.EXPORT_JOB, url=_JOBS, body=body)
        exports, at = self.model.exports, self.model.agenda.now()
        return self.gate.run(request, lambda: exports.ask(order, at).entity())

    def export(self, job_id: str) -> Entity:
        """Read an export job; once ``completed`` it has the ``url`` of its file.  404 without."""
        request = Request(operation=Operation.EXPORT, url=f"{_JOBS}('{job_id}')")
        exports = self.model.exports
        return self.gate.run(request, lambda: exports.get(job_id).entity())

    def exported(self, url: str) -> bytes:
        """Download an export's zip by the ``url`` that its job has; 403 for any other.

        The trace does not learn the signature, and nobody looks for a token.
        """
        request = Request(operation=Operation.EXPORTED, url=urlsplit(url).path)
        exports, at = self.model.exports, self.model.agenda.now()
        return self.gate.run(request, lambda: exports.file(url, at))
