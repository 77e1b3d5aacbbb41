"""Raw files of our own database: a planted person is readable in none of them."""

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Planted, Probe
from amana.acts.probes.traces import traces
from amana.domain.evidence.question import ProbeName

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


def hatch() -> Canary:
    """Return a fresh one."""
    return Canary(
        latin=secrets.token_hex(8),
        arabic="".join(secrets.choice(_ARABIC) for _ in range(12)),
        digits="".join(secrets.choice("123456789") for _ in range(14)),
    )


def look(ground: Ground) -> Looked:
    """Plant a person, then search every file that was written since.

    The id of the planted entry, which stands in the clear, must be found: else the search does
    not see what was written, and that it found nothing says nothing.
    """
    if not ground.folders:
        raise CannotLook(Unseen.FOREIGN)
    canary = hatch()
    planted = _plant(ground, canary)
    found, files, control = _search(ground.folders, canary, planted)
    if not control:
        raise CannotLook(Unseen.BLIND)
    promises = frozenset(ground.promises)
    return Looked(
        kept=frozenset() if found else promises,
        broken=promises if found else frozenset(),
        faults=tuple(Fault(code="readable", place=place) for place in found),
        seen={"files": files, "planted": str(planted.entry)},
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
    patterns = sorted({form for token in canary.tokens for form in traces(token)})
    found, files, control, size = [], 0, False, 0
    since = (planted.at - _SLACK).timestamp()
    for path in dict.fromkeys(path for folder in folders for path in written_since(folder, since)):
        files += 1
        for chunk in chunks(path, overlap=max(map(len, patterns))):
            size += len(chunk)
            if size > _MOST_BYTES:
                raise CannotLook(Unseen.TOO_MUCH)
            control = control or planted.entry.bytes in chunk
            if any(pattern in chunk for pattern in patterns):
                found.append(path.name)
                break
    return found, files, control


def written_since(folder: Path, instant: float) -> Iterator[Path]:
    """Yield the plain files below the folder that were written since; links are not followed."""
    for place, _, names in os.walk(folder, onerror=_unreadable):
        for name in names:
            path = Path(place, name)
            try:
                told = path.lstat()
            except FileNotFoundError:
                continue
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
