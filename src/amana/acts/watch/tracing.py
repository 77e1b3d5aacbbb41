"""Begin tracing in a process, where it is asked for and OpenTelemetry is installed."""

from collections.abc import Callable
from importlib import import_module, metadata
from typing import Any, Final

from amana.domain.errors import Broken
from amana.storage.spans import trace_with

_EXPORTER: Final = "opentelemetry.exporter.otlp.proto.http.trace_exporter"
_SDK: Final = "opentelemetry.sdk"


class TracingMissing(Broken):
    """Tracing is asked for, and the extra that it needs is not installed."""

    code = "watch.tracing_missing"


def start_tracing(part: str) -> Callable[[], None]:
    """Trace this process from now on; where to is said by OpenTelemetry's own variables.

    In a forked process only: what sends the spans is a thread. The parts are imported here, since
    that takes a second, which nobody should wait for who does not trace. Returns what sends the
    last spans and ends it: a process that is forked and ends at once runs no other last thing.
    Raises ``TracingMissing``.
    """
    try:
        exporter: Any = import_module(_EXPORTER)
        trace: Any = import_module(f"{_SDK}.trace")
        sending: Any = import_module(f"{_SDK}.trace.export")
        resources: Any = import_module(f"{_SDK}.resources")
    except ModuleNotFoundError:
        raise TracingMissing from None
    about = {
        "service.name": "amana",
        "service.version": metadata.version("amana"),
        "amana.part": part,
    }
    provider = trace.TracerProvider(resource=resources.Resource.create(about))
    provider.add_span_processor(sending.BatchSpanProcessor(exporter.OTLPSpanExporter()))
    trace_with(provider.get_tracer("amana"))

    def stop() -> None:
        trace_with(None)
        provider.shutdown()

    return stop
