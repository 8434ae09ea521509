"""The real Python worker, driven in this process: it loads the app and runs its functions.

Functions run on the event loop of the caller, as in the worker.  The worker
keeps its state in module globals, so a process runs one app at a time.
"""

import asyncio
import importlib
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Self

import azure_functions_runtime as library  # type: ignore[import-untyped]  # ships no types

from simulator.host import protos
from simulator.host.errors import HostError
from simulator.host.functions import Function
from simulator.host.protos import ParameterBinding, RpcFunctionMetadata, StatusResult, TypedData

_SCRIPT = "function_app"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One invocation: the trigger's value and what else is known of it."""

    data: TypedData
    metadata: Mapping[str, TypedData] = field(default_factory=dict)
    traceparent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The function came to its end."""

    value: TypedData | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """The function failed; *trace* is for the log alone."""

    message: str
    trace: str


type Outcome = Returned | Raised


class Worker:
    """Runs the app in *app_dir* while it is entered; *timeout* bounds each function."""

    def __init__(self, app_dir: Path, timeout: timedelta | None) -> None:
        self._app_dir = app_dir.resolve()
        self._timeout = timeout
        self.metadata: tuple[RpcFunctionMetadata, ...] = ()

    async def __aenter__(self) -> Self:
        """Import the app and index it; ``HostError`` carries what its import raised."""
        if not (self._app_dir / f"{_SCRIPT}.py").is_file():
            message = f"There is no {_SCRIPT}.py in {self._app_dir}."
            raise HostError(message)
        sys.path.insert(0, str(self._app_dir))
        importlib.invalidate_caches()
        sys.modules.pop(_SCRIPT, None)
        library.start_threadpool_executor()
        try:
            self.metadata = await self._load()
        except BaseException:
            self._leave()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Forget the app; its threads have come to an end."""
        self._leave()

    async def invoke(self, function: Function, call: Call) -> Outcome:
        """Run *function* once; what it raises is a value."""
        invocation_id = str(uuid.uuid4())
        body = SimpleNamespace(
            invocation_id=invocation_id,
            function_id=function.id,
            input_data=[ParameterBinding(name=function.trigger.parameter, data=call.data)],
            trigger_metadata=call.metadata,
            trace_context=SimpleNamespace(
                trace_parent=call.traceparent or _traceparent(), trace_state="", attributes={}
            ),
            retry_context=SimpleNamespace(retry_count=0, max_retry_count=0, exception=None),
        )
        limit = self._timeout.total_seconds() if self._timeout else None
        try:
            async with asyncio.timeout(limit):
                response = await library.invocation_request(_request(invocation_request=body))
        except TimeoutError:
            return Raised(message=f"Timeout value of {self._timeout} exceeded.", trace="")
        return _outcome(response)

    async def _load(self) -> tuple[RpcFunctionMetadata, ...]:
        body = SimpleNamespace(capabilities={}, function_app_directory=str(self._app_dir))
        started = await library.worker_init_request(_request(worker_init_request=body))
        if started.result.status != StatusResult.Success:
            failure = started.result.exception
            raise HostError(failure.message, failure.stack_trace)
        answer = await library.functions_metadata_request(_request(functions_metadata_request=None))
        return tuple(answer.function_metadata_results or ())

    def _leave(self) -> None:
        library.stop_threadpool_executor()
        sys.path.remove(str(self._app_dir))
        sys.modules.pop(_SCRIPT, None)


def _request(**body: object) -> SimpleNamespace:
    return SimpleNamespace(
        request=SimpleNamespace(**body), properties={"host": "127.0.0.1", "protos": protos}
    )


def _outcome(response: protos.InvocationResponse) -> Outcome:
    failure = response.result.exception
    if response.result.status == StatusResult.Success or failure is None:
        return Returned(value=response.return_value)
    return Raised(message=failure.message, trace=failure.stack_trace)


def _traceparent() -> str:
    return f"00-{uuid.uuid4().hex}-{uuid.uuid4().hex[:16]}-01"
