"""Reaching the embedded database of a program that runs it: what commands beside it use."""

import fcntl
import os
import time
from pathlib import Path
from typing import Final

from amana.storage.address import ServerAddress
from amana.storage.embedded.account import ADMINISTRATOR
from amana.storage.embedded.folder import PORT, SOCKET_NAME, Folder, moved_to
from amana.storage.errors import Unreachable
from amana.storage.secret_files import read_secrets

_STARTED_WITHIN_S: Final = 15
_ASK_EVERY_S: Final = 0.1
_SOCKET_LINE, _STATUS_LINE = 4, 7
"""Lines of ``postmaster.pid`` (PostgreSQL, ``miscadmin.h``)."""


def running_at(path: Path) -> ServerAddress | None:
    """Return where the database of this folder answers; ``None`` if no program holds the folder.

    A database that is just being started is waited for, some seconds long; one whose program
    holds the folder and that never gets ready raises ``Unreachable``.
    """
    folder = Folder(path=moved_to(path.absolute()), account=None)
    if not _held(folder):
        return None
    deadline = time.monotonic() + _STARTED_WITHIN_S
    while (sockets := _ready(folder)) is None:
        if time.monotonic() > deadline:
            raise Unreachable
        time.sleep(_ASK_EVERY_S)
    return ServerAddress(
        host=str(sockets),
        port=PORT,
        database="amana",
        embedded=True,
        user=ADMINISTRATOR,
        password=read_secrets(folder.password_file)[ADMINISTRATOR],
    )


def _held(folder: Folder) -> bool:
    """Tell whether a program holds the folder's lock; asking does not take it for long."""
    try:
        descriptor = os.open(folder.lock, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def _ready(folder: Folder) -> Path | None:
    """Return the folder of the socket, once the server says that it takes connections."""
    try:
        lines = (folder.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    if len(lines) <= _STATUS_LINE or lines[_STATUS_LINE].strip() != "ready":
        return None
    sockets = Path(lines[_SOCKET_LINE])
    return sockets if (sockets / SOCKET_NAME).exists() and folder.password_file.exists() else None
