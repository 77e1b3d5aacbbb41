"""Spans of OpenTelemetry: names of ours, and never a value."""

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from amana.storage import Storage
from amana.storage.spans import span

PLANTED = "planted-7f3a"


def _written(spans: InMemorySpanExporter) -> str:
    return "".join(it.to_json() for it in spans.get_finished_spans())


def test_a_statement_is_traced_by_its_name(spans: InMemorySpanExporter, storage: Storage) -> None:
    """Never by its text, and never with what is bound."""
    with storage.platform() as platform:
        assert platform.holder_of(PLANTED) is None
    # Threads of other tests may end their statements meanwhile.
    told = [dict(it.attributes or {}) for it in spans.get_finished_spans()]
    assert told.count({"amana.name": "platform.service_of_key"}) == 1
    assert PLANTED not in _written(spans)


def test_an_error_is_its_type(spans: InMemorySpanExporter) -> None:
    """What it says stays out, in events and in the status too."""
    with pytest.raises(ValueError, match=PLANTED), span("act"):
        raise ValueError(PLANTED)
    (it,) = [it for it in spans.get_finished_spans() if it.name == "act"]
    assert dict(it.attributes or {}) == {"error.type": "ValueError"}
    assert PLANTED not in _written(spans)


def test_without_a_tracer_nothing_is_traced() -> None:
    """Nothing is recorded, whatever is installed."""
    with span("act", name="x") as renamed:
        renamed("other", more=1)
