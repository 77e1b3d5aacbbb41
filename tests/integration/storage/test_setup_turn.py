"""One program at a time sets up a database, and no service's login keeps it from doing so."""

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row

from amana.storage import ServerAddress, Storage
from amana.storage.errors import SetupHeld
from amana.storage.query import queries
from amana.storage.roles import role_of
from amana.storage.setup_turn import take_turn


def test_a_stolen_login_that_keeps_the_lock_is_ended(
    storage: Storage, service: str, server: ServerAddress
) -> None:
    """Also where the server let everybody take advisory locks: setting up goes on."""
    role = role_of(service)
    with psycopg.connect(server.conninfo()) as administrator:
        allow = "grant execute on function pg_advisory_lock(bigint) to {}"
        administrator.execute(sql.SQL(allow).format(sql.Identifier(role)))
    thief = psycopg.connect(
        host=server.host,
        port=server.port,
        dbname=server.database,
        user=role,
        password=storage.passwords.of(role),
        autocommit=True,
    )
    thief.execute(queries("setup")["hold"])
    assert storage.set_up() == ()
    with pytest.raises(psycopg.OperationalError):
        thief.execute("select 1")


def test_a_program_that_sets_up_is_waited_for_and_then_named(
    storage: Storage, server: ServerAddress
) -> None:
    """It is not ended: whoever waits is told which connection it is."""
    del storage
    with (
        psycopg.connect(server.conninfo(), autocommit=True) as first,
        psycopg.connect(server.conninfo(), autocommit=True, row_factory=dict_row) as second,
    ):
        first.execute(queries("setup")["hold"])
        with pytest.raises(SetupHeld) as held:
            take_turn(second, tries=1)
        assert held.value.fields == {"role": server.user, "pid": first.info.backend_pid}
        first.execute("select pg_advisory_unlock_all()")
        take_turn(second, tries=1)
