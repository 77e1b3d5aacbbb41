"""A plain database beside Amana's, on the same server: the floor that benchmarks compare with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

import psycopg
from psycopg.rows import DictRow, dict_row

from amana.storage.address import ServerAddress
from amana.storage.query import queries
from amana.storage.roles import make_database

_OPTIONS: Final = "-c timezone=UTC"


class Floor:
    """One connection of the administrator's to a plain database; each statement commits."""

    __slots__ = ("_area", "_connection")

    def __init__(self, connection: psycopg.Connection[DictRow], area: str) -> None:
        """Run the statements of ``queries/<area>.sql``."""
        self._connection = connection
        self._area = area

    def rows(self, name: str, /, **values: Any) -> list[DictRow]:  # noqa: ANN401 - what the driver adapts
        """Run a statement and return its rows."""
        cursor = self._connection.execute(queries(self._area)[name], values)
        return cursor.fetchall() if cursor.description else []

    def change(self, name: str, /, **values: Any) -> int:  # noqa: ANN401 - what the driver adapts
        """Run a statement and return how many rows it changed."""
        return self._connection.execute(queries(self._area)[name], values).rowcount

    def script(self, name: str) -> None:
        """Run statements that take no values, at once."""
        self._connection.execute(queries(self._area)[name])


@contextmanager
def floor(address: ServerAddress, *, database: str, area: str) -> Iterator[Floor]:
    """Make the plain database where there is none, and connect to it."""
    make_database(replace(address, database=database))
    with reached_floor(address, database=database, area=area) as reached:
        yield reached


@contextmanager
def reached_floor(address: ServerAddress, *, database: str, area: str) -> Iterator[Floor]:
    """Connect to a plain database that is there."""
    with psycopg.connect(
        address.conninfo(database=database),
        options=_OPTIONS,
        autocommit=True,
        row_factory=dict_row,
    ) as connection:
        yield Floor(connection, area)
