"""Look into a maildir for letters that came in, and take each once.

A letter that was dealt with is moved to ``cur`` and marked seen; one that is for a person stays
unseen there, so that whoever reads the mailbox meets it as new; so does one that cannot be taken at
all, or it would come first for ever. Letters themselves are the mail system's to keep: nothing of
them is copied.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from amana.acts.fault import fault_of
from amana.acts.letters.seeing import note_unseen
from amana.acts.letters.taking import FOR_A_PERSON, MAIL, LetterKind, Mailroom, take_letter
from amana.channels.incoming import LARGEST, Proof
from amana.storage.database import Storage

_MOST: Final = 200
"""Letters of one turn; the next turn goes on."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """The folders into which the mail system puts letters, one a service."""

    folders: Mapping[str, Path]
    room: Mailroom = field(default_factory=Mailroom)

    def look(self, storage: Storage, service: str) -> None:
        """Take the letters that are new. A scheduled task; killed, the next run goes on."""
        folder = self.folders.get(service)
        if folder is None:
            return
        for path in sorted((folder / "new").iterdir())[:_MOST]:
            fault = fault_of(partial(self._take, storage, service, folder, path))
            if fault is not None:
                # The name of a letter's file may say whose it is.
                _log.warning("a letter to %s: %s", service, fault)
                fault_of(partial(_set_aside, storage, service, folder, path))

    def _take(self, storage: Storage, service: str, folder: Path, path: Path) -> None:
        kind = take_letter(storage, service, read_bounded(path), self.room)
        _move(folder, path, kind)


def _set_aside(storage: Storage, service: str, folder: Path, path: Path) -> None:
    """Count a letter that cannot be taken as unreadable, and leave it to a person.

    Where that cannot be noted either, as while the database is away, it stays where it is.
    """
    kind = LetterKind.UNREADABLE
    with storage.work(service) as work:
        name = work.letters_in.name(sha256(os.fsencode(path.name)).digest())
        work.letters_in.take(name, sender=None, kind=kind.value, proof=Proof.UNKNOWN.value)
        _move(folder, path, kind)
        work.over()


def _move(folder: Path, path: Path, kind: LetterKind) -> None:
    flag = "" if kind in FOR_A_PERSON else "S"
    path.replace(folder / "cur" / f"{path.name.partition(':')[0]}:2,{flag}")


def read_bounded(path: Path) -> bytes:
    """Return a letter's bytes, of a larger one as many as show that it is larger.

    No link is followed out of the folder.
    """
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(opened, "rb") as file:
        return file.read(LARGEST + 1)


def forget_letters(storage: Storage, service: str) -> None:
    """Delete what is noted of old letters. A scheduled task."""
    with storage.work(service) as work:
        note_unseen(work, work.letters_in.forget(), actor=MAIL.identity)
        work.over()
