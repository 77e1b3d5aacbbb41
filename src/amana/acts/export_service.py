"""Export a service: everything of it, in open forms that need no Amana to be read.

``export_service`` is what closing a service calls before its keys are destroyed.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from amana.acts.export_persons import persons_lines
from amana.domain.ledger.canonical import read as read_canonical
from amana.domain.ledger.encoding import SALT_BYTES
from amana.storage.archive.streams import BLOCK
from amana.storage.archive.whole_folder import whole_folder
from amana.storage.database import Storage
from amana.storage.errors import UnknownService
from amana.storage.ledger.public import PublicFolder
from amana.storage.records.bound import came_of
from amana.storage.records.row import content_of
from amana.storage.work import View

README: Final = "README.md"
SUMS: Final = "SHA256SUMS"
_LEDGER: Final = "ledger"
_TABLES: Final = "tables"
_BODIES: Final = "bodies.jsonl"
_RECORDS: Final = "records.jsonl"
_PERSONS: Final = "persons.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An export that is whole."""

    folder: Path
    files: int
    lines: int
    """Rows of all tables, and opened bodies."""


def export_service(
    storage: Storage,
    service: str,
    *,
    published: Path,
    to: Path,
    bodies: bool = False,
) -> Exported:
    """Write all of a service into a new folder below ``to``, all of one instant.

    Policies with their texts, acceptances, attestations, readings and every other table are JSON
    Lines; the published ledger is copied as it is, so that ``amana verify`` takes it. ``bodies``
    adds what is sealed about people, opened, the values of records among it: without it the
    export tells about nobody more than keyed hashes do. Raises ``UnknownService``, and what the
    database raises; then nothing is left of it.
    """
    if service not in storage.services():
        raise UnknownService(service=service)
    with storage.reading(service) as view:
        name = f"{service}-{view.now:%Y%m%dT%H%M%SZ}"
        with whole_folder(to, name) as folder:
            lines = sum(_written(folder / path, rows) for path, rows in _tables(view))
            lines += _written(folder / _RECORDS, _records(view, opened=bodies))
            lines += _written(folder / _PERSONS, persons_lines(view, opened=bodies))
            if bodies:
                lines += _written(folder / _BODIES, _bodies(view))
            _copy_ledger(PublicFolder(published / service), folder / _LEDGER)
            about = files("amana.acts").joinpath("export_fields.md").read_text(encoding="utf-8")
            (folder / README).write_text(about, encoding="utf-8")
            count = _sum_up(folder)
    return Exported(folder=to / name, files=count, lines=lines)


def _tables(view: View) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield a file for each table of the service's own, with its rows as lines of JSON."""
    for table in view.transaction.rows("export", "tables"):
        rows = view.transaction.stream_written(
            "export", "rows", table=table["name"], service=view.service
        )
        yield f"{_TABLES}/{table['name']}.jsonl", (row["line"] for row in rows)


def _bodies(view: View) -> Iterator[str]:
    """Yield each body with the salt that shows its entry's leaf to be about it."""
    for row in view.transaction.stream("export", "bodies", service=view.service):
        person = None if row["person_key"] is None else bytes(row["person_key"])
        opened = view.sealer.open(bytes(row["sealed"]), entry=row["entry"], person=person)
        yield json.dumps(
            {
                "entry": str(row["entry"]),
                "person": None if person is None else person.hex(),
                "header": read_canonical(bytes(row["header"])),
                "salt": opened[:SALT_BYTES].hex(),
                "body": read_canonical(opened[SALT_BYTES:]),
            },
            ensure_ascii=False,
            default=dict,
        )


def _records(view: View, *, opened: bool) -> Iterator[str]:
    """Yield each version of each record, with its values where they are to be opened."""
    for row in view.transaction.stream("export", "records", service=view.service):
        told = {
            "record": str(row["id"]),
            "type": row["type"],
            "person": bytes(row["person_key"]).hex(),
            "version": row["version"],
            "current": row["current"],
            "origin": row["origin"],
            "source": row["source"],
            "occasion": row["occasion"],
            "notice_version": row["policy_version"],
            "imported": row["imported"],
            "at": row["at"].isoformat(),
            "entry": str(row["entry"]),
            "automated": row["automated"],
            "expires_at": None if row["expires_at"] is None else row["expires_at"].isoformat(),
        }
        if opened:
            text = view.sealer.open_record(
                bytes(row["sealed"]),
                person=bytes(row["person_key"]),
                record=row["id"],
                version=row["version"],
                came=came_of(row, row["type"]),
            )
            content = content_of(text)
            told |= {"key": content.key, "values": dict(content.values)}
        yield json.dumps(told, ensure_ascii=False, default=list)


def _written(path: Path, lines: Iterable[str]) -> int:
    """Write the lines into a file of mode 0600 and return how many there were."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(f"{line}\n")
            count += 1
    return count


def _copy_ledger(published: PublicFolder, folder: Path) -> None:
    """Copy the public files while nobody publishes; a ledger that has not begun has none."""
    if published.checkpoint() is None:
        return
    with published.turn():
        shutil.copytree(published.path, folder, ignore=shutil.ignore_patterns(".*"))


def _sum_up(folder: Path) -> int:
    """Write the checksum of each file, as ``sha256sum --check`` takes them."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{_sha256(path)}  {path.relative_to(folder)}\n" for path in found]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    return len(found)


def _sha256(path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            hashed.update(block)
    return hashed.hexdigest()
