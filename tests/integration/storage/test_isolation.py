"""Two services on one installation: hostile SQL, by a service's login and by that of the keys."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from amana.domain.ledger.entry import Entry
from amana.storage import ServerAddress, Storage
from amana.storage.errors import NotPermitted
from amana.storage.roles import role_of

pytestmark = pytest.mark.promise("A15")
MARK = "Zubaida-of-the-other"


@pytest.fixture(scope="module")
def service(storage: Storage) -> str:
    """Make the service whose login is in hostile hands, one for all attempts."""
    name = f"mine-{secrets.token_hex(6)}"
    storage.create_service(name)
    return name


@pytest.fixture(scope="module")
def other(storage: Storage) -> str:
    """Another service, with a draft, a reading, a job's worth of acts, and somebody erased."""
    name = f"other-{secrets.token_hex(6)}"
    storage.create_service(name)
    with storage.work(name) as work:
        work.policies.save_draft(MARK, {"en": MARK})
        work.commit(Entry(act="use", promises=("W1",), body={"of": MARK}, person=MARK))
    return name


def _login(server: ServerAddress, place: Path, role: str, database: str) -> psycopg.Connection:
    password = json.loads((place / "secrets" / "database.json").read_text())[role]
    return psycopg.connect(
        server.conninfo(user=role, password=password, database=database),
        options="-c search_path=amana",
        autocommit=True,
    )


@pytest.fixture
def login(
    storage: Storage, service: str, other: str, server: ServerAddress, place: Path
) -> Iterator[psycopg.Connection]:
    """Connect with the service's own password, beside all of our code."""
    del other
    with _login(server, place, role_of(service), storage.address.database) as connection:
        yield connection


@pytest.fixture
def keys_login(
    storage: Storage, other: str, server: ServerAddress, place: Path
) -> Iterator[psycopg.Connection]:
    """Connect to the database of keys as its only role."""
    del other
    with _login(server, place, "amana_keys", storage.keys.address.database) as connection:
        yield connection


def _attempt(connection: psycopg.Connection, text: str, **named: str) -> None:
    """Run a statement in which names of services and roles are filled in."""
    parts: dict[str, sql.Composable] = {
        name: sql.Identifier(value) if name.endswith("role") else sql.Literal(value)
        for name, value in named.items()
    }
    connection.execute(sql.SQL(text).format(**parts))  # type: ignore[arg-type,unused-ignore]  # a parameter of the test is no literal


BECOMING = [
    "set role {other_role}",
    "set local role {other_role}",
    "set session authorization {other_role}",
    "select set_config('role', {other_name}, false)",
    "select set_config('session_authorization', {other_name}, false)",
    "set role amana_owner",
    "set role amana_keys",
    "set role amana_worker",
    "set role amana_backup",
    "set role pg_read_all_data",
    "grant {other_role} to {own_role}",
    "grant pg_read_all_data to {own_role}",
    "alter role {own_role} superuser",
    "alter role {own_role} bypassrls",
    "alter role {other_role} password 'taken'",
    "alter role {other_role} rename to taken",
    "create role mine",
    "reassign owned by {other_role} to {own_role}",
]
MAKING = [
    "create view seen as select * from amana.entry",
    "create view public.seen as select * from amana.entry",
    "create materialized view seen as select * from amana.entry",
    "create function public.starts_with(text, text) returns boolean language sql return true",
    "create function amana.own_service() returns text language sql return 'other'",
    "create or replace function amana.own_service() returns text language sql return 'other'",
    "create function public.x() returns int security definer language sql return 1",
    "alter function amana.forget(bytea) security invoker",
    "alter function amana.forget(bytea) reset search_path",
    "create operator public.= (leftarg = text, rightarg = text, function = texteq)",
    "create cast (text as int) with inout",
    "create table public.t (a int)",
    "create temp table t (a int)",
    "create temp view t as select * from amana.entry",
    "create schema mine",
    "create extension dblink",
    "create extension postgres_fdw",
    "create extension plpython3u",
    "create server s foreign data wrapper postgres_fdw",
    "create language plpython3u",
    "create publication p for all tables",
    "create event trigger e on ddl_command_start execute function refuse_change()",
    "create trigger t before insert on amana.entry for each row execute function refuse_change()",
    "create rule r as on select to amana.entry do instead select 1",
    "create policy mine on amana.entry using (true)",
    "alter policy own on amana.entry using (true)",
    "drop policy own on amana.entry",
    "alter table amana.entry disable row level security",
    "alter table amana.entry no force row level security",
    "alter table amana.entry owner to {own_role}",
    "alter table amana.entry disable trigger all",
    "alter database {database_role} set row_security = off",
    "alter system set log_statement = 'all'",
    "load 'auto_explain'",
    "comment on table amana.entry is 'x'",
    "security label on table amana.entry is 'x'",
    "truncate amana.entry",
    "lock table amana.entry in access exclusive mode",
    "drop table amana.entry",
    "vacuum full amana.entry_nothing_such; select * from pg_authid",
]
READING = [
    "copy amana.entry to '/tmp/x'",
    "copy amana.entry to program 'cat'",
    "copy amana.entry from program 'cat'",
    "copy amana.entry_person from stdin",
    "select pg_read_file('postgresql.conf')",
    "select pg_read_binary_file('PG_VERSION')",
    "select pg_ls_dir('.')",
    "select lo_import('/etc/passwd')",
    "select lo_export(1, '/tmp/x')",
    "select * from pg_authid",
    "select * from pg_shadow",
    "select * from pg_statistic",
    "select * from pg_hba_file_rules",
    "select pg_current_logfile()",
    "select * from amana.migration",
    "select * from amana.api_key",
    "select * from amana.installation",
    "select pg_create_logical_replication_slot('s', 'test_decoding')",
    "select pg_reload_conf()",
    "select pg_switch_wal()",
    "select pg_stat_reset()",
]


@pytest.mark.parametrize("attempt", BECOMING + MAKING + READING)
def test_no_statement_leads_out_of_the_service(
    login: psycopg.Connection, service: str, other: str, server: ServerAddress, attempt: str
) -> None:
    """Becoming another role, making anything, and reading past the tables are refused."""
    with pytest.raises(psycopg.errors.Error) as refused:
        _attempt(
            login,
            attempt,
            own_role=role_of(service),
            other_role=role_of(other),
            other_name=role_of(other),
            database_role=server.database,
        )
    assert MARK not in str(refused.value)


@pytest.mark.parametrize(
    "setting", ["search_path", "row_security", "role", "session_replication_role"]
)
def test_no_setting_shows_more(login: psycopg.Connection, other: str, setting: str) -> None:
    """Whatever a session sets, a query shows nothing of the other, or fails."""
    value = {"search_path": "public, amana, pg_catalog", "role": "none"}.get(setting, "off")
    try:
        login.execute(f"set {setting} = {value}".encode())
        rows = login.execute("select service from amana.entry").fetchall()
    except psycopg.errors.InsufficientPrivilege:
        return
    assert (other,) not in rows


TABLES_WITH_ROWS = (
    "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
    " where c.relnamespace = 'amana'::regnamespace and c.relkind in ('r', 'p', 'v')"
    " and a.attname = 'service' and has_table_privilege(c.oid, 'select')"
)


def test_no_table_shows_a_row_of_another(login: psycopg.Connection, other: str) -> None:
    """All tables that the login may read at all, those of later migrations too."""
    names = [row[0] for row in login.execute(TABLES_WITH_ROWS.encode()).fetchall()]
    assert len(names) > 15
    for name in names:
        query = sql.SQL("select count(*) from {} where service = %s").format(sql.Identifier(name))
        assert login.execute(query, [other]).fetchone() == (0,), name


@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        ("policy_draft", "source", "'x'"),
        ("person", "person_key", "sha256('x')"),
        ("entry_person", "person_key, entry", "sha256('x'), gen_random_uuid()"),
        ("erasure", "id, person_key", "gen_random_uuid(), sha256('x')"),
        ("policy_text", "version, language, text", "1, 'en', 'x'"),
        (
            "acceptance",
            "person_key, version, id, how, language",
            "sha256('x'), 1, gen_random_uuid(), 'explicit', 'en'",
        ),
        ("turn", "name", "'publish'"),
    ],
)
@pytest.mark.parametrize("then", ["", "on conflict do nothing"])
def test_an_error_is_the_same_whether_a_row_is_there_or_not(  # noqa: PLR0913, PLR0917 - an attempt has so many parts
    login: psycopg.Connection, other: str, table: str, columns: str, values: str, then: str
) -> None:
    """A unique or foreign key over somebody else's rows does not tell what they hold."""
    said = []
    for at in (other, "no-such-service"):
        row = f"(service, {columns}) values ('{at}', {values}) {then}"
        text = f"insert into {table} {row}"
        with pytest.raises(psycopg.errors.Error) as refused:
            login.execute(text.encode())
        said.append((refused.value.sqlstate, str(refused.value)))
    assert said[0] == said[1]


RANDOM, SELF = {"hash", "id"}, "slug"


def test_every_unique_key_that_a_service_writes_begins_with_the_service(
    login: psycopg.Connection,
) -> None:
    """An index over two services' rows would tell, by error or by time, what the other holds.

    Keys over random bits are an exception: they tell only who knows the bits already.
    """
    found = login.execute(
        "select i.indexrelid::regclass::text, a.attname from pg_index i"
        " join pg_class c on c.oid = i.indrelid"
        " join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]"
        " where c.relnamespace = 'amana'::regnamespace and i.indisunique"
        " and has_any_column_privilege(c.oid, 'insert, update')"
    ).fetchall()
    assert found
    assert {name: first for name, first in found if first not in {"service", SELF, *RANDOM}} == {}


def test_every_function_that_works_as_its_owner_is_shut_tight(login: psycopg.Connection) -> None:
    """Its search path is fixed, the temporary schema last: nothing can be slipped in."""
    found = login.execute(
        "select p.oid::regprocedure::text, coalesce(array_to_string(p.proconfig, ';'), '')"
        " from pg_proc p where p.pronamespace = 'amana'::regnamespace and p.prosecdef"
    ).fetchall()
    assert "forget(bytea)" in {name for name, _ in found}
    assert all("search_path=pg_catalog, pg_temp" in settings.split(";") for _, settings in found)


def test_a_function_called_by_another_login_works_on_its_own_service(
    login: psycopg.Connection, storage: Storage, other: str
) -> None:
    """Erasing by its function needs a tombstone of the login's own; the other's person stays."""
    with storage.reading(other) as view:
        key = view.sealer.person_key(MARK)
    login.execute("insert into person (service, person_key) values (own_service(), %s)", [key])
    login.execute("update person set erased_at = now() where person_key = %s", [key])
    assert login.execute("select * from forget(%s)", [key]).fetchone() == (0, 0, 0, 0, 0)
    with storage.reading(other) as view:
        assert len(view.people.acts(MARK)) == 1


@pytest.mark.parametrize(
    "query",
    [
        "select coalesce(query, '') from pg_stat_activity",
        "select most_common_vals::text from pg_stats where schemaname = 'amana'",
        "select histogram_bounds::text from pg_stats where schemaname = 'amana'",
        "select prosrc from pg_proc where pronamespace = 'amana'::regnamespace",
        "select name || statement from pg_prepared_statements",
        "select name from pg_cursors",
        "select gid from pg_prepared_xacts",
        "select lomowner::text from pg_largeobject_metadata",
        "select pg_listening_channels()",
    ],
)
def test_the_systems_own_views_hold_nothing_of_another(
    login: psycopg.Connection, storage: Storage, server: ServerAddress, query: str, other: str
) -> None:
    """Statements under way, statistics of columns, and sources of functions hold no row."""
    with psycopg.connect(server.conninfo(), autocommit=True) as administrator:
        administrator.execute("analyze amana.policy_draft, amana.entry, amana.person")
    with storage.work(other) as busy:
        busy.policies.save_draft(MARK, {"en": MARK})
        assert MARK not in str(login.execute(query.encode()).fetchall())
        assert other not in str(login.execute(query.encode()).fetchall())


def test_another_services_connection_is_not_ended(
    login: psycopg.Connection, storage: Storage, other: str
) -> None:
    """Only a role's own backends can be cancelled or ended."""
    with storage.work(other) as work:
        row = work.transaction.row("setup", "backend")
        assert row is not None
        for name in ("pg_cancel_backend", "pg_terminate_backend"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute(f"select {name}({row['pid']})".encode())
        assert work.policies.draft() is not None


@pytest.mark.parametrize(
    "attempt",
    [
        "select lo_create(0)",
        "select lo_from_bytea(0, 'x')",
        "select pg_advisory_lock(1)",
        "select pg_advisory_lock_shared(1)",
        "select pg_try_advisory_lock(7311150571100170)",
        "select pg_notify('amana', 'x')",
    ],
)
def test_what_all_services_share_is_shut_where_we_may(
    login: psycopg.Connection, attempt: str
) -> None:
    """Large objects, session locks and messages are no service's business."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute(attempt.encode())


def test_the_databases_are_apart(
    storage: Storage, service: str, server: ServerAddress, place: Path
) -> None:
    """A service's login does not enter that of the keys, nor the keys' that of the data."""
    doors = [
        (role_of(service), storage.keys.address.database),
        ("amana_keys", storage.address.database),
    ]
    if server.embedded:
        # On a server of the organisation's own, the other databases stay as they are.
        doors.append((role_of(service), "template1"))
    for role, database in doors:
        with (
            pytest.raises(psycopg.OperationalError, match="permission denied"),
            _login(server, place, role, database),
        ):
            pass


@pytest.mark.parametrize(
    "attempt",
    [
        "set role amana_owner",
        "set role amana_admin",
        "set session authorization amana_platform",
        "grant amana_owner to amana_keys",
        "create table public.t (a int)",
        "create temp table t (a int)",
        "alter table person_key disable row level security",
        "update epoch set service = 'x'",
        "update person_key set service = 'x'",
        "update person_key set person_key = sha256('x')",
        "delete from epoch",
        "truncate person_key",
        "copy person_key to '/tmp/x'",
        "select pg_read_file('postgresql.conf')",
    ],
)
def test_the_role_of_keys_keeps_to_its_rows(keys_login: psycopg.Connection, attempt: str) -> None:
    """It may find, put, rewrap and delete persons' keys; history, form and server are not its."""
    with pytest.raises(psycopg.errors.Error) as refused:
        keys_login.execute(attempt.encode())
    assert isinstance(refused.value, psycopg.errors.InsufficientPrivilege)


def test_what_the_role_of_keys_sees_names_nobody(
    keys_login: psycopg.Connection, storage: Storage, other: str
) -> None:
    """Keyed hashes and wrapped keys, which without the rings of the secrets open nothing."""
    rows = keys_login.execute("select * from person_key where service = %s", [other]).fetchall()
    assert len(rows) == 1
    assert MARK not in str(rows)
    assert MARK.encode().hex() not in str(rows)
    with pytest.raises(NotPermitted), storage.keys.transaction() as keys:
        keys.rows("setup", "become_owner")
