"""The backend: every page of the file is encrypted, and nothing else differs from SQLite's."""

import datetime as dt
import decimal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions
from sqlcipher3 import dbapi2

_KEY_SIGNS: Final = 64
"""256 bits, as hexadecimal digits: a key of its own, not one stretched from a passphrase."""


class CipherCursor(dbapi2.Cursor):  # type: ignore[misc]  # the driver has no types
    """Writes Django's ``%s`` as the driver's ``?``, as Django's own cursor does."""

    def execute(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - the driver's own cursor
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self._written(query, names), params)

    def executemany(self, query: str, param_list: Any) -> Any:  # noqa: ANN401 - any rows
        """Run one statement for each row."""
        rows = list(param_list)
        named = bool(rows) and isinstance(rows[0], Mapping)
        return super().executemany(self._written(query, list(rows[0]) if named else None), rows)

    @staticmethod
    def _written(query: str, names: list[str] | None) -> str:
        if names is None:
            return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
        return query % {name: f":{name}" for name in names}


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens the file with its key; without it there is nothing to read."""

    Database = dbapi2

    def get_connection_params(self) -> dict[str, Any]:
        """Return what the driver is told; where the key lies is no option of it."""
        params: dict[str, Any] = super().get_connection_params()
        params.pop("key_file", None)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # noqa: ANN401 - the driver's own
        """Open the file: the key first, for nothing can be read before."""
        connection = dbapi2.connect(**conn_params)
        connection.execute(f"pragma key = \"x'{key_in(self.settings_dict['KEY_FILE'])}'\"")
        register_functions(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA legacy_alter_table = OFF")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401 - the driver's own
        """Return a cursor that understands Django's placeholders."""
        del name
        return self.connection.cursor(factory=CipherCursor)


def key_in(path: Path) -> str:
    """Return the key in a file; one of another form raises ``ValueError`` without showing it."""
    key = path.read_text(encoding="ascii").strip()
    if len(key) != _KEY_SIGNS or not set(key) <= set("0123456789abcdef"):
        msg = f"{path} holds no key: {_KEY_SIGNS} hexadecimal digits"
        raise ValueError(msg)
    return key


def _registered() -> None:
    """Teach this driver the types that Django taught Python's own."""
    from django.utils.dateparse import parse_date, parse_datetime, parse_time  # noqa: PLC0415 - once

    def of(parse: Any) -> Any:  # noqa: ANN401 - any parser
        return lambda written: parse(written.decode())

    dbapi2.register_converter("bool", b"1".__eq__)
    dbapi2.register_converter("date", of(parse_date))
    dbapi2.register_converter("time", of(parse_time))
    dbapi2.register_converter("datetime", of(parse_datetime))
    dbapi2.register_converter("timestamp", of(parse_datetime))
    dbapi2.register_adapter(decimal.Decimal, str)
    dbapi2.register_adapter(dt.date, lambda value: value.isoformat())
    dbapi2.register_adapter(dt.datetime, lambda value: value.isoformat(" "))


_registered()
