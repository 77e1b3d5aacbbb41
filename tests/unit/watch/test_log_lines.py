"""What a log line says, and what never gets into one."""

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from amana.acts.watch.log_lines import LogFormat, LogLevel, set_logging

PLANTED = "planted.zubaida@leak.example"


@pytest.fixture(params=[LogFormat.JSON, LogFormat.TEXT])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Return what the program logs in one form; afterwards all is as it was."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, logging.raiseExceptions
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    stream = io.StringIO()
    set_logging(request.param, LogLevel.INFO, stream)
    yield stream
    root.handlers[:], root.level, logging.raiseExceptions = before
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    logging.captureWarnings(capture=False)


def _fall(value: str) -> None:
    secret = {"person": value}
    raise KeyError(secret["person"])


def test_an_error_is_its_types_and_places(written: io.StringIO) -> None:
    """Neither what it says, nor its causes' words, nor any variable stands in the line."""
    try:
        try:
            _fall(PLANTED)
        except KeyError as error:
            raise ValueError(PLANTED) from error
    except ValueError:
        logging.getLogger("amana.acts.decide").exception("it fell")
    line = written.getvalue()
    assert PLANTED not in line
    assert "KeyError" in line
    assert "_fall" in line


@pytest.mark.parametrize("name", ["uvicorn.error", "psycopg.pool", "procrastinate", "asyncio"])
def test_other_libraries_are_heard_without_their_words(written: io.StringIO, name: str) -> None:
    """A driver's error may hold a row; only who logged where is kept."""
    logging.getLogger(name).error("DETAIL: Key (email)=(%s)", PLANTED)
    logging.getLogger(name).error(f"glued: {PLANTED}")  # noqa: G004 - as libraries do
    assert PLANTED not in written.getvalue()
    assert written.getvalue().count(name) == 2


def test_a_thread_that_falls_says_nothing_of_its_values(
    written: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """Python's own hook would print what the error says."""
    hook = threading.excepthook
    try:
        _fall(PLANTED)
    except KeyError as error:
        hook(threading.ExceptHookArgs((KeyError, error, error.__traceback__, None)))
        sys.excepthook(KeyError, error, error.__traceback__)
    assert PLANTED not in written.getvalue() + capfd.readouterr().err
    assert written.getvalue().count("KeyError") == 2


def test_a_line_that_cannot_be_written_prints_no_values(
    written: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """Logging's own fault handler would print the line's arguments."""
    logging.getLogger("amana.acts").warning("%d", PLANTED)
    assert PLANTED not in written.getvalue() + capfd.readouterr().err


def test_a_json_line_has_the_incident_and_the_event() -> None:
    """Programs find the line by the number that the caller was shown."""
    stream, root = io.StringIO(), logging.getLogger()
    before = root.handlers[:], root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    set_logging(LogFormat.JSON, LogLevel.INFO, stream)
    logging.getLogger("amana.http.problems").error(
        "incident", extra={"event": "http.incident", "incident": "ab12", "service": "shop"}
    )
    root.handlers[:], root.level = before
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    logging.captureWarnings(capture=False)
    line = json.loads(stream.getvalue())
    assert line["event"] == "http.incident"
    assert line["incident"] == "ab12"
    assert line["service"] == "shop"
    assert line["level"] == "error"
    assert line["at"].endswith("+00:00")
