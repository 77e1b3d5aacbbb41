"""What a start checks: that keys and database belong together, and that it can write.

A database without its root key is a locked box: what a start must never do is make a new key
for it and go on.
"""

import errno
import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from amana.storage.errors import (
    CannotUnwrap,
    ClockBehind,
    ClockSkewed,
    DiskFull,
    ReadOnlyFolder,
    SigningKeyMissing,
    UnknownService,
    WrongRootKey,
)
from amana.storage.keys.root import RootKey
from amana.storage.keys.signing import SigningKeys
from amana.storage.query import queries
from amana.storage.transaction import Connection

_TAG: Final = b"amana-installation-1\0"
_KNOWN_BYTES: Final = 32
_BEHIND: Final = timedelta(minutes=1)
"""As much as a clock may be set back by when it is put right."""
_SKEW: Final = timedelta(minutes=5)
_MB: Final = 1024 * 1024
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def confirm_root_key(connection: Connection, root_key: RootKey, *, services: bool) -> None:
    """See that the root key is that of this database; a fresh database takes it for its own.

    A key is made only where no service is there, thus nothing sealed. Raises ``WrongRootKey``,
    and ``RootKeyMissing`` where there is none. Works inside the caller's transaction and lock, as
    the tables' owner.
    """
    row = connection.execute(queries("setup")["installation"]).fetchone()
    if row is None:
        if not services:
            root_key.make()
        identity, known = uuid4(), secrets.token_bytes(_KNOWN_BYTES)
    else:
        identity = row["id"]
        try:
            known = root_key.unwrap(bytes(row["key_check"]), bound=_bound(identity))
        except CannotUnwrap:
            raise WrongRootKey from None
    # Under the newest root key: the one before goes once nothing is wrapped under it.
    connection.execute(
        queries("setup")["keep_installation"],
        {"id": identity, "key_check": root_key.wrap(known, bound=_bound(identity))},
    )


def confirm_signing_key(keys: SigningKeys, service: str) -> None:
    """See that the service's ledger can be signed on, or raise ``SigningKeyMissing``."""
    try:
        # Any of its keys: the first goes some time after it was replaced.
        keys.seeds(service)
    except UnknownService:
        raise SigningKeyMissing(service=service) from None


def check_writable(folder: Path) -> None:
    """Make the folder where there is none, and see that one can write there.

    Raises ``ReadOnlyFolder`` and ``DiskFull``.
    """
    probe = folder / f".writable-{secrets.token_hex(4)}"
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        descriptor = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno in _NO_ROOM:
            free = shutil.disk_usage(_there(folder)).free // _MB
            raise DiskFull(folder=str(folder), needed_mb=free + 1, free_mb=free) from error
        raise ReadOnlyFolder(folder=str(folder)) from error
    os.close(descriptor)
    probe.unlink()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """What the database's clock says, and when the latest entry of any ledger was made."""

    database: datetime
    latest: datetime | None


def check_clocks(clocks: Clocks, *, here: datetime) -> None:
    """Refuse a clock by which new entries would come before old ones, or that is far off.

    Acts take their instant from the database. Raises ``ClockBehind`` where that clock is behind
    the latest entry, ``ClockSkewed`` where it is far from this machine's.
    """
    if clocks.latest is not None and clocks.database < clocks.latest - _BEHIND:
        raise ClockBehind(
            clock=clocks.database.isoformat(timespec="seconds"),
            latest=clocks.latest.isoformat(timespec="seconds"),
        )
    if abs(here - clocks.database) > _SKEW:
        raise ClockSkewed(
            database=clocks.database.isoformat(timespec="seconds"),
            here=here.isoformat(timespec="seconds"),
        )


def _there(folder: Path) -> Path:
    """Return the nearest folder that exists."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _bound(identity: UUID) -> bytes:
    return _TAG + identity.bytes
