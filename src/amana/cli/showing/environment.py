"""The environment in which an example runs: packages of its own, made once, whole or not at all.

An environment lies under the examples' cache, by a hash of what it was made from. A mark is
written when everything is in it; without the mark it is made again from nothing.
"""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from amana.cli.errors import PackagesMissing
from amana.settings import environment_of_child, examples_cache
from amana.storage.secret_files import turn_at

_ROOT: Final = Path(__file__).parents[4]
"""Of the repository: Amana is installed from it, so that its client is the one that is shown."""
_MARK: Final = "installed"
_HASHED: Final = 16
_ENDS_WITHIN_S: Final = 10
Told = Callable[[str], None]
"""Hears each line of the installer."""


def unheard(_: str) -> None:
    """Say nothing to nobody."""


@dataclass(slots=True, kw_only=True)
class Installer:
    """Makes environments one after another. Another thread may stop it."""

    cache: Path = field(default_factory=examples_cache)
    _process: "subprocess.Popen[str] | None" = None
    _stopped: bool = False
    _lock: Lock = field(default_factory=Lock, repr=False)

    def is_ready(self, name: str, requirements: Path | None) -> bool:
        """Tell whether nothing has to be installed."""
        return requirements is None or (self._folder(name, requirements) / _MARK).exists()

    def python(self, name: str, requirements: Path | None, *, told: Told = unheard) -> Path:
        """Return the Python that has these packages and Amana, installed now if need be.

        An example without requirements runs in Amana's own. Two programs that want the same
        environment make it once. Raises ``PackagesMissing``, also when stopped meanwhile.
        """
        if requirements is None:
            return Path(sys.executable)
        folder = self._folder(name, requirements)
        python = folder / "bin" / "python"
        with turn_at(folder):
            if not (folder / _MARK).exists():
                log = folder.with_suffix(".log")
                with log.open("w", encoding="utf-8") as file:

                    def noted(line: str) -> None:
                        file.write(f"{line}\n")
                        file.flush()
                        told(line)

                    pip = (str(python), "-m", "pip", "install", "--disable-pip-version-check")
                    well = self._run((sys.executable, "-m", "venv", "--clear", str(folder)), noted)
                    wanted = ("--requirement", str(requirements), "--editable", str(_ROOT))
                    if not (well and self._run((*pip, "--progress-bar=off", *wanted), noted)):
                        raise PackagesMissing(example=name, file=str(log))
                (folder / _MARK).touch()
        return python

    def stop(self) -> None:
        """End what is being installed, and install nothing more."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.terminate()

    def _folder(self, name: str, requirements: Path) -> Path:
        """Return where the environment lies that is made from this."""
        made_from = (
            requirements.read_bytes(),
            (_ROOT / "pyproject.toml").read_bytes(),
            str(_ROOT).encode(),
            sys.version.encode(),
            sys.prefix.encode(),
        )
        digest = hashlib.sha256(b"\0".join(made_from)).hexdigest()[:_HASHED]
        return self.cache / f"{name}-{digest}"

    def _run(self, command: tuple[str, ...], told: Told) -> bool:
        """Run it, and tell whether it ended well."""
        with self._lock:
            if self._stopped:
                return False
            self._process = process = subprocess.Popen(  # noqa: S603 - Python's own installer
                command,
                env=environment_of_child(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            )
        try:
            for line in process.stdout or ():
                told(line.rstrip())
            return process.wait() == 0
        finally:
            end(process)
            self._process = None


def end(process: "subprocess.Popen[str]") -> None:
    """Stop a program: by asking, then by force."""
    process.terminate()
    try:
        process.wait(_ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
