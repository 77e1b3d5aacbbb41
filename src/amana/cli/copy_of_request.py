"""Write the copy that a proven request asks for into a new file, to be handed over by hand."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

from amana.acts.act import OPERATOR, Act
from amana.acts.copies.asking import ask_copy_for, copy_of, whose_copy
from amana.acts.copies.errors import OutputMissing
from amana.acts.copies.fetching import OpenedCopy, open_copy_by_hand
from amana.acts.copies.forms import CopyForm, written
from amana.domain.words import Language
from amana.storage.database import Storage
from amana.storage.errors import NotFound
from amana.wording.catalogue import say

_FOR_ITS_OWNER: Final = 0o600


def write_copy(  # noqa: PLR0913 - which request, where to, and in which form
    storage: Storage,
    service: str,
    request: UUID,
    *,
    out: Path | None,
    form: CopyForm,
    language: Language,
) -> str:
    """Write it where it is ready, else have it prepared; return what was done.

    The file is for its owner alone, and is there whole or not at all. Raises
    ``RequestNotForCopy``, ``OutputMissing`` where there is no new file to write into, and
    ``CopyGone``.
    """
    if out is None or out.exists():
        raise OutputMissing
    opened = _opened(storage, service, request, form, language)
    if opened is None:
        return say("copies.cli_asked", language)
    _write_new(out, written(opened, form, language))
    return say("copies.cli_written", language, file=str(out))


def _opened(
    storage: Storage, service: str, request: UUID, form: CopyForm, language: Language
) -> OpenedCopy | None:
    """Return the copy where it is ready; else have it prepared, and return nothing."""
    with storage.work(service) as work:
        act = Act(actor=OPERATOR, work=work)
        person = whose_copy(work, request)
        try:
            found = copy_of(work, person)
        except NotFound:
            found = None
        if found is not None and found.ready:
            return open_copy_by_hand(act, found.id, person=person, form=form.value, storage=storage)
        ask_copy_for(act, request, language=language)
    return None


def _write_new(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file beside its place, and put it there once it is whole; never over another."""
    aside = path.with_name(f".{path.name}.part")
    aside.unlink(missing_ok=True)
    try:
        with os.fdopen(
            os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FOR_ITS_OWNER), "wb"
        ) as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)
    except FileExistsError as error:
        raise OutputMissing from error
    finally:
        aside.unlink(missing_ok=True)
