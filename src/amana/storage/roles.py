"""Roles: an owner that nobody logs in as, one login role a service, and those of the platform.

amana_owner       owns every table; no login
amana_service     holds what a service may do; no login
amana_s_<slug>    one service's login, passwords generated; row policies go by its name
amana_sequencer   reads all inboxes, writes the ledger's tree
amana_worker      takes jobs and runs of scheduled tasks; their work is done as the service
amana_platform    services, API keys and sessions of the console
amana_watch       looks how things stand: counts and ages, no person's data; keeps the alarms
amana_backup      reads every table, changes nothing
amana_keys        the database of keys, and no other
"""

import contextlib
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import psycopg
from psycopg import errors as pg
from psycopg.rows import dict_row

from amana.storage.address import ServerAddress
from amana.storage.errors import BadServiceName, NoDatabase, UnknownService
from amana.storage.query import queries
from amana.storage.secret_files import read_secrets, turn_at, write_secrets
from amana.storage.transaction import Connection

OWNER: Final = "amana_owner"
SERVICES: Final = "amana_service"
PLATFORM: Final = "amana_platform"
SEQUENCER: Final = "amana_sequencer"
WATCH: Final = "amana_watch"
WORKER: Final = "amana_worker"
BACKUP: Final = "amana_backup"
KEYS: Final = "amana_keys"
OF_THE_PLATFORM: Final = (PLATFORM, SEQUENCER, WORKER, WATCH, BACKUP)
_OF_A_SERVICE: Final = "amana_s_"
_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST_SLUG: Final = 40
_ADDRESSES_OF_OURS: Final = frozenset({"console", "static", "v1", "health", "metrics"})
"""Where pages and the API of Amana itself stand, or will: no service is named so."""
_WITH_EXACT_GRANTS: Final = 160_000


def role_of(service: str) -> str:
    """Return the login role of the service; a name that is none raises ``BadServiceName``."""
    fits = len(service) <= _LONGEST_SLUG and _SLUG.fullmatch(service) is not None
    if not fits or service in _ADDRESSES_OF_OURS:
        raise BadServiceName(longest=_LONGEST_SLUG)
    return _OF_A_SERVICE + service.replace("-", "_")


def service_of(role: str) -> str:
    """Return the service whose login role it is."""
    return role.removeprefix(_OF_A_SERVICE).replace("_", "-")


class Passwords:
    """The generated passwords of the login roles, in a file of mode 0600."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        """Name the file; it is made with the first password."""
        self._path = path

    def of(self, role: str) -> str:
        """Return the role's password, or raise ``UnknownService``."""
        held = read_secrets(self._path).get(role)
        if held is None:
            raise UnknownService(service=service_of(role))
        return held

    def make(self, role: str) -> str:
        """Return the role's password, made first where there is none. It is on disk before use."""
        held = read_secrets(self._path)
        if role in held:
            return held[role]
        with turn_at(self._path):
            held = read_secrets(self._path)
            if role not in held:
                held[role] = secrets.token_urlsafe(32)
                write_secrets(self._path, held)
            return held[role]

    def replace(self) -> tuple[str, ...]:
        """Put a new password for every role in the file, and return the roles."""
        with turn_at(self._path):
            held = read_secrets(self._path)
            write_secrets(self._path, {role: secrets.token_urlsafe(32) for role in held})
            return tuple(held)


def lay_ground(connection: Connection, address: ServerAddress, passwords: Passwords) -> None:
    """Make the roles and the schema where they are missing; run as the setting-up role."""
    for role in (OWNER, SERVICES):
        if not _exists(connection, role):
            _run(connection, "create_role", role=role)
    for role in OF_THE_PLATFORM:
        make_login(connection, role, passwords)
    me = connection.execute(queries("setup")["who_am_i"]).fetchone()
    if me is not None and not me["superuser"]:
        _run(connection, "join_owner", role=connection.info.user)
    if me is not None and (me["owner"] or me["superuser"]):
        database = address.database
        _run(connection, "shut_database", database=database)
        for role in (SERVICES, *OF_THE_PLATFORM):
            _run(connection, "let_connect", database=database, role=role)
        _shut_what_all_share(connection, address)
    connection.execute(queries("setup")["create_schema"])
    connection.execute(queries("setup")["open_schema"])


def open_to_backup(connection: Connection, role: str = BACKUP) -> None:
    """Let the role of backups read every table: also those that a later migration forgot to name.

    A table that is in no backup would be missed on the day of the restore only.
    """
    connection.execute(queries("setup")["become_owner"])
    for row in connection.execute(queries("setup")["open_to_backup"], {"role": role}).fetchall():
        connection.execute(row["statement"])
    connection.execute(queries("setup")["become_oneself"])


def make_database(address: ServerAddress) -> None:
    """Make the database where there is none; one that may not be made raises ``NoDatabase``."""
    if database_exists(address):
        return
    try:
        with _on_the_server(address) as connection:
            _run(connection, "create_database", name=address.database)
    except pg.InsufficientPrivilege:
        raise NoDatabase(database=address.database) from None


def database_exists(address: ServerAddress) -> bool:
    """Tell whether the database is there; a server that does not answer raises."""
    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(address.conninfo()).close()
        return True
    with _on_the_server(address) as connection:
        name = {"name": address.database}
        return connection.execute(queries("setup")["database_exists"], name).fetchone() is not None


def _on_the_server(address: ServerAddress) -> Connection:
    """Connect to the database that every server has."""
    return psycopg.connect(
        address.conninfo(database="postgres"), autocommit=True, row_factory=dict_row
    )


def lay_keys_ground(connection: Connection, address: ServerAddress, passwords: Passwords) -> None:
    """Make the roles and the schema of the database of keys where they are missing."""
    if not _exists(connection, OWNER):
        _run(connection, "create_role", role=OWNER)
    make_login(connection, KEYS, passwords)
    me = connection.execute(queries("setup")["who_am_i"]).fetchone()
    if me is not None and not me["superuser"]:
        _run(connection, "join_owner", role=connection.info.user)
    if me is not None and (me["owner"] or me["superuser"]):
        _run(connection, "shut_database", database=address.database)
        _run(connection, "let_connect", database=address.database, role=KEYS)
        _shut_what_all_share(connection, address)
        _run_all(connection, "let_lock", role=KEYS)
    connection.execute(queries("setup")["create_schema"])
    connection.execute(queries("setup")["open_schema_of_keys"])


def make_login(connection: Connection, role: str, passwords: Passwords) -> None:
    """Make the login role, or give it the password of our file again."""
    password = passwords.make(role)
    # The verifier is made here: the password itself never reaches the server or its log.
    verifier = connection.pgconn.encrypt_password(
        password.encode("ascii"), role.encode("ascii"), b"scram-sha-256"
    ).decode("ascii")
    _run(
        connection,
        "set_password" if _exists(connection, role) else "create_login",
        role=role,
        verifier=verifier,
    )
    # Each role may change its own settings, and they would outlive its password.
    _run(connection, "forget_settings", role=role)
    _run(connection, "forget_settings_here", role=role)


def give_passwords(
    connection: Connection, roles: Iterable[str], passwords: Passwords
) -> tuple[str, ...]:
    """Give the roles that this server has the passwords of our file; return which it has."""
    here = tuple(role for role in roles if _exists(connection, role))
    for role in here:
        make_login(connection, role, passwords)
    return here


def make_service(connection: Connection, service: str, passwords: Passwords) -> None:
    """Add the service with its login role."""
    let_in(connection, service, passwords)
    connection.execute(queries("setup")["add_service"], {"service": service})


def let_in(connection: Connection, service: str, passwords: Passwords) -> None:
    """Make the login role of a service that is there, and let it do what services may."""
    role = role_of(service)
    make_login(connection, role, passwords)
    exact = connection.info.server_version >= _WITH_EXACT_GRANTS
    grant = "join_services" if exact else "join_services_15"
    _run(connection, grant, role=role)


def _exists(connection: Connection, role: str) -> bool:
    """Tell whether the server has the role."""
    found = connection.execute(queries("setup")["role_exists"], {"role": role}).fetchone()
    return found is not None


def _shut_what_all_share(connection: Connection, address: ServerAddress) -> None:
    """Take from everybody what reaches past rows: locks, large objects, the schema ``public``.

    Functions of the system are only a superuser's to shut; databases that are not ours stay as
    they are, but in a server of our own.
    """
    _run_all(connection, "shut_public")
    _run_all(connection, "shut_functions")
    if address.embedded:
        _run_all(connection, "shut_other_databases")


def _run_all(connection: Connection, name: str, /, **parts: str) -> None:
    """Run each of the statements that the server writes."""
    for written in connection.execute(queries("setup")[name], parts).fetchall():
        connection.execute(written["statement"])


def _run(connection: Connection, name: str, /, **parts: str) -> None:
    """Have the server write a statement, each name and text quoted by itself, and run that."""
    written = connection.execute(queries("setup")[name], parts).fetchone()
    if written is not None:
        connection.execute(written["statement"])
