"""The journal of erasures: a file a service, apart from every database, for the day of a restore.

A line is written and on the disk before the erasure commits, so that no restored backup can know
of less than was promised. It holds the keyed hash of the person's id, never the id::

    1 2026-11-22T10:00:00.000000+00:00 <erasure id> <keyed hash, hex> <check>

A line of form ``2`` names besides what stays out of imports from then on, before its check::

    2 <at> <erasure id> <keyed hash, hex> email:<hash, hex>,phone:<hash, hex> <check>

A line of form ``3`` names besides what the look for who came back goes by, and ``-`` where no
address stays out::

    3 <at> <erasure id> <keyed hash, hex> <addresses or -> own:<hash, hex>,... <check>

A line of form ``4`` is of an erasure in part, and names the request and the fields of records that
went, by type, instead::

    4 <at> <request id> <keyed hash, hex> profile:email+phone,order:address <check>

A line of form ``5`` says that a person's data is restricted, or no more, by which request::

    5 <at> <request id> <keyed hash, hex> on|off <check>

The check is the first 16 hex digits of SHA-256 over the line before it and the space. A last line
that was cut by a crash belongs to an erasure that never committed; the next one is written in its
place.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias
from uuid import UUID

from amana.domain.person.identifiers import IdentifierKind
from amana.storage.durable import sync_folder
from amana.storage.errors import JournalDamaged

_FORM: Final = "1"
_WITH_ADDRESSES: Final = "2"
_WITH_LOOKS: Final = "3"
_IN_PART: Final = "4"
_RESTRICTION: Final = "5"
_SWITCH: Final = {"on": True, "off": False}
_NONE: Final = "-"
_MOST_ADDRESSES: Final = 500
_MOST_LOOKS: Final = 300
_LONGEST_LINE: Final = 64 * 1024
_CHECK_DIGITS: Final = 16
_KEY_BYTES: Final = 32
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")
"""Of a type of records, and of a field."""
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
    looks: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    """The hashes of what they were known by, for the look for who came back; 300 are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournaledPart:
    """One erasure in part, of one id of a person, as the journal has it."""

    at: datetime
    """Aware; by the database's clock. What was given later is not erased by it."""
    request: UUID
    person_key: bytes = field(repr=False)
    """As of :class:`Journaled`."""
    fields: Mapping[str, frozenset[str]]
    """The fields that went, by type of record; neither is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournaledRestriction:
    """That the data of a person is restricted, or is no more, under one id of theirs."""

    at: datetime
    """Aware; by the database's clock."""
    request: UUID
    person_key: bytes = field(repr=False)
    """As of :class:`Journaled`."""
    on: bool


Line: TypeAlias = Journaled | JournaledPart | JournaledRestriction


class Journal:
    """The journals of all services. Programs and threads may write at once."""

    __slots__ = ("_folder", "_named")

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made with the first line."""
        self._folder = folder
        self._named: dict[str, tuple[int, int]] = {}
        """The files whose names this program has seen onto the disk, by service."""

    def append(self, service: str, line: Line) -> None:
        """Write a line; when this returns it is on the disk."""
        data = f"{_encode(line)}\n".encode("ascii")
        with self._held(service) as descriptor:
            end = _end_of_whole_lines(descriptor)
            os.ftruncate(descriptor, end)
            _write_at(descriptor, data, end)
            os.fsync(descriptor)

    def read(self, service: str) -> tuple[Journaled, ...]:
        """Return every whole erasure in the order in which they were begun; none without a file.

        A line that is not as it was written raises ``JournalDamaged``; a last one that was cut
        is passed over.
        """
        return tuple(each for each in self._lines(service) if isinstance(each, Journaled))

    def parts(self, service: str) -> tuple[JournaledPart, ...]:
        """Return every erasure in part, as :meth:`read` does whole ones."""
        return tuple(each for each in self._lines(service) if isinstance(each, JournaledPart))

    def restrictions(self, service: str) -> tuple[JournaledRestriction, ...]:
        """Return every restriction and end of one, as :meth:`read` does erasures."""
        return tuple(
            each for each in self._lines(service) if isinstance(each, JournaledRestriction)
        )

    def path(self, service: str) -> Path:
        """Return where the service's journal is."""
        return self._folder / f"{service}.log"

    def _lines(self, service: str) -> Iterator[Line]:
        try:
            text = self.path(service).read_bytes()
        except FileNotFoundError:
            return
        whole = text[: text.rfind(b"\n") + 1].splitlines()
        for number, line in enumerate(whole, 1):
            yield self._decode(service, number, line)

    @contextmanager
    def _held(self, service: str) -> Iterator[int]:
        """Open the service's file for one writer at a time, with its name on the disk."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(
            self.path(service), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, _MODE
        )
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            self._name(service, descriptor)
            yield descriptor
        finally:
            os.close(descriptor)

    def _name(self, service: str, descriptor: int) -> None:
        """See that the file's name is on the disk: once for each file, since it stays there."""
        status = os.fstat(descriptor)
        file = (status.st_dev, status.st_ino)
        if self._named.get(service) != file:
            sync_folder(self._folder)
            self._named[service] = file

    def _decode(self, service: str, number: int, line: bytes) -> Line:
        try:
            said, _, check = line.decode("ascii").rpartition(" ")
            found = _read(said)
        except (ValueError, TypeError):
            raise JournalDamaged(service=service, line=number) from None
        sound = check == _check(said) and len(found.person_key) == _KEY_BYTES
        if not sound or found.at.tzinfo is None:
            raise JournalDamaged(service=service, line=number)
        return found


def _read(said: str) -> Line:
    """Read a line without its check; ``ValueError`` and ``TypeError`` for anything else."""
    form, at, identity, person_key, *more = said.split(" ")
    when, name, whose = datetime.fromisoformat(at), UUID(identity), bytes.fromhex(person_key)
    if form == _IN_PART:
        (fields,) = more
        return JournaledPart(at=when, request=name, person_key=whose, fields=_fields(fields))
    if form == _RESTRICTION:
        (switch,) = more
        if switch not in _SWITCH:
            raise ValueError
        return JournaledRestriction(at=when, request=name, person_key=whose, on=_SWITCH[switch])
    addresses, looks = _more(*more)
    if form != (_FORM, _WITH_ADDRESSES, _WITH_LOOKS)[len(more)]:
        raise ValueError
    return Journaled(at=when, erasure=name, person_key=whose, suppressed=addresses, looks=looks)


def _encode_part(line: JournaledPart) -> str:
    fields = ",".join(
        f"{name}:{'+'.join(sorted(line.fields[name]))}" for name in sorted(line.fields)
    )
    at = line.at.isoformat(timespec="microseconds")
    said = f"{_IN_PART} {at} {line.request} {line.person_key.hex()} {fields}"
    return f"{said} {_check(said)}"


def _fields(text: str) -> Mapping[str, frozenset[str]]:
    """Read what :func:`_encode_part` wrote of fields; ``ValueError`` for anything else."""
    found = {
        name: frozenset(fields.split("+"))
        for name, _, fields in (each.partition(":") for each in text.split(","))
    }
    for name in (*found, *(each for fields in found.values() for each in fields)):
        if _NAME.fullmatch(name) is None:
            raise ValueError
    return found


def _encode(line: Line) -> str:
    if isinstance(line, JournaledPart):
        return _encode_part(line)
    if isinstance(line, JournaledRestriction):
        at = line.at.isoformat(timespec="microseconds")
        switch = "on" if line.on else "off"
        said = f"{_RESTRICTION} {at} {line.request} {line.person_key.hex()} {switch}"
        return f"{said} {_check(said)}"
    at = line.at.isoformat(timespec="microseconds")
    said = f"{at} {line.erasure} {line.person_key.hex()}"
    addresses = _named(line.suppressed[:_MOST_ADDRESSES])
    if line.looks:
        looks = _named(line.looks[:_MOST_LOOKS])
        said = f"{_WITH_LOOKS} {said} {addresses or _NONE} {looks}"
    elif addresses:
        said = f"{_WITH_ADDRESSES} {said} {addresses}"
    else:
        said = f"{_FORM} {said}"
    return f"{said} {_check(said)}"


def _named(hashes: Sequence[tuple[str, bytes]]) -> str:
    return ",".join(f"{kind}:{look.hex()}" for kind, look in hashes)


def _more(
    addresses: str = _NONE, looks: str = ""
) -> tuple[tuple[tuple[IdentifierKind, bytes], ...], tuple[tuple[str, bytes], ...]]:
    """Read what stands behind the hash of a line; ``ValueError`` for anything else."""
    out = () if addresses == _NONE else _hashes(addresses)
    return tuple((IdentifierKind(kind), look) for kind, look in out), _hashes(looks)


def _hashes(text: str) -> tuple[tuple[str, bytes], ...]:
    named = [each.partition(":") for each in text.split(",")] if text else []
    return tuple((kind, bytes.fromhex(look)) for kind, _, look in named)


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
