"""An embedded PostgreSQL: one folder, one program, nobody else."""

import contextlib
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, TypeAlias

import psycopg

from amana.storage.address import ServerAddress
from amana.storage.embedded import process
from amana.storage.embedded.account import ADMINISTRATOR, account_to_run_as
from amana.storage.embedded.binaries import Binaries, look, wheel_folder, within_reach
from amana.storage.embedded.configuration import initdb_options, server_options
from amana.storage.embedded.folder import (
    PORT,
    SOCKET_NAME,
    Folder,
    check_cluster,
    give,
    hold,
    place_for,
    prepare,
    socket_folder,
)
from amana.storage.errors import DiskFull, NotMade, ServerDidNotStart
from amana.storage.secret_files import read_secrets, write_secrets

Step: TypeAlias = Literal["preparing", "creating", "starting", "ready"]

_ELSEWHERE: Final = Path("/var/lib/amana")
_CREATED_WITHIN_S: Final = 120
_STARTED_WITHIN_S: Final = 60
_STOPPED_WITHIN_S: Final = 10
_ASK_EVERY_S: Final = 0.02
_NO_ROOM: Final = ("No space left on device", "Disk quota exceeded", "File too large")
_LOG_TAIL: Final = 4096


class EmbeddedServer:
    """A PostgreSQL server of our own in a folder. Start and stop it from one thread at a time."""

    def __init__(
        self,
        folder: Path,
        *,
        binaries: Path | None = None,
        elsewhere: Path = _ELSEWHERE,
        durable: bool = True,
        on_step: Callable[[Step], None] = lambda _: None,
    ) -> None:
        """Say which folder; nothing happens before :meth:`start`.

        ``binaries`` is a folder with ``postgres`` and ``initdb`` other than the wheel's.
        ``elsewhere`` holds the data if we are root and the unprivileged account cannot reach
        the folder. Not ``durable``, it does not outlive a machine that stops: for what is thrown
        away afterwards.
        ``on_step`` hears what is being done, for a display of progress.
        """
        self._folder = Folder(path=folder.absolute(), account=account_to_run_as())
        self._elsewhere = elsewhere
        self._binaries = binaries
        self._durable = durable
        self._on_step = on_step
        self._lock: int | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._guard: process.Guard | None = None

    def start(self) -> ServerAddress:
        """Start the database, making it first where there is none, and return its address.

        Every obstacle has an error of its own in ``storage.errors``; after one, nothing of ours
        runs and the folder is free.
        """
        self._on_step("preparing")
        found = look(wheel_folder() if self._binaries is None else self._binaries)
        account = self._folder.account
        place = place_for(self._folder.path, account, elsewhere=self._elsewhere)
        self._folder = Folder(path=place, account=account)
        prepare(self._folder)
        self._lock = hold(self._folder)
        try:
            binaries = within_reach(found, self._folder.account, self._folder.path)
            address = self._start(binaries)
        except BaseException:
            self.stop()
            raise
        self._on_step("ready")
        return address

    def stop(self) -> None:
        """Stop the database, at most some seconds long, and free the folder. Twice is once."""
        if self._server is not None:
            _stop(self._server)
            self._server = None
        if self._guard is not None:
            self._guard.dismiss()
            self._guard = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> ServerAddress:
        """Start it."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it, whatever happened."""
        self.stop()

    def alive(self) -> bool:
        """Tell whether the database's main process runs."""
        return self._server is not None and self._server.poll() is None

    def restart(self) -> None:
        """Start a database that died again, at the same address. Raises what :meth:`start` does."""
        self.stop()
        self.start()

    def disown(self) -> None:
        """Give up, in a forked process, what ties the database to the one that started it.

        Else the folder's lock and the guard's pipe would outlive that process in its children.
        """
        if self._lock is not None:
            os.close(self._lock)
        if self._guard is not None:
            self._guard.disown()
        self._lock = self._guard = self._server = None

    @property
    def process_id(self) -> int | None:
        """The database's main process, while it runs."""
        return None if self._server is None else self._server.pid

    def _start(self, binaries: Binaries) -> ServerAddress:
        """With the folder held: end what was left behind, make what is missing, start."""
        if not self._folder.made:
            self._on_step("creating")
            self._create(binaries)
        check_cluster(self._folder, major=binaries.major)
        leftover = process.left_behind(self._folder.cluster)
        if leftover is not None:
            process.stop(leftover, within_s=_STOPPED_WITHIN_S)
        self._on_step("starting")
        return self._launch(binaries)

    def _create(self, binaries: Binaries) -> None:
        """Run ``initdb`` into a folder beside, and move it into place when it is whole."""
        folder, password = self._folder, secrets.token_urlsafe(32)
        # A program that was killed in the middle of this leaves no cluster, only scraps.
        making = folder.path / "making"
        shutil.rmtree(making, ignore_errors=True)
        give(making, folder.account)
        try:
            given = making / "password"
            _write_for(given, password, folder)
            self._initialise(binaries, making / "cluster", given)
            # The password is kept first: a cluster in its place without one would be lost.
            write_secrets(folder.password_file, {ADMINISTRATOR: password})
            (making / "cluster").rename(folder.cluster)
        finally:
            shutil.rmtree(making, ignore_errors=True)

    def _initialise(self, binaries: Binaries, cluster: Path, password_file: Path) -> None:
        """Run ``initdb``, or raise what stopped it."""
        command = [binaries.program("initdb"), f"--pgdata={cluster}"]
        command += initdb_options(
            major=binaries.major, administrator=ADMINISTRATOR, password_file=password_file
        )
        try:
            status, said = process.run(
                command, account=self._folder.account, within_s=_CREATED_WITHIN_S
            )
        except subprocess.TimeoutExpired as error:
            raise NotMade(folder=str(self._folder.path)) from error
        if status:
            self._blame_the_disk(said)
            raise NotMade(folder=str(self._folder.path))

    def _launch(self, binaries: Binaries) -> ServerAddress:
        """Start the server with its guard, and wait until it answers."""
        folder = self._folder
        sockets = socket_folder(folder)
        command = [binaries.program("postgres"), "-D", str(folder.cluster)]
        command += server_options(sockets, major=binaries.major, durable=self._durable)
        self._server = process.start(command, account=folder.account, log=folder.log)
        self._guard = process.Guard(self._server.pid, account=folder.account)
        address = ServerAddress(
            host=str(sockets),
            port=PORT,
            database="amana",
            embedded=True,
            user=ADMINISTRATOR,
            password=read_secrets(folder.password_file)[ADMINISTRATOR],
        )
        deadline = time.monotonic() + _STARTED_WITHIN_S
        while not _answers(address):
            if self._server.poll() is not None or time.monotonic() > deadline:
                self._blame_the_disk(_tail(folder.log))
                raise ServerDidNotStart(log=str(folder.log))
            time.sleep(_ASK_EVERY_S)
        return address

    def _blame_the_disk(self, said: str) -> None:
        """Raise :class:`DiskFull` where the database's own words say so."""
        if any(words in said for words in _NO_ROOM):
            free = shutil.disk_usage(self._folder.path).free // 2**20
            raise DiskFull(folder=str(self._folder.path), needed_mb=free + 1, free_mb=free)


def _answers(address: ServerAddress) -> bool:
    """Tell whether one can sign in by now."""
    if not (Path(address.host) / SOCKET_NAME).exists():
        return False
    try:
        psycopg.connect(address.conninfo(database="postgres")).close()
    except psycopg.OperationalError:
        return False
    return True


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stop our own child: fast (SIGINT), then at once (SIGQUIT), then by force."""
    for kind in process.STOPPING:
        server.send_signal(kind)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=_STOPPED_WITHIN_S)
            return


def _write_for(path: Path, text: str, folder: Folder) -> None:
    """Write a file of mode 0600 that only the database's account reads."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        if folder.account is not None:
            os.fchown(descriptor, folder.account.user, folder.account.group)


def _tail(log: Path) -> str:
    """Return the end of the database's log."""
    with contextlib.suppress(OSError), log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - _LOG_TAIL))
        return file.read().decode("utf-8", "replace")
    return ""
