"""Rows of ``p`` and ``q`` with a mark each, in a source of every kind, and restrictions of them."""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from answering import Asked, answering, now
from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.http_source.source import HttpSource
from amana.acts.requests.carry_out import begin
from amana.acts.requests.restricting import announce_lifting, lift_restriction
from amana.acts.sources.registry import GivenSource, add_source, approve_source
from amana.acts.sources.ways import service_way
from amana.assembly.sources import open_source
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings
from amana.sources.protocol import Source
from amana.storage import ServerAddress

OPEN = open_source(Settings())
MAP = """\
amana: 1
service: {service}
source: crm
tables:
  customer:
    erase: delete
    key: [id]
    person: {{own: id}}
    restrict: frozen
    columns: {{email: {{is: email, type: email}}}}
"""
Served = Callable[[Callable[[Asked], None]], "Restricting"]
ROWS = (("p", "p@x.example"), ("q", "q@x.example"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A place with a mark at each row."""

    kind: SourceKind
    way: str
    marks: Callable[[], dict[str, bool]]
    away: Callable[[], object]
    back: Callable[[], object]


@dataclass(slots=True, kw_only=True)
class Restricting:
    """The service, its source, and who is restricted in it."""

    house: Any
    thief: psycopg.Connection
    place: Marked
    open_source: Any = OPEN
    taken: list[int] = field(default_factory=list)

    def do(self, act: Callable[..., Any], *given: Any, **more: Any) -> Any:  # noqa: ANN401 - any act
        """Do an act as the operator."""
        with self.house.storage.work(self.house.service) as work:
            return act(Act(actor=OPERATOR, work=work), *given, **more)

    def connect(self, known_by: str = "{own: id}") -> None:
        """Note the source with its map, by which people are known so, and approve that."""
        text = MAP.format(service=self.house.service).replace("{own: id}", known_by)
        given = GivenSource(text=text, kind=self.place.kind, way=self.place.way)
        added = self.do(add_source, OPEN, given)
        self.do(approve_source, "crm", added.version)

    def carry(self) -> int:
        """Do what is due, and what waits for its next try."""
        self.thief.execute(
            "update request_part set due_at = now() where service = %s and state = 'waiting'"
            " and due_at is not null",
            [self.house.service],
        )
        return carry_all(self.house.storage, self.house.service, self.open_source)

    def begun(self, kind: RequestKind = RequestKind.RESTRICTION) -> UUID:
        """Begin a request of ``p``; the source was not asked yet."""
        request: UUID = self.house.ask(kind, proven=True).request
        self.do(begin, request)
        return request

    def restricted(self) -> UUID:
        """Carry a restriction of ``p`` out everywhere."""
        request = self.begun()
        self.carry()
        return request

    def told(self, request: UUID) -> None:
        """Announce the end of a restriction, long enough ago."""
        self.do(announce_lifting, request)
        self.thief.execute(
            "update restriction set announced_at = announced_at - interval '8 days'"
            " where request = %s",
            [request],
        )

    def lifted(self, request: UUID) -> None:
        """Lift a restriction here; the source was not asked yet."""
        self.told(request)
        self.do(lift_restriction, request)

    def part(self, request: UUID) -> Any:  # noqa: ANN401 - a row of parts
        """Return what a request has to do in the source."""
        with self.house.storage.reading(self.house.service) as view:
            (part,) = view.parts.of(request)
            return part

    def sealed(self) -> int:
        """Count whose marks are taken off and still known."""
        with self.house.storage.reading(self.house.service) as view:
            over = len(view.parts.sought_over(limit=9, lifting=True))
        (row,) = self.thief.execute(
            "select count(*) from lift_sought where service = %s", [self.house.service]
        )
        return int(row[0]) - over


def _rows_of_database(run: Callable[[str], list[Any]]) -> dict[str, bool]:
    return {row[0]: bool(row[1]) for row in run("select id, frozen from customer order by id")}


def _in_sqlite(file: Path) -> Marked:
    def run(statement: str) -> list[Any]:
        with closing(sqlite3.connect(file)) as data, data:
            return data.execute(statement).fetchall()

    run("create table customer (id text primary key, email text, frozen boolean not null)")
    for row in ROWS:
        run(f"insert into customer values ('{row[0]}', '{row[1]}', 0)")  # noqa: S608 - our own words
    return Marked(
        kind=SourceKind.SQL,
        way=f"sqlite:///{file}",
        marks=lambda: _rows_of_database(run),
        away=lambda: file.rename(file.with_suffix(".away")),
        back=lambda: file.with_suffix(".away").rename(file),
    )


def _in_postgresql(server: ServerAddress, name: str) -> Marked:
    def run(statement: str, database: str = name) -> list[Any]:
        with psycopg.connect(server.conninfo(database=database), autocommit=True) as data:
            done = data.execute(statement)
            return done.fetchall() if done.description else []

    run(f"create database {name}", "postgres")
    run("create table customer (id text primary key, email text, frozen boolean not null)")
    for row in ROWS:
        run(f"insert into customer values ('{row[0]}', '{row[1]}', false)")  # noqa: S608 - our own words
    where = f"{server.user}:{server.password or ''}@/{name}?host={server.host}&port={server.port}"
    renamed = f"{name}_away"
    return Marked(
        kind=SourceKind.SQL,
        way=f"postgresql://{where}",
        marks=lambda: _rows_of_database(run),
        away=lambda: run(f"alter database {name} rename to {renamed}", "postgres"),
        back=lambda: run(f"alter database {renamed} rename to {name}", "postgres"),
    )


def _in_files(folder: Path) -> Marked:
    folder.mkdir()
    file, away = folder / "customer.csv", folder / "customer.away"
    lines = "".join(f"{id_},{email},false\n" for id_, email in ROWS)
    file.write_text(f"id,email,frozen\n{lines}", "utf-8")

    def marks() -> dict[str, bool]:
        with file.open(encoding="utf-8", newline="") as opened:
            return {row["id"]: row["frozen"] == "true" for row in csv.DictReader(opened)}

    return Marked(
        kind=SourceKind.FILES,
        way=json.dumps({"path": str(folder)}),
        marks=marks,
        away=lambda: file.rename(away),
        back=lambda: away.rename(file),
    )


class Keeper:
    """A service that keeps the rows itself, and knows a change by its key when it comes again."""

    def __init__(self) -> None:
        """Begin with no mark."""
        self.frozen = {id_: False for id_, _ in ROWS}
        self.known: set[str] = set()
        self.is_away = False

    def answer(self, asked: Asked) -> None:
        """Answer a question about people."""
        if self.is_away:
            asked.plainly(503, {})
            return
        if asked.asked["act"] != "restrict":
            table = {"table": "customer", "fate": "delete", "found": 0, "own": 0}
            asked.says(tables=[table])
            return
        changes = 0
        for who in asked.asked["persons"]:
            theirs = [id_ for id_ in who["identifiers"]["own"] if id_ in self.frozen]
            if who["key"] not in self.known:
                self.known.add(who["key"])
                self.frozen.update(dict.fromkeys(theirs, asked.asked["on"]))
                changes += len(theirs)
        asked.says(changes=changes)

    def go(self, *, away: bool) -> None:
        """Be away, or come back."""
        self.is_away = away


def open_service(_kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a service that is asked once, and not for half a minute."""
    return HttpSource(service_way(way), mapping, clock=now)


def _in_service(keeper: Keeper, url: str, secret: str) -> Marked:
    return Marked(
        kind=SourceKind.HTTP,
        way=json.dumps({"url": url, "secret": secret, "private": True}),
        marks=lambda: dict(keeper.frozen),
        away=lambda: keeper.go(away=True),
        back=lambda: keeper.go(away=False),
    )


def _sourced(house: Any, thief: psycopg.Connection, place: Marked) -> Restricting:  # noqa: ANN401
    made = Restricting(house=house, thief=thief, place=place)
    made.connect()
    return made


@pytest.fixture
def shop(house: Any, thief: psycopg.Connection, tmp_path: Path) -> Restricting:  # noqa: ANN401
    """Give a service whose customers stand in SQLite."""
    return _sourced(house, thief, _in_sqlite(tmp_path / "crm.db"))


@pytest.fixture(params=["sqlite", "postgresql", "files", "http"])
def every(
    request: pytest.FixtureRequest,
    house: Any,  # noqa: ANN401 - the fixture's
    thief: psycopg.Connection,
    tmp_path: Path,
) -> Iterator[Restricting]:
    """Give a service whose customers stand in a source of each kind."""
    if request.param == "sqlite":
        yield _sourced(house, thief, _in_sqlite(tmp_path / "crm.db"))
    elif request.param == "files":
        yield _sourced(house, thief, _in_files(tmp_path / "crm"))
    elif request.param == "postgresql":
        server, name = request.getfixturevalue("server"), f"marks_{uuid4().hex[:12]}"
        yield _sourced(house, thief, _in_postgresql(server, name))
        with psycopg.connect(server.conninfo(database="postgres"), autocommit=True) as data:
            for each in (name, f"{name}_away"):
                data.execute(f"drop database if exists {each} with (force)")
    else:
        keeper = Keeper()
        with answering(keeper.answer) as (service, _):
            yield _sourced(house, thief, _in_service(keeper, service.url, service.secret))


@pytest.fixture
def keeper() -> Keeper:
    """Keep rows behind a service."""
    return Keeper()


@pytest.fixture
def served(
    keeper: Keeper,
    house: Any,  # noqa: ANN401 - the fixture's
    thief: psycopg.Connection,
) -> Iterator[Served]:
    """Give what has customers stand behind a service that answers so."""
    with ExitStack() as stack:

        def of(answer: Callable[[Asked], None]) -> Restricting:
            service, _ = stack.enter_context(answering(answer))
            return _sourced(house, thief, _in_service(keeper, service.url, service.secret))

        yield of
