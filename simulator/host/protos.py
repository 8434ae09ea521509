"""The messages the worker exchanges with its host, as plain classes instead of protobuf.

The names and fields are those of azure-functions-language-worker-protobuf,
as far as ``azure_functions_runtime`` reads or builds them.  This module itself
is what the worker is given for its ``protos``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from simulator.host.http_protos import (
    NullableBool,
    NullableDouble,
    NullableString,
    NullableTimestamp,
    RpcHttp,
    RpcHttpCookie,
    Timestamp,
    TypedData,
)

__all__ = [
    "BindingInfo",
    "FunctionLoadResponse",
    "FunctionMetadataResponse",
    "InvocationResponse",
    "NullableBool",
    "NullableDouble",
    "NullableString",
    "NullableTimestamp",
    "ParameterBinding",
    "RpcException",
    "RpcFunctionMetadata",
    "RpcHttp",
    "RpcHttpCookie",
    "RpcRetryOptions",
    "StatusResult",
    "Timestamp",
    "TypedData",
    "WorkerInitResponse",
    "WorkerMetadata",
]


@dataclass(kw_only=True)
class ParameterBinding:
    """A value for one parameter of a function."""

    name: str
    data: TypedData | None = None

    def WhichOneof(self, _group: str) -> str:  # noqa: N802  protobuf's name
        """Tell that the value came along and not in shared memory."""
        return "data"


@dataclass(kw_only=True)
class RpcException:
    """What a function or an app raised."""

    message: str = ""
    stack_trace: str = ""
    source: str = ""


@dataclass(kw_only=True)
class StatusResult:
    """How a request to the worker went."""

    Failure = 0
    Success = 1

    status: int
    exception: RpcException | None = None


@dataclass(kw_only=True)
class WorkerMetadata:
    """What the worker says of itself."""

    runtime_name: str
    runtime_version: str
    worker_version: str
    worker_bitness: str
    custom_properties: Mapping[str, str]


@dataclass(kw_only=True)
class WorkerInitResponse:
    """The worker is up, with an app or with the reason why not."""

    capabilities: Mapping[str, str]
    worker_metadata: WorkerMetadata
    result: StatusResult


@dataclass(kw_only=True)
class BindingInfo:
    """One binding in short; directions and data types are numbers."""

    inout = 2
    out = 1
    undefined = 0

    type: str
    data_type: int | None = None
    direction: int = 0


@dataclass(kw_only=True)
class RpcRetryOptions:
    """How often the host should try a function again."""

    max_retry_count: int
    retry_strategy: str
    delay_interval: timedelta | None = None
    minimum_interval: timedelta | None = None
    maximum_interval: timedelta | None = None


@dataclass(kw_only=True)
class RpcFunctionMetadata:
    """One function that the worker found; *raw_bindings* are JSON objects."""

    name: str
    function_id: str
    raw_bindings: Sequence[str]
    bindings: Mapping[str, BindingInfo]
    directory: str = ""
    script_file: str = ""
    entry_point: str = ""
    language: str = ""
    is_proxy: bool = False
    managed_dependency_enabled: bool = False
    retry_options: RpcRetryOptions | None = None
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class FunctionMetadataResponse:
    """The functions of the app."""

    use_default_metadata_indexing: bool
    function_metadata_results: Sequence[RpcFunctionMetadata] | None
    result: StatusResult


@dataclass(kw_only=True)
class FunctionLoadResponse:
    """A function is ready."""

    function_id: str
    result: StatusResult


@dataclass(kw_only=True)
class InvocationResponse:
    """What became of one invocation."""

    invocation_id: str
    result: StatusResult
    return_value: TypedData | None = None
    output_data: Sequence[ParameterBinding] = ()
