"""Workers and databases are killed while requests go through three sources: all end right."""

import os
import random
import secrets
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psycopg
import pytest
import sqlalchemy as sa

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.doors.application import ApplicationDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.receive import Asking, receive
from amana.acts.requests.sought import SourceCorrection, note_corrections
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.request.states import State
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.settings import Settings
from amana.storage import GivenRootKey, ServerAddress, Storage

ROOT: Final = GivenRootKey(bytes(range(32)))
REQUESTS: Final = int(os.environ.get("AMANA_KILLED_REQUESTS", "400"))
BLOWS: Final = 30
PATIENCE_S: Final = 400
POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  name: {{is: "pd:Name"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  A23: {{right: [erasure]}}
"""
MAP: Final = """\
amana: 1
service: {service}
source: {source}
tables:
  customer:
    erase: delete
    person: {{own: id}}
    restrict: frozen
    columns:
      email: {{is: email, type: email}}
  orders:
    erase: {fate}
    restrict: frozen
    via: {{customer: {{table: customer, on: {{customer_id: id}}{clear}}}}}
    columns:
      ship: {{is: name{column}}}
"""
DELETED: Final = {"fate": "delete", "clear": "", "column": ""}
KEPT: Final = {
    "fate": "change",
    "clear": ", clear: true",
    "column": ", erase: keep, reason: Tax law, until: P10Y",
}
KEEPING: Final = "till"
CORRECTED: Final = "crm"
Rows = dict[str, dict[Any, tuple[Any, ...]]]
"""By table, the row of each key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one person asks for."""

    person: str
    kind: RequestKind


def _asked() -> tuple[Asked, ...]:
    """Return the requests: of each person one."""
    kinds = (RequestKind.ERASURE,) * 3 + (RequestKind.RESTRICTION, RequestKind.CORRECTION)
    return tuple(
        Asked(person=f"p{number}", kind=kinds[number % len(kinds)]) for number in range(REQUESTS)
    )


def _filled() -> Rows:
    """Return the rows of a source: everybody, some with orders, and strangers who ask nothing."""
    people = [f"p{number}" for number in range(REQUESTS + 100)]
    orders = {
        number: (number, person, person.upper(), False)
        for number, person in enumerate(people)
        if number % 2
    }
    return {
        "customer": {person: (person, f"{person}@x.example", False) for person in people},
        "orders": orders,
    }


def _walked(source: str, rows: Rows, asked: tuple[Asked, ...]) -> Rows:
    """Do what is asked, person by person and row by row: slow, and plainly right."""
    for one in asked:
        own = [key for key, row in rows["orders"].items() if row[1] == one.person]
        name, email, _ = rows["customer"][one.person]
        if one.kind is RequestKind.ERASURE:
            del rows["customer"][one.person]
            for key in own:
                number, _, ship, frozen = rows["orders"].pop(key)
                if source == KEEPING:
                    rows["orders"][key] = (number, None, ship, frozen)
        elif one.kind is RequestKind.RESTRICTION:
            rows["customer"][one.person] = (name, email, True)
            for key in own:
                number, customer, ship, _ = rows["orders"][key]
                rows["orders"][key] = (number, customer, ship, True)
        elif source == CORRECTED:
            rows["customer"][one.person] = (name, f"new-{one.person}@x.example", False)
    return rows


def _engine(url: str) -> sa.Engine:
    """Return a way in of the application's own."""
    drivers = {"postgresql:": "postgresql+psycopg:", "mysql:": "mysql+pymysql:"}
    for plain, named in drivers.items():
        url = named + url.removeprefix(plain) if url.startswith(plain) else url
    return sa.create_engine(url, poolclass=sa.NullPool)


def _tables() -> sa.MetaData:
    known = sa.MetaData()
    sa.Table(
        "customer",
        known,
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("email", sa.String(80)),
        sa.Column("frozen", sa.Boolean, nullable=False),
    )
    sa.Table(
        "orders",
        known,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("customer_id", sa.ForeignKey("customer.id"), index=True),
        sa.Column("ship", sa.String(40)),
        sa.Column("frozen", sa.Boolean, nullable=False),
    )
    return known


def _fill(url: str) -> None:
    known, rows = _tables(), _filled()
    with _engine(url).begin() as connection:
        known.create_all(connection)
        for table in known.sorted_tables:
            names = [column.name for column in table.columns]
            values = [dict(zip(names, row, strict=True)) for row in rows[table.name].values()]
            connection.execute(table.insert(), values)


def _read(url: str) -> Rows:
    with _engine(url).connect() as connection:
        return {
            table.name: {row[0]: tuple(row) for row in connection.execute(sa.select(table))}
            for table in _tables().tables.values()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A service on a database of its own, which is killed."""

    address: ServerAddress
    storage: Storage
    service: str
    secrets: Path
    urls: Mapping[str, str]

    def ask(self, asked: Asked) -> UUID:
        """Receive a request and carry it out in our own records."""
        with self.storage.work(self.service) as work:
            received = receive(
                Act(actor=OPERATOR, work=work),
                Asking(
                    kind=asked.kind,
                    door=RequestDoor.API,
                    person=asked.person,
                    proven_by="signed_in",
                ),
            )
        if asked.kind is RequestKind.CORRECTION:
            new = SourceCorrection(
                source=CORRECTED,
                table="customer",
                column="email",
                value=f"new-{asked.person}@x.example",
            )
            with self.storage.work(self.service) as work:
                note_corrections(Act(actor=OPERATOR, work=work), received.request, [new])
        with self.storage.work(self.service) as work:
            person = begin(Act(actor=OPERATOR, work=work), received.request)
        if person is not None:
            carry_out_erasure(
                self.storage, self.service, received.request, person=person, actor=OPERATOR
            )
        return received.request

    def run(self, statement: str, *values: object, database: str | None = None) -> list[Any]:
        """Run a statement as the database's administrator."""
        own = self.address.conninfo(database=database or self.address.database)
        with psycopg.connect(own, autocommit=True, options="-c search_path=amana") as connection:
            cursor = connection.execute(statement, values)
            return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture
def house(
    start_server: Callable[[str], ServerAddress],
    place: Path,
    new_url: Callable[[str], str],
) -> Iterator[House]:
    """Found a service with three sources: PostgreSQL, SQLite, and MariaDB where there is one."""
    address = start_server(f"killed-{secrets.token_hex(4)}")
    folder = place / f"killed-secrets-{secrets.token_hex(4)}"
    storage = Storage(address, root_key=ROOT, secrets=folder)
    storage.set_up()
    storage.create_service("rose")
    with psycopg.connect(address.conninfo(database="postgres"), autocommit=True) as connection:
        connection.execute("create database crm")
    crm = sa.URL.create(
        "postgresql",
        username=address.user,
        password=address.password,
        database="crm",
        query={"host": address.host, "port": str(address.port)},
    ).render_as_string(hide_password=False)
    third = "mariadb" if shutil.which("mariadbd") else "sqlite"
    urls = {CORRECTED: crm, KEEPING: new_url("sqlite"), "shop": new_url(third)}
    made = House(address=address, storage=storage, service="rose", secrets=folder, urls=urls)
    _found(made)
    yield made
    storage.close()


def _found(house: House) -> None:
    with house.storage.work(house.service) as work:
        publish_policy(
            Act(actor=OPERATOR, work=work),
            Publication(
                source=POLICY.format(service=house.service),
                texts={},
                material=False,
                reason="a test",
            ),
        )
    opening = open_source(Settings())
    for source, url in house.urls.items():
        _fill(url)
        fates = KEPT if source == KEEPING else DELETED
        text = MAP.format(service=house.service, source=source, **fates)
        with house.storage.work(house.service) as work:
            act = Act(actor=OPERATOR, work=work)
            added = add_source(act, opening, GivenSource(text=text, way=url))
        approve(house.storage, house.service, opening, source, added.version, actor=OPERATOR)
    door = ApplicationDoor(house.storage)
    for asked in _asked():
        door.accept(
            house.service, person=asked.person, version=1, how=Acceptance.EXPLICIT, language="ar"
        )


def _kill_database(house: House) -> None:
    """Kill a session of the server: it ends all of them, and recovers from its log."""
    with suppress(psycopg.OperationalError):
        found = house.run(
            "select pid from pg_stat_activity where backend_type = 'client backend'"
            " and pid <> pg_backend_pid() order by pid limit 1"
        )
        for (pid,) in found:
            os.kill(pid, signal.SIGKILL)


def _shut_out(house: House) -> None:
    """Let nobody into one of the sources for a while."""
    with suppress(psycopg.OperationalError):
        house.run("alter database crm allow_connections false", database="postgres")
        time.sleep(2)
    _again(lambda: house.run("alter database crm allow_connections true", database="postgres"))


def _lock(house: House) -> None:
    """Lock a table of a source for longer than anybody waits."""
    own = house.address.conninfo(database="crm")
    with suppress(psycopg.OperationalError), psycopg.connect(own) as connection:
        connection.execute("lock table customer in access exclusive mode")
        time.sleep(2)


def _again(do: Callable[[], object]) -> None:
    """Do it as soon as the database is back."""
    end = time.monotonic() + PATIENCE_S
    while True:
        with suppress(psycopg.OperationalError):
            do()
            return
        assert time.monotonic() < end
        time.sleep(0.2)


def _left(house: House) -> int:
    """Return how many requests have not ended; the database may be away."""
    with suppress(psycopg.OperationalError):
        ((left,),) = house.run("select count(*) from request where ended_at is null")
        return int(left)
    return REQUESTS


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.promise("A1", "A23", "A29")
def test_every_request_ends_right_whatever_is_killed(
    house: House,
    workers: Any,  # noqa: ANN401 - the fixture's
) -> None:
    """None twice, none lost, none called done that is not: the sources are as the model says."""
    asked = _asked()
    for one in asked:
        house.ask(one)
    house.storage.close()
    chance = random.Random(6)  # noqa: S311 - which process is killed next is no secret
    with ExitStack() as stack:
        stack.enter_context(workers.at_work(house.address, house.secrets))
        for blow in range(BLOWS):
            {0: _shut_out, 7: _lock, 14: _lock, 21: _shut_out}.get(blow, lambda _: None)(house)
            if chance.random() < 0.25:
                _kill_database(house)
            else:
                workers.kill(chance.randrange(len(workers.running)))
            time.sleep(chance.random() * 0.6)
        end = time.monotonic() + PATIENCE_S
        while _left(house):
            assert time.monotonic() < end, house.run(
                "select source, state, fault, count(*), max(attempts) from request_part"
                " where state <> 'done' group by 1, 2, 3"
            )
            time.sleep(0.5)
    _check_ends(house, asked)
    for source, url in house.urls.items():
        assert _read(url) == _walked(source, _filled(), asked), source


def _check_ends(house: House, asked: tuple[Asked, ...]) -> None:
    """Hold states, parts, entries and keys against what was asked."""
    erasures = sum(one.kind is RequestKind.ERASURE for one in asked)
    kept = sum(one.kind is RequestKind.ERASURE and int(one.person[1:]) % 2 == 1 for one in asked)
    states = dict(house.run("select state, count(*) from request group by state"))
    assert states == {
        State.DONE.value: len(asked) - kept,
        State.PARTLY_DONE.value: kept,
    }
    corrections = sum(one.kind is RequestKind.CORRECTION for one in asked)
    wanted = (len(asked) - corrections) * len(house.urls) + corrections
    parts = house.run("select state, count(*), count(distinct entry) from request_part group by 1")
    assert parts == [("done", wanted, wanted)]
    told = house.run(
        "select count(*) from entry_promise where act = 'carry-part' and outcome = 'done'"
        " and promise = 'A23'"
    )
    assert told == [(erasures * len(house.urls),)]
    assert house.run("select count(*) from request_sought where sealed is not null") == [(0,)]
