"""Writing a file beside, with what is to be in it, and looking at it again when it is in place."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import zip_longest

import sqlalchemy as sa

from amana.sources.files.folder import OpenFile
from amana.sources.files.form import Record
from amana.sources.files.lines import Wrong, encoding_of
from amana.sources.files.loading import RECORD, Loaded, Read, form_of, lines_of, wanted


def write(
    connection: sa.Connection, loaded: Loaded, how: Read, descriptor: int, batch: int
) -> bool:
    """Write all that stays, changed where it changes; tell whether anything is otherwise.

    What stays as it is stands there byte by byte as before. Raises ``FileUnfit`` where the file's
    encoding has no sign for a new value.
    """
    encoding = encoding_of(loaded.file.descriptor, how.encoding)
    other = False
    with (
        closing(lines_of(loaded.file, loaded.form, how)) as lines,
        os.fdopen(os.dup(descriptor), "wb") as out,
    ):
        for record, raw in _merged(loaded, loaded.form.records(lines), connection, batch):
            other = other or raw != record.raw
            try:
                out.write(raw.encode(encoding))
            except UnicodeEncodeError:
                raise lines.unfit(Wrong.SIGN) from None
        out.flush()
        os.fsync(out.fileno())
    return other


def _merged(
    loaded: Loaded, records: Iterable[Record], connection: sa.Connection, batch: int
) -> Iterator[tuple[Record, str]]:
    """Yield each record with what is to stand in its place: nothing where its row is gone."""
    rows = wanted(connection, loaded, batch)
    row = next(rows, None)
    number = 0
    for record in records:
        if record.values is None:
            yield record, record.raw
            continue
        if row is None or row[RECORD] != number:
            yield record, ""
        else:
            changes = {
                name: value
                for name, value in row.items()
                if name != RECORD and value != record.values.get(name)
            }
            yield record, loaded.form.changed(record.raw, changes) if changes else record.raw
            row = next(rows, None)
        number += 1


def differences(
    connection: sa.Connection, loaded: Loaded, file: OpenFile, how: Read, batch: int
) -> int:
    """Return how many records of the file in place are not what they are to be."""
    form = form_of(file, loaded.table, loaded.names, how.limits)
    with closing(lines_of(file, form, how)) as lines:
        found = (each.values for each in form.records(lines) if each.values is not None)
        pairs = zip_longest(wanted(connection, loaded, batch), found)
        return sum(
            1
            for row, values in pairs
            if row is None
            or values is None
            or any(
                (value or None) != (values.get(name) or None)
                for name, value in row.items()
                if name != RECORD
            )
        )
