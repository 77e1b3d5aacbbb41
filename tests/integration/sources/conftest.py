"""A shop's database of each kind, with three people in it, and its map."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import LIMITS, SqlSource
from amana.storage import ServerAddress

INSTALLING = 120
"""Seconds that MariaDB may take to be installed, and again to answer."""
MARIADB = pytest.param("mariadb", marks=pytest.mark.timeout(180 + 2 * INSTALLING))
"""The first of a process's tests that needs it makes it."""
NO_AIO = "--innodb-use-native-aio=0"
UNSAFE = (
    "--skip-log-bin",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-fast-shutdown=2",
    "--innodb-buffer-pool-size=16M",
    "--debug-no-sync",
    "--skip-performance-schema",
)
"""What is left out for speed: no test outlives the server."""
KINDS = ("sqlite", "sqlcipher", "postgresql", MARIADB)
NUMBERS = count()
MAP = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  customer:
    erase: delete
    person: {email: email, own: id}
    fold: [email]
    restrict: frozen
    columns:
      email: {is: email, type: email}
      name: {is: name}
      born: {is: birth}
    unlink:
      favourite: {table: address, on: {favourite_id: id}}
  address:
    erase: delete
    via: {customer: {table: customer, on: {customer_id: id}}}
    columns: {line: {is: address}}
  order:
    table: orders
    erase: change
    via: {customer: {table: customer, on: {customer_id: id}, clear: true}}
    columns:
      ship_name: {is: name, erase: pseudonym}
      phone: {is: phone, erase: constant, value: "0"}
    plain: [id, total]
  line:
    table: Order Line
    erase: delete
    via: {order: {table: order, on: {order_id: id}}}
    columns: {note: {is: note}}
  gift:
    erase: delete
    via: {line: {table: line, on: {order_id: order_id, number: number}}}
    columns: {card: {is: note}}
  invoice:
    erase: keep
    reason: Tax law
    until: P10Y
    via: {order: {table: order, on: {order_id: id}}}
    columns: {billed: {is: name}}
  comment:
    erase: change
    via:
      author: {table: customer, on: {author_id: id}, clear: true}
      about: {table: customer, on: {about_id: id}, owns: false, clear: true}
    unlink:
      parent: {table: comment, on: {parent_id: id}}
    columns:
      byline: {is: name, erase: pseudonym, of: author}
      named: {is: name, erase: clear, of: about}
      body: {is: note, erase: keep, reason: Others answered it}
  news:
    erase: delete
    key: [email, topic]
    via: {customer: {table: customer, on: {email: email}}}
    columns: {email: {is: email, type: email}}
"""
ROWS: dict[str, list[dict[str, Any]]] = {
    "customer": [
        {"id": 1, "email": "ann@x.example", "name": "Ann", "born": None, "frozen": False},
        {"id": 2, "email": "bob@x.example", "name": "Bob", "born": None, "frozen": False},
        {"id": 3, "email": "cid@x.example", "name": "سعيد", "born": None, "frozen": False},
    ],
    "address": [
        {"id": 1, "customer_id": 1, "line": "Ann's street"},
        {"id": 2, "customer_id": 2, "line": "Bob's street"},
    ],
    "orders": [
        {"id": 1, "customer_id": 1, "ship_name": "Ann", "phone": "+1", "total": 5},
        {"id": 2, "customer_id": 1, "ship_name": "Ann", "phone": None, "total": 6},
        {"id": 3, "customer_id": 2, "ship_name": "Bob", "phone": "+2", "total": 7},
        {"id": 4, "customer_id": None, "ship_name": "Guest", "phone": "+3", "total": 8},
    ],
    "Order Line": [
        {"order_id": 1, "number": 1, "note": "blue"},
        {"order_id": 1, "number": 2, "note": "red"},
        {"order_id": 3, "number": 1, "note": "green"},
    ],
    "gift": [
        {"id": 1, "order_id": 1, "number": 2, "card": "for Bob"},
        {"id": 2, "order_id": 3, "number": 1, "card": "for Ann"},
    ],
    "invoice": [
        {"id": 1, "order_id": 1, "billed": "Ann"},
        {"id": 2, "order_id": 3, "billed": "Bob"},
    ],
    "comment": [
        {"id": 1, "author_id": 1, "about_id": 2, "byline": "Ann", "named": "Bob", "body": "one"},
        {"id": 2, "author_id": 2, "about_id": 1, "byline": "Bob", "named": "Ann", "body": "two"},
        {"id": 3, "author_id": 3, "about_id": 3, "byline": "Cid", "named": "Cid", "body": "three"},
    ],
    "news": [
        {"email": "ann@x.example", "topic": "a"},
        {"email": "ann@x.example", "topic": "b"},
        {"email": "ann@x.example", "topic": None},
        {"email": "bob@x.example", "topic": "a"},
    ],
}


def shop() -> sa.MetaData:
    """Return the shop's tables: keys in a circle, of two columns, none at all, to itself."""
    known = sa.MetaData()

    def table(name: str, *items: sa.Column[Any] | sa.Constraint) -> None:
        sa.Table(name, known, *items)

    def refers(name: str, to: str, *, null: bool = True) -> sa.Column[Any]:
        return sa.Column(name, sa.Integer, sa.ForeignKey(to), nullable=null)

    own = [sa.Column("id", sa.Integer, primary_key=True, autoincrement=False) for _ in range(6)]
    table(
        "customer",
        own[0],
        sa.Column("email", sa.String(120), nullable=False, unique=True),
        sa.Column("name", sa.Text),
        sa.Column("born", sa.Date),
        sa.Column("frozen", sa.Boolean, nullable=False),
        sa.Column(
            "favourite_id", sa.ForeignKey("address.id", use_alter=True, name="favourite_exists")
        ),
    )
    table("address", own[1], refers("customer_id", "customer.id", null=False), _text("line"))
    table(
        "orders",
        own[2],
        refers("customer_id", "customer.id"),
        sa.Column("ship_name", sa.String(60), nullable=False),
        sa.Column("phone", sa.String(20)),
        sa.Column("total", sa.Numeric(10, 2)),
    )
    table(
        "Order Line",
        sa.Column("order_id", sa.ForeignKey("orders.id"), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        _text("note"),
    )
    table(
        "gift",
        own[3],
        sa.Column("order_id", sa.Integer),
        sa.Column("number", sa.Integer),
        _text("card"),
        sa.ForeignKeyConstraint(
            ["order_id", "number"], ["Order Line.order_id", "Order Line.number"]
        ),
    )
    table("invoice", own[4], refers("order_id", "orders.id", null=False), _text("billed"))
    table(
        "comment",
        own[5],
        refers("author_id", "customer.id"),
        refers("about_id", "customer.id"),
        refers("parent_id", "comment.id"),
        *(_text(name) for name in ("byline", "named", "body")),
    )
    table("news", sa.Column("email", sa.String(120)), sa.Column("topic", sa.String(20)))
    return known


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(200))


def _way_in(url: str) -> sa.Engine:
    """Return the way in of the shop itself, whose names of tables need no schema."""
    engine = engine_of(url, Limits())
    if engine.dialect.name == "postgresql":

        def begin(connection: psycopg.Connection, _record: object) -> None:
            connection.execute("set search_path = public")
            connection.commit()

        sa.event.listen(engine, "connect", begin)
    return engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A shop's database, filled."""

    kind: str
    url: str

    def source(
        self, *, text: str = MAP, changes: Mapping[str, str] | None = None, limits: Limits = LIMITS
    ) -> SqlSource:
        """Return the source with the shop's map, some of its text replaced."""
        for old, new in (changes or {}).items():
            assert old in text
            text = text.replace(old, new)
        return SqlSource(self.url, parse(text), limits)

    def run(self, *statements: str) -> None:
        """Run statements as the shop itself would."""
        with _way_in(self.url).begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def read(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        with _way_in(self.url).connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return everything in it."""
        with _way_in(self.url).connect() as connection:
            return {
                table.name: sorted(
                    (tuple(row) for row in connection.execute(sa.select(table))), key=repr
                )
                for table in shop().tables.values()
            }


@pytest.fixture(scope="session")
def mariadb() -> Iterator[Path]:
    """Run MariaDB on a socket, where it is installed."""
    programs = [shutil.which(name) for name in ("mariadb-install-db", "mariadbd")]
    if None in programs:
        pytest.skip("mariadbd is not installed")
    make, run = (str(program) for program in programs)
    folder = Path(tempfile.mkdtemp(prefix="amana-my-"))
    # Several servers at once may use up what the machine has of asynchronous files.
    data = [f"--datadir={folder / 'data'}", f"--user={folder.owner()}", NO_AIO]
    plain = ["--auth-root-authentication-method=normal", "--skip-test-db"]
    install = [make, "--no-defaults", *data, *plain]
    # It failed now and then where the machine had much else to do at that moment.
    for pause in (1, 5, 0):
        made = subprocess.run(install, check=not pause, capture_output=True, timeout=INSTALLING)
        if not made.returncode:
            break
        time.sleep(pause)
        shutil.rmtree(folder / "data", ignore_errors=True)
    path = folder / "socket"
    with (folder / "log").open("wb") as log:
        begin = [run, "--no-defaults", *data, f"--socket={path}", "--skip-networking"]
        server = subprocess.Popen([*begin, *UNSAFE], stderr=log)
    try:
        _wait_for(path, server, folder / "log")
        yield path
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder)


def _wait_for(path: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until MariaDB answers: its socket's file is there before it listens."""
    end = time.monotonic() + INSTALLING
    while not _answers(path):
        assert server.poll() is None, log.read_text(errors="replace")
        assert time.monotonic() < end, log.read_text(errors="replace")
        time.sleep(0.1)


def _answers(path: Path) -> bool:
    """Tell whether a connection succeeds."""
    with socket.socket(socket.AF_UNIX) as tried:
        return tried.connect_ex(str(path)) == 0


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Name each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Return what makes an empty database of a kind, and gives its address."""
    ends: list[Callable[[], None]] = []

    def made(kind: str) -> str:
        if kind.startswith("sql"):
            file = tmp_path / f"{next(NUMBERS)}.db"
            file.touch()
            return (
                f"sqlite:///{file}"
                if kind == "sqlite"
                else f"sqlcipher://:sesame@/{file}?kdf_iter=4000"
            )
        name = f"shop_{next(NUMBERS)}"
        if kind == "postgresql":
            address = request.getfixturevalue("server")
            assert isinstance(address, ServerAddress)
            _postgresql(address, f"create database {name}")
            ends.append(lambda: _postgresql(address, f"drop database {name} with (force)"))
            return sa.URL.create(
                "postgresql",
                username=address.user,
                password=address.password,
                database=name,
                query={"host": address.host, "port": str(address.port)},
            ).render_as_string(hide_password=False)
        base = f"mysql://root@/{{}}?unix_socket={request.getfixturevalue('mariadb')}"
        _mariadb(base.format("mysql"), f"create database {name} character set utf8mb4")
        ends.append(lambda: _mariadb(base.format("mysql"), f"drop database {name}"))
        return base.format(name)

    yield made
    for end in ends:
        end()


def _postgresql(address: ServerAddress, statement: str) -> None:
    with psycopg.connect(address.conninfo(database="postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _mariadb(url: str, statement: str) -> None:
    with engine_of(url, Limits()).connect() as connection:
        connection.exec_driver_sql(statement)


@pytest.fixture
def a_shop(kind: str, new_url: Callable[[str], str]) -> Shop:
    """Make the shop's database of a kind, with its people."""
    url = new_url(kind)
    tables = shop()
    with _way_in(url).begin() as connection:
        tables.create_all(connection)
        for name, rows in ROWS.items():
            connection.execute(tables.tables[name].insert(), rows)
    made = Shop(kind=kind, url=url)
    made.run(
        "update customer set favourite_id = id where id in (1, 2)",
        "update comment set parent_id = 1 where id in (1, 3)",
    )
    return made


def sought(name: str, number: int) -> Sought:
    """Return a person by the address that they give, written in capitals."""
    return Sought(
        person=f"person-{number}",
        identifiers={"email": (f"{name.upper()}@x.example",)},
        pseudonym=f"erased-{number:017}",
    )


@pytest.fixture
def ann() -> Sought:
    """Ann, who has something in every table."""
    return sought("ann", 1)


@pytest.fixture
def bob() -> Sought:
    """Bob, who shares a comment with Ann."""
    return sought("bob", 2)
