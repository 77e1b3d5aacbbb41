"""The folder of an embedded database: what lies where, who owns it, and who holds it now.

lock            held by the one program that runs the database (flock)
admin.json      the administrator's generated password, mode 0600, ours
socket-folder   where the socket is, if the path here is too long for one
cluster/        PostgreSQL's own data, mode 0700, of the account that runs it
run/            the socket, mode 0700, of the same account
server.log      the database's own log; it holds no values
"""

import fcntl
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amana.storage.embedded.account import Account, first_barrier
from amana.storage.errors import (
    DiskFull,
    InUse,
    NotTraversable,
    OtherMajor,
    PathTooLong,
    SecretsUnsafe,
    UnsafeFolder,
)

PORT: Final = 5432
"""Names the socket; nothing listens on a port."""
SOCKET_NAME: Final = f".s.PGSQL.{PORT}"
_LONGEST_SOCKET_PATH: Final = 107
"""Bytes of ``sun_path`` without its final zero (unix(7)); macOS has 103."""
_NEW_NEEDS_MB: Final = 200
_OLD_NEEDS_MB: Final = 64
_MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Paths below the folder, and the account that has to own the database's own parts."""

    path: Path
    account: Account | None

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data."""
        return self.path / "cluster"

    @property
    def lock(self) -> Path:
        """Held by the one program that runs the database."""
        return self.path / "lock"

    @property
    def log(self) -> Path:
        """The database's own log."""
        return self.path / "server.log"

    @property
    def password_file(self) -> Path:
        """The administrator's generated password."""
        return self.path / "admin.json"

    @property
    def made(self) -> bool:
        """Whether a cluster is there; it is moved here only when it is whole."""
        return self.cluster.exists()


def place_of(wanted: Path) -> Path:
    """Return the folder in which the data really lies: see :func:`place_for`."""
    try:
        return Path((wanted / "location").read_text(encoding="utf-8").strip())
    except (FileNotFoundError, NotADirectoryError):
        return wanted


def place_for(wanted: Path, account: Account | None, *, elsewhere: Path) -> Path:
    """Return the folder that is wanted, or one in ``elsewhere`` if the account cannot reach it.

    A checkout below root's own home is the usual case: its parents are never loosened. The other
    folder is remembered in the one that was wanted; who deletes that begins anew.
    """
    if account is None or first_barrier(wanted.parent, account) is None:
        return wanted
    note = wanted / "location"
    try:
        wanted.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not note.is_file():
            elsewhere.mkdir(mode=0o711, parents=True, exist_ok=True)
            fresh = tempfile.mkdtemp(prefix=f"{wanted.parent.name.strip('.')}-", dir=elsewhere)
            note.write_text(fresh, encoding="utf-8")
        return Path(note.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotTraversable(folder=str(wanted.parent), account=account.name) from error


def moved_to(wanted: Path) -> Path:
    """Return where the data of the folder are: elsewhere, if :func:`place_for` put them there."""
    note = wanted / "location"
    return Path(note.read_text(encoding="utf-8")) if note.is_file() else wanted


def prepare(folder: Folder) -> None:
    """Make the folder, or check the one that is there: ours, shut, within reach, with room."""
    barrier = folder.account and first_barrier(folder.path.parent, folder.account)
    if barrier is not None and folder.account is not None:
        raise NotTraversable(folder=str(barrier), account=folder.account.name)
    try:
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The account passes through to its own parts; nobody can list, and all parts are shut.
        folder.path.chmod(0o700 if folder.account is None else 0o711)
    except OSError as error:
        raise UnsafeFolder(folder=str(folder.path)) from error
    _check_owner(folder.path, os.geteuid(), 0o066)
    _check_room(folder)


def _check_owner(path: Path, owner: int, open_bits: int) -> None:
    """Refuse a path that is somebody else's, a link, or open to others."""
    found = path.lstat()
    shut = not stat.S_IMODE(found.st_mode) & open_bits
    if stat.S_ISLNK(found.st_mode) or found.st_uid != owner or not shut:
        raise UnsafeFolder(folder=str(path))


def _check_room(folder: Folder) -> None:
    """Refuse before the disk is full: a database that runs out of room in the middle is worse."""
    needed = _OLD_NEEDS_MB if folder.made else _NEW_NEEDS_MB
    free = shutil.disk_usage(folder.path).free // _MB
    if free < needed:
        raise DiskFull(folder=str(folder.path), needed_mb=needed, free_mb=free)


def check_cluster(folder: Folder, *, major: int) -> None:
    """Refuse a cluster of another major version, or one that its account does not own."""
    try:
        version = (folder.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    except OSError as error:
        raise UnsafeFolder(folder=str(folder.cluster)) from error
    if not folder.password_file.is_file():
        raise SecretsUnsafe(file=str(folder.password_file))
    if version != str(major):
        raise OtherMajor(folder=str(folder.path), found=version, expected=major)
    owner = os.geteuid() if folder.account is None else folder.account.user
    _check_owner(folder.cluster, owner, 0o077)


def give(path: Path, account: Account | None) -> None:
    """Make the folder if needed, shut it, and hand it to the account. Only ever our own folders."""
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)
    if account is not None:
        os.chown(path, account.user, account.group)


def hold(folder: Folder) -> int:
    """Take the folder's lock for this program and return its descriptor.

    The kernel lets go of it however the program ends, so that it can never be stale.
    """
    descriptor = os.open(folder.lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise InUse(folder=str(folder.path), process=holder or "?") from error
    os.truncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
    return descriptor


def socket_folder(folder: Folder) -> Path:
    """Return the folder for the socket, shut to all but the account: here if the path allows."""
    own = folder.path / "run"
    chosen = own if _fits(own) else _short_folder(folder)
    give(chosen, folder.account)
    return chosen


def _fits(folder: Path) -> bool:
    """Tell whether a socket in the folder has a path that the kernel takes."""
    return len(os.fsencode(folder / SOCKET_NAME)) <= _LONGEST_SOCKET_PATH


def _short_folder(folder: Folder) -> Path:
    """Return the short folder that was made for this one before, or make one and remember it."""
    note = folder.path / "socket-folder"
    owner = os.geteuid() if folder.account is None else folder.account.user
    if note.is_file():
        remembered = Path(note.read_text(encoding="utf-8"))
        if remembered.is_dir() and _fits(remembered):
            _check_owner(remembered, owner, 0o077)
            return remembered
    for place in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 - mkdtemp makes a folder of its own, 0700
        if _fits(Path(place) / "amana-12345678"):
            fresh = Path(tempfile.mkdtemp(prefix="amana-", dir=place))
            note.write_text(str(fresh), encoding="utf-8")
            return fresh
    raise PathTooLong(folder=str(folder.path), longest=_LONGEST_SOCKET_PATH)
