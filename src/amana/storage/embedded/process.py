"""The database's processes: starting them as the right account, and never leaving one behind."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final, TypedDict

import psutil

from amana.storage.embedded.account import Account

_ENVIRONMENT: Final = {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "TZ": "UTC"}
_GUARD: Final = 'read -r word && exit 0; kill -INT "$1"'
"""Wait for a word. None comes, but the end of the pipe, when our program was killed: then stop
the database, fast (SIGINT). It works whichever thread started it, which a parent-death signal
does not, and it lasts through the change of the account, which clears such a signal."""
STOPPING: Final = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
"""Fast, at once, by force: PostgreSQL manual, section *Shutting Down the Server*."""
_START_DIFFERS_BY_S: Final = 3
_PID_LINE, _START_LINE = 0, 2


def run(command: Sequence[str], *, account: Account | None, within_s: int) -> tuple[int, str]:
    """Run a program of PostgreSQL to its end; return its status and what it said."""
    done = subprocess.run(  # noqa: S603 - programs of the wheel, by their full path
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        env=_ENVIRONMENT,
        timeout=within_s,
        check=False,
        **_as_account(account),
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def start(command: Sequence[str], *, account: Account | None, log: Path) -> subprocess.Popen[bytes]:
    """Start the database away from our terminal, so that Ctrl-C reaches us and not it first."""
    descriptor = os.open(
        log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
    )
    try:
        return subprocess.Popen(  # noqa: S603 - a program of the wheel, by its full path
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            cwd="/",
            env=_ENVIRONMENT,
            start_new_session=True,
            **_as_account(account),
        )
    finally:
        os.close(descriptor)


class Guard:
    """Stops the database should our program end without doing so: a tiny shell on a pipe."""

    def __init__(self, watched: int, *, account: Account | None) -> None:
        """Begin to watch; the pipe's other end is in this program only."""
        self._process = subprocess.Popen(  # noqa: S603 - a fixed script of ours
            ["/bin/sh", "-c", _GUARD, "guard", str(watched)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_ENVIRONMENT,
            start_new_session=True,
            **_as_account(account),
        )

    def disown(self) -> None:
        """Close a forked process's copy of the pipe, and say nothing into it."""
        if self._process.stdin is not None:
            os.close(self._process.stdin.fileno())

    def dismiss(self) -> None:
        """End the watch; the database has been stopped."""
        pipe: IO[bytes] | None = self._process.stdin
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.write(b"done\n")
                pipe.flush()
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
        self._process.wait()


def left_behind(cluster: Path) -> psutil.Process | None:
    """Return the database that an earlier program left running on this cluster, if any.

    The file names a process and its start. Numbers of processes are used again, so one that
    started at another time is a stranger; the file is stale then, and is taken away.
    """
    note = cluster / "postmaster.pid"
    try:
        lines = note.read_text(encoding="utf-8").splitlines()
        process = psutil.Process(int(lines[_PID_LINE]))
        differs = abs(process.create_time() - int(lines[_START_LINE]))
    except FileNotFoundError:
        return None
    except (ValueError, IndexError, psutil.NoSuchProcess):
        note.unlink(missing_ok=True)
        return None
    if differs > _START_DIFFERS_BY_S or process.status() == psutil.STATUS_ZOMBIE:
        note.unlink(missing_ok=True)
        return None
    return process


def runs(cluster: Path) -> bool:
    """Tell whether a database runs on this cluster; unlike :func:`left_behind` changes nothing."""
    try:
        lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        started = psutil.Process(int(lines[_PID_LINE])).create_time()
        return abs(started - int(lines[_START_LINE])) <= _START_DIFFERS_BY_S
    except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
        return False


def stop(process: psutil.Process, *, within_s: float) -> None:
    """Stop a database that is not our child: fast, then at once, then by force."""
    for kind in STOPPING:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(kind)
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(timeout=within_s)
            return


class _Identity(TypedDict, total=False):
    """The words of ``subprocess`` for another account."""

    user: int
    group: int
    extra_groups: list[int]


def _as_account(account: Account | None) -> _Identity:
    """Return what makes a new process the account's, its groups too."""
    if account is None:
        return {}
    return {"user": account.user, "group": account.group, "extra_groups": []}
