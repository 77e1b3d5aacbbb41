"""The journal of erasures: a file a service, apart from every database, for the day of a restore.

A line is written and on the disk before the erasure commits, so that no restored backup can know
of less than was promised. It holds the keyed hash of the person's id, never the id::

    1 2026-11-22T10:00:00.000000+00:00 <erasure id> <keyed hash, hex> <check>

A line of form ``2`` names besides what stays out of imports from then on, before its check::

    2 <at> <erasure id> <keyed hash, hex> email:<hash, hex>,phone:<hash, hex> <check>

The check is the first 16 hex digits of SHA-256 over the line before it and the space. A last line
that was cut by a crash belongs to an erasure that never committed; the next one is written in its
place.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from amana.domain.person.identifiers import IdentifierKind
from amana.storage.durable import sync_folder
from amana.storage.errors import JournalDamaged

_FORM: Final = "1"
_WITH_ADDRESSES: Final = "2"
_MOST_ADDRESSES: Final = 500
_LONGEST_LINE: Final = 64 * 1024
_CHECK_DIGITS: Final = 16
_KEY_BYTES: Final = 32
_MODE: Final = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class Journaled:
    """One erasure as the journal has it."""

    at: datetime
    """Aware; by the database's clock."""
    erasure: UUID
    person_key: bytes = field(repr=False)
    """The keyed hash of the service's own id of the person, 32 bytes."""
    suppressed: tuple[tuple[IdentifierKind, bytes], ...] = field(default=(), repr=False)
    """The hashes of addresses that stay out, as the list of them has them; 500 are kept."""


class Journal:
    """The journals of all services. Programs and threads may write at once."""

    __slots__ = ("_folder",)

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made with the first line."""
        self._folder = folder

    def append(self, service: str, line: Journaled) -> None:
        """Write a line; when this returns it is on the disk."""
        data = f"{_encode(line)}\n".encode("ascii")
        with self._held(service) as descriptor:
            end = _end_of_whole_lines(descriptor)
            os.ftruncate(descriptor, end)
            _write_at(descriptor, data, end)
            os.fsync(descriptor)

    def read(self, service: str) -> tuple[Journaled, ...]:
        """Return every erasure in the order in which they were begun; none without a file.

        A line that is not as it was written raises ``JournalDamaged``; a last one that was cut
        is passed over.
        """
        try:
            text = self.path(service).read_bytes()
        except FileNotFoundError:
            return ()
        whole = text[: text.rfind(b"\n") + 1].splitlines()
        return tuple(self._decode(service, number, line) for number, line in enumerate(whole, 1))

    def path(self, service: str) -> Path:
        """Return where the service's journal is."""
        return self._folder / f"{service}.log"

    @contextmanager
    def _held(self, service: str) -> Iterator[int]:
        """Open the service's file for one writer at a time, with its name on the disk."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(
            self.path(service), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, _MODE
        )
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            sync_folder(self._folder)
            yield descriptor
        finally:
            os.close(descriptor)

    def _decode(self, service: str, number: int, line: bytes) -> Journaled:
        try:
            said, _, check = line.decode("ascii").rpartition(" ")
            form, at, erasure, person_key, *more = said.split(" ")
            found = Journaled(
                at=datetime.fromisoformat(at),
                erasure=UUID(erasure),
                person_key=bytes.fromhex(person_key),
                suppressed=_addresses(*more),
            )
        except ValueError:
            raise JournalDamaged(service=service, line=number) from None
        wanted = _WITH_ADDRESSES if more else _FORM
        sound = form == wanted and check == _check(said) and len(found.person_key) == _KEY_BYTES
        if not sound or found.at.tzinfo is None:
            raise JournalDamaged(service=service, line=number)
        return found


def _encode(line: Journaled) -> str:
    at = line.at.isoformat(timespec="microseconds")
    said = f"{at} {line.erasure} {line.person_key.hex()}"
    if line.suppressed:
        kept = line.suppressed[:_MOST_ADDRESSES]
        looks = ",".join(f"{kind}:{look.hex()}" for kind, look in kept)
        said = f"{_WITH_ADDRESSES} {said} {looks}"
    else:
        said = f"{_FORM} {said}"
    return f"{said} {_check(said)}"


def _addresses(text: str = "") -> tuple[tuple[IdentifierKind, bytes], ...]:
    """Read the addresses of a line; ``ValueError`` for anything else."""
    named = [each.partition(":") for each in text.split(",")] if text else []
    return tuple((IdentifierKind(kind), bytes.fromhex(look)) for kind, _, look in named)


def _check(said: str) -> str:
    return hashlib.sha256(said.encode("ascii")).hexdigest()[:_CHECK_DIGITS]


def _end_of_whole_lines(descriptor: int) -> int:
    """Return where the last whole line ends: what follows was cut by a crash."""
    size = os.fstat(descriptor).st_size
    begins = max(0, size - _LONGEST_LINE)
    tail = os.pread(descriptor, size - begins, begins)
    return begins + tail.rfind(b"\n") + 1


def _write_at(descriptor: int, data: bytes, place: int) -> None:
    """Write all of it there: a system call may take only a part."""
    while data:
        written = os.pwrite(descriptor, data, place)
        data, place = data[written:], place + written
