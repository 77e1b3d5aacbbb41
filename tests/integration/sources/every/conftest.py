"""A club's members in each kind of place: databases, files, and behind a service."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
import sqlalchemy as sa
from club_service import example_service

from amana.acts.http_source.source import HttpSource
from amana.acts.sources.opening import Opened, narrowed
from amana.domain.source.model import SourceMap
from amana.domain.source.parse import parse
from amana.sources.files.file_source import FileSource
from amana.sources.opening import Limits, engine_of
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource

MARIADB = pytest.param("mariadb", marks=pytest.mark.timeout(420))
"""The first of a process's tests that needs it makes it."""
CLUB_MAP = """\
amana: 1
service: club
source: club
approved: true
tables:
  member:
    erase: delete
    person: {email: email}
    fold: [email]
    restrict: frozen
    columns:
      email: {is: email, type: email}
      name: {is: name}
    plain: [id]
  visit:
    erase: change
    via: {member: {table: member, on: {member_id: id}, clear: true}}
    columns: {place: {is: place, erase: pseudonym}}
    plain: [id]
  receipt:
    erase: keep
    reason: Tax law
    until: P10Y
    person: {email: buyer}
    fold: [email]
    columns: {buyer: {is: email, type: email}}
    plain: [id, total]
  invite:
    erase: delete
    via: {member: {table: member, on: {member_id: id}}}
    columns: {guest: {is: email, type: email}}
    plain: [id]
"""
CLUB: dict[str, list[tuple[Any, ...]]] = {
    "member": [
        (1, "Ann@x.example", "Ann, “the first”", 0),
        (2, "bob@x.example", 'Bob "B"', 0),
        (3, "cid@x.example", "سعيد", 0),
    ],
    "visit": [(1, 1, "gym"), (2, 2, "pool;\nbar"), (3, 1, "spa"), (4, None, "door")],
    "receipt": [(1, "ann@x.example", "5.00"), (2, "bob@x.example", "7.00")],
    "invite": [(1, 3, "Dan@x.example"), (2, 3, "eve@x.example")],
}
CLUB_COLUMNS = {
    "member": ("id", "email", "name", "frozen"),
    "visit": ("id", "member_id", "place"),
    "receipt": ("id", "buyer", "total"),
    "invite": ("id", "member_id", "guest"),
}


def text(name: str) -> sa.Column[Any]:
    """Return a column of texts."""
    return sa.Column(name, sa.String(200))


def _way_in(url: str) -> sa.Engine:
    """Return the way in of the club itself; on PostgreSQL no table is found without its schema."""
    lie_in = {None: "public"} if url.startswith("postgresql") else {}
    return engine_of(url, Limits()).execution_options(schema_translate_map=lie_in)


def club_tables() -> sa.MetaData:
    """Return the club's tables, as a database has them."""
    known = sa.MetaData()
    key = [sa.Column("id", sa.Integer, primary_key=True, autoincrement=False) for _ in range(4)]
    frozen = sa.Column("frozen", sa.Integer)
    sa.Table("member", known, key[0], text("email"), text("name"), frozen)
    member: sa.Column[int] = sa.Column("member_id", sa.ForeignKey("member.id"))
    sa.Table("visit", known, key[1], member, text("place"))
    sa.Table("receipt", known, key[2], text("buyer"), text("total"))
    host: sa.Column[int] = sa.Column("member_id", sa.ForeignKey("member.id"))
    sa.Table("invite", known, key[3], host, text("guest"))
    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class Club:
    """A club's members, wherever they are kept."""

    place: str
    make: Callable[[SourceMap], Source]
    look: Callable[[], dict[str, list[tuple[str | None, ...]]]]

    def source(self, *, approved: bool = True) -> Source:
        """Return the source with the club's map."""
        return self.make(replace(parse(CLUB_MAP), approved=approved))

    def in_part(self, *categories: str) -> Opened:
        """Open it as for an erasure of these categories alone."""
        mapping = parse(CLUB_MAP)
        whole = Opened(
            name="club", version=1, mapping=mapping, source=self.make(mapping), anew=self.make
        )
        return narrowed(whole, categories, ())

    def rows(self) -> dict[str, list[tuple[str | None, ...]]]:
        """Return everything in it, as texts."""
        return self.look()


def _as_text(value: object) -> str | None:
    return None if value in {None, ""} else str(value)


def _in_database(url: str) -> dict[str, list[tuple[str | None, ...]]]:
    """Return the rows of a database, by their keys."""
    with _way_in(url).connect() as connection:
        return {
            table.name: [
                tuple(_as_text(each) for each in row)
                for row in connection.execute(sa.select(table).order_by(table.c.id))
            ]
            for table in club_tables().tables.values()
        }


def _in_csv(folder: Path) -> dict[str, list[tuple[str | None, ...]]]:
    """Return the rows of CSV files."""
    found = {}
    for name, columns in CLUB_COLUMNS.items():
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [tuple(map(_as_text, row)) for row in csv.reader(file, delimiter=";")]
        assert rows[0] == columns
        found[name] = rows[1:]
    return found


def _in_json(folder: Path) -> dict[str, list[tuple[str | None, ...]]]:
    """Return the rows of JSON Lines."""
    return {
        name: [
            tuple(_as_text(json.loads(line).get(column)) for column in columns)
            for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
        ]
        for name, columns in CLUB_COLUMNS.items()
    }


def _csv_club(folder: Path) -> Club:
    """Write the club's files, quoted in two ways, with a byte order mark in one."""
    for at, (name, columns) in enumerate(CLUB_COLUMNS.items()):
        text = io.StringIO(newline="")
        quoting: Literal[0, 1] = csv.QUOTE_ALL if at else csv.QUOTE_MINIMAL
        writer = csv.writer(text, delimiter=";", quoting=quoting)
        writer.writerows([columns, *CLUB[name]])
        mark = "" if at else "\ufeff"
        (folder / f"{name}.csv").write_bytes((mark + text.getvalue()).encode())
    return Club(
        place="csv", make=lambda map_: FileSource(folder, map_), look=lambda: _in_csv(folder)
    )


def _json_club(folder: Path) -> Club:
    """Write the club's members as JSON Lines."""
    for name, columns in CLUB_COLUMNS.items():
        rows = [dict(zip(columns, row, strict=True)) for row in CLUB[name]]
        lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    return Club(
        place="jsonl", make=lambda map_: FileSource(folder, map_), look=lambda: _in_json(folder)
    )


def _fill(url: str) -> None:
    """Put the club's members into tables, which are made where they are not there."""
    known = club_tables()
    with _way_in(url).begin() as connection:
        known.create_all(connection)
        for name, columns in CLUB_COLUMNS.items():
            rows = [dict(zip(columns, row, strict=True)) for row in CLUB[name]]
            connection.execute(known.tables[name].insert(), rows)


PLACES = ("sqlite", "sqlcipher", "postgresql", MARIADB, "csv", "jsonl", "http")


@pytest.fixture(params=PLACES)
def club(
    request: pytest.FixtureRequest, new_url: Callable[[str], str], tmp_path: Path
) -> Iterator[Club]:
    """Make the club in each kind of place."""
    place = str(request.param)
    folder = tmp_path / "files"
    folder.mkdir()
    if place == "csv":
        yield _csv_club(folder)
    elif place == "jsonl":
        yield _json_club(folder)
    elif place == "http":
        with example_service(folder / "club.db") as service:
            url = f"sqlite:///{folder / 'club.db'}"
            _fill(url)
            yield Club(
                place=place,
                make=lambda map_: HttpSource(service, map_, clock=now),
                look=lambda: _in_database(url),
            )
    else:
        url = new_url(place)
        _fill(url)
        yield Club(
            place=place, make=lambda map_: SqlSource(url, map_), look=lambda: _in_database(url)
        )


def now() -> datetime:
    """Return the clock's instant."""
    return datetime.now(UTC)
