"""Raw files of our own database: a planted person is readable in none of them.

A record is planted by the way by which collecting adds one, with an entry about it. Every file
written since is searched, the write-ahead log included, and so is every row of the two as a dump
writes it. The record is deleted afterwards.
"""

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Planted, Probe
from amana.acts.probes.traces import traces
from amana.domain.evidence.question import ProbeName
from amana.storage.probing import dumped, unplant

_ARABIC: Final = "أبتثجحخدذرزسشصضطظعغفقكلمنهويةى"
_CHUNK: Final = 8 << 20
_MOST_BYTES: Final = 8 << 30
_SLACK: Final = timedelta(seconds=2)
"""File systems and the database may read their clocks a little apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A made-up person, whose values no one else has: three tokens stand in all of them."""

    latin: str
    arabic: str
    digits: str

    @property
    def tokens(self) -> tuple[str, str, str]:
        """What is searched for."""
        return (self.latin, self.arabic, self.digits)

    @property
    def patterns(self) -> list[bytes]:
        """Return every form in which they may have been written."""
        return sorted({form for token in self.tokens for form in traces(token)})


def hatch() -> Canary:
    """Return a fresh one."""
    return Canary(
        latin=secrets.token_hex(8),
        arabic="".join(secrets.choice(_ARABIC) for _ in range(12)),
        digits="".join(secrets.choice("123456789") for _ in range(14)),
    )


def look(ground: Ground) -> Looked:
    """Plant a person, then search every file that was written since, and a dump of its rows.

    The ids of record and entry, which stand in the clear, must be found: else the search does
    not see what was written, and that it found nothing says nothing.
    """
    if not ground.folders:
        raise CannotLook(Unseen.FOREIGN)
    canary = hatch()
    planted = _plant(ground, canary)
    try:
        found, files, control = _search(ground.folders, canary, planted)
        rows = _search_dump(ground, canary, planted, found)
    finally:
        with ground.storage.work(ground.service) as work:
            unplant(work, planted.record)
    if not (control and rows):
        raise CannotLook(Unseen.BLIND)
    promises = frozenset(ground.promises)
    return Looked(
        kept=frozenset() if found else promises,
        broken=promises if found else frozenset(),
        faults=tuple(Fault(code="readable", place=place) for place in found),
        seen={"files": files, "rows": rows, "planted": str(planted.entry)},
    )


def _plant(ground: Ground, canary: Canary) -> Planted:
    """Write of the person what applications, staff and people write of one."""
    return ground.plant(
        f"canary-{canary.latin}-{canary.arabic}",
        {
            "email": f"{canary.latin}@planted.invalid",
            "name": f"مزروعة {canary.arabic}",
            "phone": f"+{canary.digits}",
            "reason": f"planted {canary.latin} {canary.arabic}",
        },
    )


def _search(
    folders: tuple[Path, ...], canary: Canary, planted: Planted
) -> tuple[list[str], int, bool]:
    """Return the files in which it is readable, how many were searched, and if the id was seen."""
    patterns = canary.patterns
    wanted = {planted.entry.bytes, planted.record.bytes}
    found, files, size = [], 0, 0
    since = (planted.at - _SLACK).timestamp()
    for path in dict.fromkeys(path for folder in folders for path in written_since(folder, since)):
        files += 1
        for chunk in chunks(path, overlap=max(map(len, patterns))):
            size += len(chunk)
            if size > _MOST_BYTES:
                raise CannotLook(Unseen.TOO_MUCH)
            wanted -= {mark for mark in wanted if mark in chunk}
            if any(pattern in chunk for pattern in patterns):
                found.append(path.name)
                break
    return found, files, not wanted


def _search_dump(ground: Ground, canary: Canary, planted: Planted, found: list[str]) -> int:
    """Add the tables in whose dumped rows it is readable; return how many rows were searched."""
    rows = 0
    with ground.storage.reading(ground.service) as view:
        person = view.sealer.person_key(planted.person)
        for table, line in dumped(view, person=person, entry=planted.entry):
            rows += 1
            written = line.encode("utf-8")
            if table not in found and any(pattern in written for pattern in canary.patterns):
                found.append(table)
    return rows


def written_since(folder: Path, instant: float) -> Iterator[Path]:
    """Yield the plain files below the folder that were written since; links are not followed."""
    for place, _, names in os.walk(folder, onerror=_unreadable):
        for name in names:
            path = Path(place, name)
            with suppress(FileNotFoundError):
                told = path.lstat()
                if stat.S_ISREG(told.st_mode) and told.st_mtime >= instant:
                    yield path


def chunks(path: Path, *, overlap: int) -> Iterable[bytes]:
    """Yield the file in pieces that overlap, so that nothing is cut in two.

    A file that goes in the middle of it is over; one that may not be read raises ``CannotLook``.
    """
    kept = b""
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield (kept + piece).rstrip(b"\0")
                kept = (kept + piece)[-overlap:]
    except FileNotFoundError:
        return
    except OSError as error:
        raise CannotLook(Unseen.UNREADABLE) from error


def _unreadable(error: OSError) -> None:
    """Refuse to go on: a folder that may not be listed hides files, one that has gone none."""
    if not isinstance(error, FileNotFoundError):
        raise CannotLook(Unseen.UNREADABLE) from error


PROBE: Final = Probe(name=ProbeName.RAW_FILES, every=NIGHTLY, look=look)
