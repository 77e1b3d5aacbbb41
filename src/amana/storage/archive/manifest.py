"""A part's list of files: what it holds, of which release, and that nobody changed it.

``manifest.json`` lies beside the files of its part, so that a part can be kept by itself. It holds
an HMAC-SHA-256 under a key of its own, wrapped under the root key: with the hashes in it, a part
that was changed by who keeps it is refused, and so is one made under another root key.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeVar
from uuid import UUID

from amana.storage.archive.errors import Damaged, FromLater, NoBackup, NotOurs
from amana.storage.archive.streams import Written
from amana.storage.errors import CannotUnwrap
from amana.storage.keys.root import KEY_BYTES, RootKey

NAME: Final = "manifest.json"
FORMAT: Final = 1
NO_FILES: Final[tuple[Written, ...]] = ()
_LONGEST: Final = 16 << 20
_MAC: Final = "hmac"
_KEY: Final = "key"
_BOUND: Final = b"amana-backup-1"
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_STEP: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*", re.ASCII)

_T = TypeVar("_T")


class Part(StrEnum):
    """What is kept apart from what."""

    DATA = "data"
    """The main database: sealed bodies, policies, staff, the ledger's tables."""
    KEYS = "keys"
    """The wrapped keys of persons."""
    EPOCHS = "epochs"
    """Epoch keys and the other secrets beside the databases."""
    LEDGER = "ledger"
    """The published ledgers and the journal of erasures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a table, in PostgreSQL's text form of ``COPY``."""

    name: str
    columns: tuple[str, ...]
    rows: int
    file: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A migration that had run."""

    number: int
    name: str
    checksum: str
    phase: str
    """Before or after the new code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the ledger of a service stood."""

    service: str
    origin: str
    size: int
    root: str
    """In hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that is said about one part of a backup."""

    format: int = FORMAT
    backup: UUID
    """The same in all parts that were taken together."""
    part: Part
    taken_at: datetime
    """The instant of the snapshot by the database's clock; aware, UTC."""
    release: str
    """Of Amana."""
    migrations: tuple[Ran, ...] = ()
    tables: tuple[Table, ...] = ()
    """In an order in which no row refers to one that comes later."""
    sequences: Mapping[str, int] = field(default_factory=dict)
    """The last value of each sequence."""
    heads: tuple[Head, ...] = ()
    files: tuple[Written, ...] = ()
    """Files that are not rows of a table."""

    @property
    def everything(self) -> tuple[Written, ...]:
        """Every file of the part but this list itself."""
        return (*(table.file for table in self.tables), *self.files)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.everything)


def write_manifest(folder: Path, manifest: Manifest, *, root_key: RootKey) -> None:
    """Write the list into the part's folder, as its last file."""
    plain = json.loads(json.dumps(asdict(manifest), default=_plain))
    key = secrets.token_bytes(KEY_BYTES)
    plain[_KEY] = base64.b64encode(root_key.wrap(key, bound=_BOUND)).decode("ascii")
    text = json.dumps({**plain, _MAC: _mac(plain, key)}, indent=1, sort_keys=True)
    descriptor = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(descriptor)


def read_manifest(folder: Path, *, root_key: RootKey) -> Manifest:
    """Return the part's list, or raise what is wrong with it.

    ``NoBackup`` where there is none, ``NotOurs`` where it is not as this root key's holder wrote
    it, ``FromLater`` for a form of a later release, ``Damaged`` for what is no such list.
    """
    plain = _parsed(folder)
    given = str(plain.pop(_MAC, None)).encode("utf-8", "replace")
    try:
        wrapped = base64.b64decode(str(plain.get(_KEY)), validate=True)
        key = root_key.unwrap(wrapped, bound=_BOUND)
    except (CannotUnwrap, ValueError):
        raise NotOurs(file=str(folder / NAME)) from None
    if not hmac.compare_digest(given, _mac(plain, key).encode("ascii")):
        raise NotOurs(file=str(folder / NAME))
    if plain.get("format") != FORMAT:
        raise FromLater(found=str(plain.get("release", "?"))[:40])
    try:
        return _manifest(plain)
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(file=NAME) from error


def _parsed(folder: Path) -> dict[str, Any]:
    """Parse the file as an object, within bounds."""
    try:
        with (folder / NAME).open("rb") as file:
            data = file.read(_LONGEST + 1)
    except OSError as error:
        raise NoBackup(folder=str(folder)) from error
    try:
        plain = json.loads(data) if len(data) <= _LONGEST else None
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict):
        raise Damaged(file=str(folder / NAME))
    return plain


def _mac(plain: Mapping[str, Any], key: bytes) -> str:
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode("utf-8"), hashlib.sha256).hexdigest()


def _plain(value: object) -> str:
    """Write what JSON has no form for."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _manifest(plain: Mapping[str, Any]) -> Manifest:
    return Manifest(
        backup=UUID(plain["backup"]),
        part=Part(plain["part"]),
        taken_at=datetime.fromisoformat(plain["taken_at"]),
        release=str(plain["release"]),
        migrations=_each(plain["migrations"], lambda row: Ran(**row)),
        tables=_each(plain["tables"], _table),
        sequences={str(name): int(value) for name, value in plain["sequences"].items()},
        heads=_each(plain["heads"], lambda row: Head(**row)),
        files=_each(plain["files"], _written),
    )


def _each(rows: list[dict[str, Any]], make: Callable[[dict[str, Any]], _T]) -> tuple[_T, ...]:
    return tuple(make(row) for row in rows)


def _table(row: dict[str, Any]) -> Table:
    return Table(**{**row, "columns": tuple(row["columns"]), "file": _written(row["file"])})


def _written(row: Mapping[str, Any]) -> Written:
    """Read a file's line; a path that leads out of the part's folder is no path."""
    written = Written(**row)
    steps = PurePosixPath(written.path).parts
    if not steps or not all(_STEP.fullmatch(step) for step in steps):
        raise ValueError
    if _SHA256.fullmatch(written.sha256) is None or written.size < 0:
        raise ValueError
    return written
