"""Log lines that hold no value of a person's, as JSON or as text.

What our own modules say is made of codes, names of services and incident numbers. What other
libraries say may hold anything (a row's values in a driver's error, an address with its query),
so of theirs only the logger, the level and the place are written. Of an error only the types and
places are written, never what it says and never a variable.
"""

import json
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import PurePath
from types import TracebackType
from typing import Final, TextIO

_log = logging.getLogger(__name__)
_OURS: Final = "amana."
_MORE: Final = (
    "service",
    "incident",
    "route",
    "method",
    "status",
    "ms",
    "job",
    "task",
    "code",
    "error",
)
"""What a line of ours may say besides, given as ``extra``."""
_LOUDEST: Final = 20
"""Places of one error: the innermost ones."""
_AT_LEAST: Final = {
    "uvicorn": logging.WARNING,
    "uvicorn.error": logging.WARNING,
    "uvicorn.access": logging.CRITICAL,
    "psycopg": logging.WARNING,
    "psycopg.pool": logging.ERROR,
    "procrastinate": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "asyncio": logging.WARNING,
    "multipart": logging.WARNING,
    "python_multipart": logging.WARNING,
    "mail": logging.WARNING,
}
"""Loggers of libraries, and from which level on they are heard."""


class LogFormat(StrEnum):
    """How a line is written."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """From which level on lines are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def set_logging(form: LogFormat, level: LogLevel, stream: TextIO) -> None:
    """Write the lines of the whole program to the stream; whatever was set before is dropped."""
    lines = logging.StreamHandler(stream)
    lines.setFormatter(JsonLines() if form is LogFormat.JSON else TextLines())
    root = logging.getLogger()
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    root.addHandler(lines)
    root.setLevel(level.upper())
    for name, least in _AT_LEAST.items():
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(max(least, root.level))
    # A fault inside logging itself would be printed with the values of the line.
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    # Python's own hooks print what an error says.
    sys.excepthook = lambda kind, error, trace: _unforeseen(kind, error, trace, "program")
    sys.unraisablehook = lambda it: _unforeseen(
        it.exc_type, it.exc_value, it.exc_traceback, "clearing"
    )
    threading.excepthook = lambda it: _unforeseen(
        it.exc_type, it.exc_value, it.exc_traceback, "thread"
    )


def _unforeseen(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, where: str
) -> None:
    """Log an error that nobody caught."""
    fault = error or kind()
    _log.error(
        "an error that nobody caught",
        exc_info=(kind, fault, trace),
        extra={"event": f"unforeseen.{where}"},
    )


class JsonLines(logging.Formatter):
    """A JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        return json.dumps(facts_of(record), ensure_ascii=False, default=_type_of)


class TextLines(logging.Formatter):
    """The same facts, for reading at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        facts = dict(facts_of(record))
        head = f"{facts.pop('at')} {facts.pop('level')} {facts.pop('event')}"
        said = facts.pop("message", None)
        rest = " ".join(f"{name}={_short(value)}" for name, value in facts.items())
        return " ".join(part for part in (head, str(said or ""), rest) if part)


def facts_of(record: logging.LogRecord) -> Mapping[str, object]:
    """Return what a line says."""
    ours = record.name.startswith(_OURS)
    facts: dict[str, object] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": getattr(record, "event", None) if ours else None,
        "process": record.process,
    }
    facts["event"] = facts["event"] or record.name.removeprefix(_OURS)
    if ours:
        facts["message"] = record.getMessage()
        facts |= {name: vars(record)[name] for name in _MORE if name in vars(record)}
    else:
        facts["place"] = f"{PurePath(record.pathname).name}:{record.lineno}"
    if record.exc_info and record.exc_info[1] is not None:
        facts["error"] = chain_of(record.exc_info[1])
    return facts


def chain_of(error: BaseException) -> list[Mapping[str, object]]:
    """Return an error and its causes, the outermost first, each by its type and its places."""
    chain: list[Mapping[str, object]] = []
    following: BaseException | None = error
    while following is not None and len(chain) < _LOUDEST:
        places = list(_places(following.__traceback__))[-_LOUDEST:]
        chain.append({"type": type(following).__name__, "places": places})
        following = following.__cause__ or following.__context__
    return chain


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{'/'.join(PurePath(code.co_filename).parts[-3:])}:{trace.tb_lineno}:{code.co_name}"
        trace = trace.tb_next


def _type_of(value: object) -> str:
    """Write what JSON cannot by its type alone."""
    return type(value).__name__


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_type_of)
