"""Spans of OpenTelemetry for requests, acts, jobs and statements by their names; else nothing.

A span's name and attributes are names of ours, numbers and templates: never a parameter of a
statement, an address, or what an error says. Without a tracer, which only
:func:`trace_with` sets, a span costs one comparison.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

Renamed = Callable[..., None]
"""Called with a better name, and with attributes that are known only now."""


class _Tracing:
    """The tracer of this process, if one was chosen."""

    tracer: "Tracer | None" = None


def trace_with(tracer: "Tracer | None") -> None:
    """Trace with this tracer from now on; with ``None``, not at all."""
    _Tracing.tracer = tracer


def span(name: str, /, **attributes: str | int) -> AbstractContextManager[Renamed]:
    """Trace what happens inside. An error ends the span by its type alone."""
    tracer = _Tracing.tracer
    return _SILENT if tracer is None else _traced(tracer, name, attributes)


class _Silent:
    """What a span is without a tracer: one for all, since each act opens several."""

    __slots__ = ()

    def __enter__(self) -> Renamed:
        return _say_nothing

    def __exit__(self, *_: object) -> None:
        return None


_SILENT: Final = _Silent()


@contextmanager
def _traced(tracer: "Tracer", name: str, attributes: Mapping[str, str | int]) -> Iterator[Renamed]:
    with tracer.start_as_current_span(
        name,
        attributes={f"amana.{key}": value for key, value in attributes.items()},
        record_exception=False,
        set_status_on_exception=False,
    ) as traced:
        try:
            yield _renaming(traced)
        except BaseException as error:
            traced.set_attribute("error.type", type(error).__name__)
            raise


def _say_nothing(_name: str, /, **_attributes: str | int) -> None:
    """Hear a name and do nothing."""


def _renaming(traced: "Span") -> Renamed:
    def rename(name: str, /, **attributes: str | int) -> None:
        traced.update_name(name)
        for key, value in attributes.items():
            traced.set_attribute(f"amana.{key}", value)

    return rename


def tracing() -> bool:
    """Tell whether spans are recorded."""
    return _Tracing.tracer is not None
