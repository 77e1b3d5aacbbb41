"""Looks at our own folders: who may read the secrets, and whether the published ledgers hold."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from amana.acts.watch.finding import Finding, State
from amana.acts.watch.surroundings import Surroundings
from amana.domain.errors import AmanaError
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.tile import KEY_PATH
from amana.domain.ledger.verify import verify_log
from amana.storage.ledger.public import partial_files

_MOST_LEAVES: Final = 200_000
"""More take minutes to check: then ``amana verify`` is named instead."""
_LONGEST_FILE: Final = 256 * (65_535 + 2)


def look_at_secrets(here: Surroundings) -> Iterator[Finding]:
    """Say which files and folders of secrets others may read, or whose they are."""
    folder = here.data / "secrets"
    if not folder.is_dir():
        yield Finding(check="secrets", state=State.FAULT, why="missing", subject="secrets")
        return
    wrong = [path for path in (folder, *sorted(folder.rglob("*"))) if _open_to_others(path)]
    for path in wrong:
        yield Finding(check="secrets", state=State.FAULT, why="open", subject=path.name)
    if not wrong:
        yield Finding(check="secrets")


def _open_to_others(path: Path) -> bool:
    found = path.lstat()
    return bool(stat.S_IMODE(found.st_mode) & 0o077) or found.st_uid != os.geteuid()


CheckSignature = Callable[[bytes, bytes, bytes], bool]


def look_at_published(here: Surroundings, check: CheckSignature) -> Iterator[Finding]:
    """Check the published folder of each service from its files alone."""
    with here.storage.watching() as watch:
        standings = watch.ledgers()
    for standing in standings:
        folder = here.data / "ledger" / standing.service
        if not standing.size:
            yield _published(standing.service, State.UNSEEN, "empty")
        elif standing.size > _MOST_LEAVES:
            yield _published(standing.service, State.UNSEEN, "large")
        else:
            yield _verified(standing.service, folder, check)


def _verified(service: str, folder: Path, check: CheckSignature) -> Finding:
    def read(below: str) -> bytes | None:
        path = folder / below
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(_LONGEST_FILE)

    try:
        key = parse_key((read(KEY_PATH) or b"").decode("utf-8", "replace").removesuffix("\n"))
        verdict = verify_log(read, key=key, check=check, partial=partial_files(folder))
    except (AmanaError, OSError):
        return _published(service, State.FAULT, "unreadable")
    if not verdict.sound:
        return _published(service, State.FAULT, "false")
    return _published(service, State.OK, "well")


def _published(service: str, state: State, why: str) -> Finding:
    return Finding(check="published", state=state, why=why, subject=service)
