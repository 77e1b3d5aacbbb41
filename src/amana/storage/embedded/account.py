"""The account that runs the database: our own, or an unprivileged one when we are root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amana.storage.errors import NoAccount

ADMINISTRATOR: Final = "amana_admin"
"""The database's own superuser."""
_CANDIDATES: Final = ("amana", "postgres", "nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An unprivileged account of this machine."""

    name: str
    user: int
    group: int


def account_to_run_as() -> Account | None:
    """Return the account to change to, or ``None`` where we are not root and stay who we are.

    PostgreSQL refuses to run as root, and it is right to.
    """
    if os.geteuid() != 0:
        return None
    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name=name, user=entry.pw_uid, group=entry.pw_gid)
    raise NoAccount(tried=", ".join(_CANDIDATES))


def first_barrier(folder: Path, account: Account) -> Path | None:
    """Return the first folder on the way, from the root down, that the account cannot enter."""
    full = folder.resolve()
    way = [*reversed(full.parents), full]
    return next((step for step in way if step.exists() and not _may_enter(step, account)), None)


def _may_enter(folder: Path, account: Account) -> bool:
    """Tell whether the account may pass through, by the bits that count for it."""
    found = folder.stat()
    if found.st_uid == account.user:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.group:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)
