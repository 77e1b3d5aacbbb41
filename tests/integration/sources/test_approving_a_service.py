"""A map of a service is approved once the service answers, and as long as it names no more."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import KINDS
from amana.channels.receipt import receipt_headers
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.sources.errors import AnswerUnfit
from amana.sources.protocol import Source
from amana.storage import Storage

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
"""
MAP = """\
amana: 1
service: {service}
source: club
tables:
  member:
    erase: delete
    person: {{own: id}}
    columns:
      email: {{is: email, type: email}}
"""


@contextmanager
def _answering(table: str) -> Iterator[str]:
    """Run a service that finds nothing, in a table of this name; yield its way in."""

    class Handler(BaseHTTPRequestHandler):
        """Answers each question in one way."""

        def do_POST(self) -> None:
            """Sign that nothing was found."""
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            assert (asked["act"], asked["persons"]) == ("find", [])
            tables = [{"table": table, "fate": "delete", "found": 0}]
            said = {"amana": 1, "act": "find", "state": "done", "tables": tables}
            body = json.dumps(said).encode()
            self.send_response(200)
            receipt = receipt_headers(
                SECRET, body, message=self.headers["webhook-id"], at=datetime.now(UTC)
            )
            for name, value in receipt.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        try:
            yield json.dumps({"url": url, "secret": SECRET, "private": True})
        finally:
            server.shutdown()
            thread.join()


def _open(kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    return KINDS[kind](way, mapping)


def _approve(storage: Storage, service: str, way: str) -> int | None:
    """Add the service and approve its map; return which version is in force."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    given = GivenSource(text=MAP.format(service=service), kind=SourceKind.HTTP, way=way)
    with storage.work(service) as work:
        added = add_source(Act(actor=OPERATOR, work=work), _open, given)
    approve(storage, service, _open, added.name, added.version, actor=OPERATOR)
    with storage.reading(service) as view:
        return view.sources.one("club").approved


def test_a_service_that_answers_can_be_approved(storage: Storage, service: str) -> None:
    """It shows none of its rows; asked for nobody it answers and signs."""
    with _answering("member") as way:
        assert _approve(storage, service, way) == 1


def test_a_service_that_names_other_tables_is_not_approved(storage: Storage, service: str) -> None:
    """Its map has them not, and would never be asked for them."""
    with _answering("guest") as way, pytest.raises(AnswerUnfit):
        _approve(storage, service, way)
