"""Where a database server is, and how one signs in there."""

from dataclasses import dataclass, field
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from amana.domain.hosts import is_loopback
from amana.storage.errors import BadAddress, TooOld, Unencrypted

OLDEST_MAJOR: Final = 15
_PER_MAJOR: Final = 10_000
_ENCRYPTED: Final = frozenset({"require", "verify-ca", "verify-full"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAddress:
    """A database and the role that sets it up. The password never shows."""

    host: str
    """A name, or the folder of a socket."""
    port: int
    database: str
    user: str
    password: str = field(repr=False)
    options: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Further words of libpq, such as ``sslmode``."""
    embedded: bool = False
    """Whether the server is our own, so that databases are made there as needed."""

    @classmethod
    def parse(cls, url: str) -> "ServerAddress":
        """Read ``postgresql://…`` or libpq's own words.

        What cannot be read raises :class:`BadAddress`; an address beyond this machine whose
        ``sslmode`` does not demand TLS raises :class:`Unencrypted`.
        """
        try:
            parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
            port = int(parts.pop("port", "5432"))
        except (psycopg.ProgrammingError, ValueError):
            # The driver's own words repeat the address, and with it the password.
            raise BadAddress from None
        host = parts.pop("host", "")
        own = host.startswith("/") or is_loopback(host)
        if not host or "," in host or "hostaddr" in parts or "service" in parts:
            raise BadAddress
        if not own and parts.get("sslmode") not in _ENCRYPTED:
            raise Unencrypted(host=host)
        return cls(
            host=host,
            port=port,
            database=parts.pop("dbname", "amana"),
            user=parts.pop("user", "postgres"),
            password=parts.pop("password", ""),
            options=tuple(sorted(parts.items())),
        )

    def conninfo(
        self,
        *,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
        program: str = "amana",
    ) -> str:
        """Return libpq's own words, for the setting-up role or for another.

        ``program`` is what the server lists the connection under.
        """
        return make_conninfo(
            host=self.host,
            port=self.port,
            dbname=self.database if database is None else database,
            user=self.user if user is None else user,
            password=self.password if password is None else password,
            connect_timeout=5,
            application_name=program,
            **dict(self.options),
        )


def check_version(version: int) -> None:
    """Refuse a server older than PostgreSQL 15, by the number in which it says its version."""
    if version < OLDEST_MAJOR * _PER_MAJOR:
        raise TooOld(found=version // _PER_MAJOR, oldest=OLDEST_MAJOR)
