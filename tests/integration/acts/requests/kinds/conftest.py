"""A place of each kind with a row of ``p`` and of ``q``, and how it comes to be a source."""

import base64
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from amana.channels.receipt import receipt_headers
from amana.domain.source.registry import SourceKind

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A place where people are kept, by their own ids."""

    kind: SourceKind
    way: str
    people: Callable[[], list[str]]


@pytest.fixture(params=list(SourceKind), ids=str)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    """Make one place of each kind."""
    if request.param is SourceKind.SQL:
        yield _in_database(tmp_path / "club.db")
    elif request.param is SourceKind.FILES:
        yield _in_files(tmp_path / "files")
    else:
        with HTTPServer(("127.0.0.1", 0), Service) as server:
            Service.people = ["p", "q"]
            thread = Thread(target=server.serve_forever, args=(0.02,))
            thread.start()
            url = f"http://127.0.0.1:{server.server_address[1]}/"
            way = json.dumps({"url": url, "secret": SECRET, "private": True})
            try:
                yield Kept(kind=SourceKind.HTTP, way=way, people=lambda: list(Service.people))
            finally:
                server.shutdown()
                thread.join()


def _in_database(file: Path) -> Kept:
    """Keep them in a table."""

    def run(statement: str) -> list[str]:
        with closing(sqlite3.connect(file)) as data, data:
            return [row[0] for row in data.execute(statement)]

    run("create table visitor (id text primary key, email text)")
    run("insert into visitor values ('p', 'p@x.example'), ('q', 'q@x.example')")
    way = f"sqlite:///{file}"
    return Kept(kind=SourceKind.SQL, way=way, people=lambda: run("select id from visitor"))


def _in_files(folder: Path) -> Kept:
    """Keep them in a file."""
    folder.mkdir()
    file = folder / "visitor.csv"
    file.write_text("id,email\np,p@x.example\nq,q@x.example\n", "utf-8")

    def people() -> list[str]:
        return [line.split(",")[0] for line in file.read_text("utf-8").splitlines()[1:]]

    return Kept(kind=SourceKind.FILES, way=json.dumps({"path": str(folder)}), people=people)


class Service(BaseHTTPRequestHandler):
    """A service that keeps them itself, and answers as the contract says."""

    people: list[str] = []  # noqa: RUF012 - of the one server of a test
    table = "visitor"

    def do_POST(self) -> None:
        """Answer one question, signed for it alone."""
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        head = {"amana": 1, "act": asked["act"], "state": "done"}
        body = json.dumps(head | {"tables": [self.counted(asked)]}).encode()
        name, at = self.headers["webhook-id"], datetime.now(UTC)
        self.send_response(200)
        for key, value in receipt_headers(SECRET, body, message=name, at=at).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def counted(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Count whose rows are there, and let them go where it is an erasure."""
        wanted = {each for who in asked["persons"] for each in who["identifiers"]["own"]}
        found = wanted & set(self.people)
        if asked["act"] != "erase":
            counts = {"found": len(found), "own": len(found)}
            return {"table": self.table, "fate": "delete", **counts}
        for each in found:
            self.people.remove(each)
        return {"table": self.table, "deleted": len(found)}

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def another_table() -> Iterator[None]:
    """Let the service speak of a table that no map names."""
    Service.table = "guest"
    yield
    Service.table = "visitor"
