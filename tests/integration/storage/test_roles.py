"""One service's login sees and changes nothing of another's, whatever SQL it speaks."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from amana.domain.ledger.entry import Entry
from amana.storage import ServerAddress, Storage
from amana.storage.roles import role_of

TABLES = [
    "service",
    "entry",
    "entry_body",
    "entry_person",
    "entry_promise",
    "policy_draft",
    "policy_draft_text",
    "policy_version",
    "policy_text",
    "passage",
    "reading",
    "reading_proposal",
    "reading_decision",
    "acceptance",
    "attestation",
    "member_role",
    "invitation",
    "scheduled_run",
    "job",
]
PRIVATE = (
    "api_key",
    "member",
    "member_link",
    "member_session",
    "member_subject",
    "rate",
    "recent_try",
    "migration",
    "worker",
)


@pytest.fixture
def other(storage: Storage) -> str:
    """Another service, with a draft and an entry about a person."""
    name = f"other-{secrets.token_hex(6)}"
    storage.create_service(name)
    with storage.work(name) as work:
        work.policies.save_draft("amana: 1", {"en": "text"})
        work.commit(Entry(act="use", promises=("W1",), body={}, person="p"))
    return name


@pytest.fixture
def login(
    storage: Storage, service: str, other: str, server: ServerAddress, place: Path
) -> Iterator[psycopg.Connection]:
    """Connect with the service's own password, beside all of our code."""
    del storage, other
    role = role_of(service)
    password = json.loads((place / "secrets" / "database.json").read_text())[role]
    with psycopg.connect(
        server.conninfo(user=role, password=password),
        options="-c search_path=amana",
        autocommit=True,
    ) as connection:
        yield connection


@pytest.mark.promise("A15")
@pytest.mark.parametrize("table", TABLES)
def test_plain_sql_shows_nothing_of_another_service(
    login: psycopg.Connection, service: str, table: str
) -> None:
    """Every row that a service's login can read is its own."""
    column = sql.Identifier("slug" if table == "service" else "service")
    query = sql.SQL("select count(*) from {} where {} <> %s").format(sql.Identifier(table), column)
    assert login.execute(query, [service]).fetchone() == (0,)


@pytest.mark.promise("A15")
@pytest.mark.parametrize("table", PRIVATE)
def test_tables_of_the_platform_are_shut(login: psycopg.Connection, table: str) -> None:
    """Keys, links, sessions and the journal are not a service's business."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute(sql.SQL("select * from {}").format(sql.Identifier(table)))


@pytest.mark.promise("A15")
@pytest.mark.parametrize(
    "attempt",
    [
        "update policy_draft set source = 'x' where service = {other}",
        "delete from policy_draft where service = {other}",
    ],
)
def test_rows_of_another_service_cannot_be_changed(
    login: psycopg.Connection, other: str, attempt: str, storage: Storage
) -> None:
    """A change that names another service's rows finds none."""
    query = sql.SQL(attempt).format(other=sql.Literal(other))  # type: ignore[arg-type,unused-ignore]  # a parameter of the test is no literal
    assert login.execute(query).rowcount == 0
    with storage.reading(other) as view:
        draft = view.policies.draft()
    assert draft is not None
    assert draft.source == "amana: 1"


@pytest.mark.promise("A15")
@pytest.mark.parametrize(
    "attempt",
    [
        "insert into policy_draft (service, source) values ({other}, 'x')",
        "insert into entry values ({other}, gen_random_uuid(), '1', '', sha256(''))",
        "update policy_draft set service = {other}",
        "set role {role}",
        "set role amana_owner",
        "set role amana_platform",
        "set session authorization {role}",
        "alter role {role} password 'x'",
        "grant {role} to current_user",
        "alter table entry disable row level security",
        "alter table entry no force row level security",
        "drop policy own on entry",
        "create view seen as select * from amana.entry",
        "create function seen() returns bigint language sql as 'select count(*) from amana.entry'",
        "create temp table t (a int)",
        "create schema s",
        "copy entry to program 'cat'",
        "copy (select 1) to '/tmp/x'",
        "select pg_read_file('postgresql.conf')",
        "select * from pg_authid",
        "update entry set header = ''",
        "delete from entry",
        "truncate entry",
        "alter role current_user bypassrls",
        "alter system set listen_addresses = '*'",
        "drop extension plpgsql",
    ],
)
def test_no_way_around_is_open(login: psycopg.Connection, other: str, attempt: str) -> None:
    """What would lead to another service, or to another role, is refused by the database."""
    login.execute("insert into policy_draft (service, source) values (own_service(), 'mine')")
    role = sql.Identifier(role_of(other))
    query = sql.SQL(attempt).format(other=sql.Literal(other), role=role)  # type: ignore[arg-type,unused-ignore]  # a parameter of the test is no literal
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute(query)


@pytest.mark.promise("A15")
def test_row_security_off_refuses_instead_of_showing(login: psycopg.Connection) -> None:
    """Switched off by the login, row security does not give way: the query fails."""
    login.execute("set row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute("select * from entry")


@pytest.mark.parametrize(
    "attempt",
    [
        (
            "insert into entry (service, id, xact, header, commitment)"
            " values ({own}, gen_random_uuid(), '1', 'h', sha256(''))"
        ),
        (
            "insert into entry (service, id, header, commitment)"
            " values ({own}, gen_random_uuid(), repeat('h', 65504)::bytea, sha256(''))"
        ),
        (
            "insert into entry (service, id, header, commitment)"
            " values ({own}, gen_random_uuid(), '', sha256(''))"
        ),
        (
            "insert into entry_promise (service, promise, act, outcome, entry, at)"
            " values ({own}, 'W1', 'use', 'done', gen_random_uuid(), 'infinity')"
        ),
        (
            "insert into entry_promise (service, promise, act, outcome, entry)"
            " values ({own}, 'W1', 'use', 'kept', gen_random_uuid())"
        ),
        (
            "insert into acceptance (service, person_key, version, id, how, language, at)"
            " values ({own}, sha256(''), 1, gen_random_uuid(), 'explicit', 'ar', 'epoch')"
        ),
    ],
    ids=["place", "long-header", "no-header", "time", "outcome", "time-of-acceptance"],
)
def test_a_service_forges_no_evidence_of_its_own(
    login: psycopg.Connection, service: str, attempt: str
) -> None:
    """Place and time of an entry are the database's, and its header is one that a leaf can hold."""
    query = sql.SQL(attempt).format(own=sql.Literal(service))  # type: ignore[arg-type,unused-ignore]  # a parameter of the test is no literal
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.CheckViolation)):
        login.execute(query)


def test_a_service_that_changed_its_own_password_works_after_the_next_start(
    login: psycopg.Connection, storage: Storage, service: str
) -> None:
    """Every role may change its own password; setting up gives back the one of our file."""
    login.execute("alter role current_user password 'taken'")
    storage.set_up()
    with storage.work(service) as work:
        work.commit(Entry(act="use", promises=(), body={}))


def test_settings_that_a_service_gave_its_role_end_with_the_next_start(
    login: psycopg.Connection, storage: Storage
) -> None:
    """They hold for sessions to come, so that a thief's would outlive the stolen password."""
    login.execute("alter role current_user set default_transaction_read_only = on")
    login.execute("alter role current_user in database amana set statement_timeout = '1ms'")
    storage.set_up()
    left = "select 1 from pg_db_role_setting where setrole = current_user::regrole"
    assert login.execute(left).fetchall() == []


@pytest.mark.promise("A15")
def test_the_owner_of_the_tables_cannot_log_in_and_sees_nobody(
    server: ServerAddress, storage: Storage, other: str
) -> None:
    """Row security holds for the owner too, but for public leaves; nobody signs in as it."""
    del storage, other
    with psycopg.connect(server.conninfo(), options="-c search_path=amana") as connection:
        connection.execute("set role amana_owner")
        for table in (b"entry_body", b"entry_person", b"person", b"acceptance", b"policy_draft"):
            query = b"select count(*) from " + table
            assert connection.execute(query).fetchone() == (0,)
        connection.execute("reset role")
        logins = connection.execute(
            "select rolname from pg_roles where rolcanlogin and (rolsuper or rolbypassrls)"
        ).fetchall()
    assert logins == [("amana_admin",)]


def test_every_table_has_row_security_by_force(server: ServerAddress, storage: Storage) -> None:
    """A table that somebody adds without it is found here."""
    del storage
    with psycopg.connect(server.conninfo()) as connection:
        open_tables = connection.execute(
            "select relname from pg_class where relnamespace = 'amana'::regnamespace"
            " and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)"
        ).fetchall()
    assert open_tables == [("migration",)]


def test_every_view_is_read_with_the_rights_of_who_asks(
    server: ServerAddress, storage: Storage
) -> None:
    """Else it would show the rows of all services to whoever may read it."""
    del storage
    with psycopg.connect(server.conninfo()) as connection:
        views = connection.execute(
            "select relname, coalesce(reloptions, '{}') from pg_class"
            " where relnamespace = 'amana'::regnamespace and relkind in ('v', 'm')"
        ).fetchall()
    assert {name for name, _ in views} >= {"broken_message"}
    assert [name for name, options in views if "security_invoker=true" not in options] == []


def test_a_wrong_password_is_refused(server: ServerAddress, service: str) -> None:
    """The socket alone lets nobody in."""
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.conninfo(user=role_of(service), password="wrong"))  # noqa: S106 - it is wrong


def test_passwords_lie_in_a_file_that_only_we_read(service: str, place: Path) -> None:
    """Each service has a password of its own, in files of mode 0600."""
    files = list((place / "secrets").iterdir())
    held = json.loads((place / "secrets" / "database.json").read_text())
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert len(set(held.values())) == len(held)
    assert role_of(service) in held


@pytest.mark.promise("A15")
def test_the_role_that_services_share_sees_nothing(login: psycopg.Connection) -> None:
    """Before PostgreSQL 16 a service can become what it inherits from; no row is that role's."""
    login.execute("insert into policy_draft (service, source) values (own_service(), 'mine')")
    if login.info.server_version >= 160_000:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute("set role amana_service")
        return
    login.execute("set role amana_service")
    assert login.execute("select * from policy_draft").fetchall() == []
