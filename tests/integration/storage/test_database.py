"""A database that goes away, is too old, or has many services."""

import secrets
from pathlib import Path

import psycopg
import pytest

from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry
from amana.storage import EmbeddedServer, GivenRootKey, ServerAddress, Storage
from amana.storage.errors import Unreachable


def _storage(address: ServerAddress, place: Path, name: str) -> Storage:
    return Storage(address, root_key=GivenRootKey(bytes(32)), secrets=place / name)


def test_a_database_that_goes_away_is_one_error(place: Path) -> None:
    """In the middle of a work and before one, and everything goes on when it is back."""
    embedded = EmbeddedServer(place / "away")
    storage = _storage(embedded.start(), place, "away-secrets")
    storage.set_up()
    storage.create_service("shop")
    with pytest.raises(Unreachable), storage.work("shop") as work:  # noqa: PT012 - both belong to it
        embedded.stop()
        work.commit(Entry(act="use", body={}, person="p"))
    address = embedded.start()
    with _storage(address, place, "away-secrets").reading("shop") as view:
        assert not view.people.acts("p")
    with storage.work("shop") as work:
        work.commit(Entry(act="use", body={}, person="p"))
    storage.close()
    embedded.stop()


def test_many_services_share_the_servers_connections(storage: Storage) -> None:
    """More services than the server has connections can be at work one after another."""
    names = [f"many-{secrets.token_hex(6)}" for _ in range(45)]
    for name in names:
        storage.create_service(name)
        with storage.work(name) as work:
            work.commit(Entry(act="use", body={}))
    assert set(names) <= set(storage.services())


def test_an_error_of_the_driver_is_not_carried_along(storage: Storage, service: str) -> None:
    """Its details repeat a row's values, and a traceback would show them."""
    with pytest.raises(AmanaError) as raised, storage.work(service) as work:
        work.policies.save_draft("planted\0value", {})
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    assert "planted" not in str(raised.value)


def test_an_address_where_nothing_listens_is_unreachable(place: Path) -> None:
    """The setting up says so in our words."""
    address = ServerAddress(
        host=str(place / "nothing"), port=5432, database="amana", user="me", password=""
    )
    with pytest.raises(Unreachable):
        _storage(address, place, "nothing-secrets").set_up()


def test_an_administrator_without_superuser_is_enough(programs: Path | None, place: Path) -> None:
    """A role that owns the database and may create roles sets everything up."""
    name = f"admin_{secrets.token_hex(4)}"
    # The roles of the platform belong to the server as a whole: this server gets its own.
    with EmbeddedServer(place / name, binaries=programs) as own:
        with psycopg.connect(own.conninfo(database="postgres"), autocommit=True) as connection:
            connection.execute(
                f"create role {name} login createrole password 'pass'".encode(), prepare=False
            )
            for made in (name, f"{name}_keys"):
                connection.execute(f"create database {made} owner {name}".encode())
        modest = ServerAddress(
            host=own.host,
            port=own.port,
            database=name,
            user=name,
            password="pass",  # noqa: S106 - made up
        )
        storage = _storage(modest, place, f"{name}-secrets")
        storage.set_up()
        storage.set_up()
        storage.create_service("shop")
        with storage.work("shop") as work:
            work.commit(Entry(act="use", body={}, person="p"))
        assert storage.services() == ("shop",)
        storage.close()
