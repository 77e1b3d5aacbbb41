"""From one release to the next: migrations before and after the code, beside programs at work."""

import secrets
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg.rows import dict_row

from amana.domain.ledger.entry import Entry
from amana.storage import GivenRootKey, ServerAddress, Storage
from amana.storage.errors import (
    MigrationBlocked,
    MigrationsPending,
    OlderProgramsAtWork,
    ReleaseSkipped,
    SchemaTooNew,
)
from amana.storage.migrate import Migration, Phase, migrate, migrations, pending, release
from amana.storage.transaction import Connection

ADD = "-- before: the next release keeps a colour\nalter table service add column colour text;\n"
INDEX = """\
-- before: the next release looks entries up by their instant
-- concurrently: the table is large
create index concurrently if not exists entry_promise_at on entry_promise (at);
create index concurrently if not exists entry_promise_at_act on entry_promise (at, act);
"""
DROP = "-- after: nobody reads it any more\nalter table service drop column colour;\n"


def _next(*texts: LiteralString, first: int | None = None) -> tuple[Migration, ...]:
    """Return the migrations of a release after this one."""
    start = release() + 1 if first is None else first
    more = (
        Migration(number=start + place, name="later", text=text) for place, text in enumerate(texts)
    )
    return (*migrations(), *more)


@pytest.fixture
def address(server: ServerAddress, storage: Storage) -> ServerAddress:
    """Name a database of the test's own on the same server."""
    del storage
    return ServerAddress(
        host=server.host,
        port=server.port,
        database=f"release_{secrets.token_hex(4)}",
        user=server.user,
        password=server.password,
        embedded=True,
    )


@pytest.fixture
def program(address: ServerAddress, tmp_path: Path) -> Iterator[Storage]:
    """Run a program of this release on it, with a service."""
    secrets_of_server = Path(address.host).parent.parent / "secrets"
    made = Storage(address, root_key=GivenRootKey(bytes(32)), secrets=secrets_of_server)
    made.set_up()
    made.create_service(f"release-{tmp_path.name[-1]}-{secrets.token_hex(4)}")
    yield made
    made.close()


@pytest.fixture
def upgrading(address: ServerAddress, program: Storage) -> Iterator[Connection]:
    """Connect as the next release's ``amana migrate`` does."""
    del program
    with psycopg.connect(
        address.conninfo(program=f"amana/{release() + 9}"),
        autocommit=True,
        options="-c search_path=amana",
        row_factory=dict_row,
    ) as connection:
        yield connection


def _work(program: Storage) -> None:
    with program.work(program.services()[0]) as work:
        work.commit(Entry(act="use", body={}, person="p"))


def test_this_release_works_on_the_schema_of_the_next(
    program: Storage, upgrading: Connection
) -> None:
    """After the next one's ``before`` it goes on, and starts anew; after its ``after`` no more."""
    later = _next(ADD, INDEX, DROP)
    assert [each.number for each in migrate(upgrading, phase=Phase.BEFORE, known=later)] == [
        release() + 1,
        release() + 2,
    ]
    _work(program)
    assert program.set_up() == ()
    assert program.join() == ()
    assert [each.name for each in pending(upgrading, later)] == ["later"]
    program.close()
    migrate(upgrading, phase=Phase.AFTER, known=later)
    with pytest.raises(SchemaTooNew):
        program.set_up()
    with pytest.raises(SchemaTooNew):
        program.join()


def test_what_runs_after_the_code_waits_for_the_last_older_program(
    program: Storage, upgrading: Connection
) -> None:
    """A program that is connected would fall over it; the refusal counts the connections."""
    later = _next(ADD, DROP)
    migrate(upgrading, phase=Phase.BEFORE, known=later)
    _work(program)
    with pytest.raises(OlderProgramsAtWork) as refused:
        migrate(upgrading, phase=Phase.AFTER, known=later, pauses_s=(0.1,))
    # That of the platform's role: a service's login may call itself what it likes.
    assert refused.value.fields["connections"] == 1
    _work(program)


def test_a_program_does_not_start_before_its_migrations(
    program: Storage, upgrading: Connection
) -> None:
    """Where others may be at work nothing is migrated by a mere start."""
    needed = max(each.number for each in migrations() if each.phase is Phase.BEFORE)
    upgrading.execute("delete from amana.migration where number = %s", [needed])
    with pytest.raises(MigrationsPending):
        program.join()
    with pytest.raises(MigrationsPending):
        migrate(upgrading, phase=Phase.AFTER)


def test_a_release_is_not_passed_over(upgrading: Connection) -> None:
    """What an earlier release left for afterwards comes before what a later one needs."""
    later = _next("-- after: of the release between\nselect 1;\n", ADD)
    with pytest.raises(ReleaseSkipped):
        migrate(upgrading, phase=Phase.BEFORE, known=later)
    assert len(migrate(upgrading, known=later)) == 2


@pytest.mark.parametrize(
    "texts", [(ADD, "-- before: spoilt\nselect nothing;\n"), (ADD, INDEX + "x;\n")]
)
def test_a_run_that_ends_in_the_middle_is_taken_up(
    upgrading: Connection, texts: Sequence[LiteralString]
) -> None:
    """What ran is remembered, a half-built index is built anew, and nothing runs twice."""
    with pytest.raises(Exception, match=r".+"):
        migrate(upgrading, known=_next(*texts))
    upgrading.execute(
        "update pg_index set indisvalid = false where indexrelid = to_regclass('entry_promise_at')"
    )
    ran = migrate(upgrading, known=_next(ADD, INDEX))
    assert [each.number for each in ran] == [release() + 2]
    made = upgrading.execute(
        "select c.relname, i.indisvalid, pg_get_userbyid(c.relowner) as owner from pg_index i"
        " join pg_class c on c.oid = i.indexrelid where c.relname like 'entry_promise_at%'"
        " order by c.relname"
    ).fetchall()
    assert [tuple(row.values()) for row in made] == [
        ("entry_promise_at", True, "amana_owner"),
        ("entry_promise_at_act", True, "amana_owner"),
    ]


def test_a_migration_never_makes_writers_wait_for_long(
    address: ServerAddress, upgrading: Connection
) -> None:
    """It gives its place in the queue up, lets them go on, and comes when the table is free."""
    later = _next(ADD)
    with psycopg.connect(address.conninfo(), options="-c search_path=amana") as other:
        other.execute("lock table service in row exclusive mode")
        with pytest.raises(MigrationBlocked):
            migrate(upgrading, known=later, pauses_s=())
        timer = threading.Timer(0.2, other.rollback)
        timer.start()
        assert len(migrate(upgrading, known=later, pauses_s=(0.1, 1, 2))) == 1
        timer.join()
