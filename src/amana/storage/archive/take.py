"""Taking a backup while the system runs: parts that can go to different places.

The order matters. Rows come before the keys that open them, and the journals of erasures come
last: so a restored row has its key, and an erasure that the rows do not show is in the journal.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from amana.storage.archive.copying import Copied, Tell, copy_out, instant_of
from amana.storage.archive.errors import NoRoom
from amana.storage.archive.folders import (
    Places,
    emptied,
    journals_out,
    ledgers_out,
    same_secrets,
    secrets_out,
)
from amana.storage.archive.manifest import NO_FILES, Manifest, Part, write_manifest
from amana.storage.archive.whole_folder import whole_folder
from amana.storage.database import Storage
from amana.storage.errors import Conflict
from amana.storage.keys.root import RootKey

_TRIES: Final = 3
_PREFIX: Final = "amana-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A backup that is whole."""

    backup: uuid.UUID
    at: datetime
    """The instant of the rows' snapshot; aware, UTC."""
    parts: Mapping[Part, Path]
    """Where each part lies."""
    manifests: Mapping[Part, Manifest]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be taken, and where to."""

    folders: Mapping[Part, Path]
    """In which folder each part gets a folder of its own."""
    root_key: bool = False
    """Whether the root key goes with the epochs' keys: then that part alone opens everything."""


def take(
    storage: Storage, places: Places, wanted: Wanted, *, root_key: RootKey, tell: Tell
) -> Taken:
    """Take a backup; on any fault, and after Ctrl-C, nothing of it is left.

    Raises ``NoRoom`` where it cannot be written, and what the database raises.
    """
    with storage.snapshot() as connection:
        at = instant_of(connection)
    identity = uuid.uuid4()
    name = f"{_PREFIX}{at:%Y%m%dT%H%M%SZ}-{identity.hex[:8]}"
    first = Manifest(backup=identity, part=Part.DATA, taken_at=at, release=version("amana"))
    manifests: dict[Part, Manifest] = {}
    try:
        with _folders(wanted, name) as parts:
            for part, held in _filled(storage, places, wanted, parts, tell):
                manifests[part] = replace(first, part=part, **held)
                write_manifest(parts[part], manifests[part], root_key=root_key)
    except OSError as error:
        raise NoRoom(folder=str(error.filename or "?")) from error
    final = {part: base / name / part.value for part, base in wanted.folders.items()}
    return Taken(backup=identity, at=at, parts=final, manifests=manifests)


def _filled(
    storage: Storage,
    places: Places,
    wanted: Wanted,
    parts: Mapping[Part, Path],
    tell: Tell,
) -> Iterator[tuple[Part, dict[str, Any]]]:
    """Fill the parts' folders in their order; yield what the manifest of each says."""
    if Part.DATA in parts:
        with storage.snapshot() as connection:
            yield Part.DATA, _rows(copy_out(connection, parts[Part.DATA], tell))
    yield from _keys(storage, places, wanted, parts, tell)
    if Part.LEDGER in parts:
        folder = parts[Part.LEDGER]
        files = ledgers_out(places, folder)
        yield Part.LEDGER, {"files": (*files, *journals_out(places, folder))}


def _keys(
    storage: Storage,
    places: Places,
    wanted: Wanted,
    parts: Mapping[Part, Path],
    tell: Tell,
) -> Iterator[tuple[Part, dict[str, Any]]]:
    """Take the wrapped keys, and the epochs' keys that open them.

    Where an epoch began or was destroyed meanwhile, the two would not fit: both are taken anew.
    """
    for _ in range(_TRIES):
        files = NO_FILES
        rows: dict[str, Any] = {}
        if Part.EPOCHS in parts:
            files = secrets_out(places, emptied(parts[Part.EPOCHS]), root_key=wanted.root_key)
        if Part.KEYS in parts:
            with storage.keys.snapshot() as connection:
                rows = _rows(copy_out(connection, emptied(parts[Part.KEYS]), tell))
        if Part.EPOCHS not in parts or same_secrets(places, parts[Part.EPOCHS], files):
            break
    else:
        raise Conflict
    if Part.EPOCHS in parts:
        yield Part.EPOCHS, {"files": files}
    if Part.KEYS in parts:
        yield Part.KEYS, rows


def _rows(copied: Copied) -> dict[str, Any]:
    """Return what a manifest says of the rows of a database."""
    return {
        "taken_at": copied.at,
        "migrations": copied.migrations,
        "tables": copied.tables,
        "sequences": copied.sequences,
        "heads": copied.heads,
    }


@contextmanager
def _folders(wanted: Wanted, name: str) -> Iterator[Mapping[Part, Path]]:
    """Give each part a folder that gets its name only when every part is written."""
    with ExitStack() as stack:
        made = {
            base: stack.enter_context(whole_folder(base, name))
            for base in dict.fromkeys(wanted.folders.values())
        }
        parts = {part: made[base] / part.value for part, base in wanted.folders.items()}
        for folder in parts.values():
            folder.mkdir(mode=0o700)
        yield parts
