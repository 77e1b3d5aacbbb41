"""Whatever a request carries, and whatever falls: no line, metric or span holds it."""

import io
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from amana.acts.watch.log_lines import LogFormat, LogLevel, set_logging
from amana.domain.errors import Broken
from amana.http.platform import PublicActs

PLANTED = "planted.zubaida@leak.example"
TOKEN = {"authorization": f"Bearer {'t' * 32}"}
SiteOf = Callable[[PublicActs], AbstractContextManager[str]]


class Torn(Broken):
    """The platform's own fault, with a field."""

    code = "storage.unreachable"


class Falling:
    """Public acts that fall with a value in their mouth."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        """Return an act that falls."""

        def fall(*given: object, **named: object) -> object:
            held = f"{PLANTED} {name} {given} {named}"
            if name == "checkpoint":
                raise Torn(detail=1) from ValueError(held)
            raise KeyError(held)

        return fall


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Return what is logged as JSON, with everything that libraries would say."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    stream = io.StringIO()
    set_logging(LogFormat.JSON, LogLevel.DEBUG, stream)
    yield stream
    root.handlers[:], root.level = before
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    logging.captureWarnings(capture=False)


def _ask(site: str) -> str:
    """Send the value in every place of a request, to what works and to what falls."""
    with httpx.Client(base_url=site, timeout=30) as client:
        answers = [
            client.get("/"),
            client.get(f"/{quote(PLANTED)}"),
            client.get(f"/shop/privacy?q={PLANTED}"),
            client.get(f"/shop/privacy/promises/{PLANTED}"),
            client.get("/shop/ledger/checkpoint", headers={"x-person": PLANTED}),
            client.get("/shop/privacy", headers={"user-agent": PLANTED, "referer": PLANTED}),
            client.get("/shop/privacy", headers={"cookie": f"amana={PLANTED}"}),
            client.get("/v1/policy", headers={"authorization": f"Bearer {PLANTED}"}),
            client.post("/v1/use", content=PLANTED.encode()),
            client.post("/v1/use", json={"person": PLANTED}),
            client.post("/console/sign-in", data={"token": PLANTED}),
            client.request("BREW", f"/{PLANTED}"),
        ]
        assert any(answer.status_code == 500 for answer in answers)
        # A page links to itself in the other language: its own address goes back to who sent it.
        problems = (it.text for it in answers if "/v1/" in str(it.url))
        return client.get("/metrics", headers=TOKEN).text + "".join(problems)


def test_no_value_of_a_request_is_kept(
    site_of: SiteOf, lines: io.StringIO, spans: InMemorySpanExporter
) -> None:
    """Lines, metrics, spans and problems name routes, codes, types and places alone."""
    with site_of(Falling()) as site:  # type: ignore[arg-type]  # it falls whatever it is asked
        told = _ask(site)
    written = lines.getvalue()
    assert '"event": "http.incident"' in written
    assert '"type": "KeyError"' in written
    assert PLANTED not in written
    assert PLANTED not in told
    traced = "".join(it.to_json() for it in spans.get_finished_spans())
    assert "/{service}/privacy" in traced
    assert PLANTED not in traced
    assert quote(PLANTED, safe="") not in written + told + traced


def test_the_caller_and_the_log_share_the_number(site_of: SiteOf, lines: io.StringIO) -> None:
    """By the number that somebody was shown, the line is found, and in it the place."""
    with site_of(Falling()) as site:  # type: ignore[arg-type]  # as above
        page = httpx.get(f"{site}/?lang=en", timeout=30).text
    numbers = [word for word in lines.getvalue().split('"') if len(word) == 8 and word in page]
    assert numbers
    assert "test_no_leak.py" in lines.getvalue()


def test_the_framework_records_nothing_of_its_own(app_of: Callable[[PublicActs], FastAPI]) -> None:
    """Its own telemetry would write what was wrong in a body, and what errors say."""
    app = app_of(Falling())  # type: ignore[arg-type]  # as above
    assert not app._native_telemetry.enabled()  # noqa: SLF001 - the framework shows it nowhere else
