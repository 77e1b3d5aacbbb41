"""A file that is to be imported: what it is, by what it is known, and its rows."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Final

from amana.acts.records.incoming import Terms
from amana.cli.importing.csv_rows import csv_rows, header_of
from amana.cli.importing.errors import FileUnreadable
from amana.cli.importing.json_rows import json_rows
from amana.cli.importing.lines import Lines, Row
from amana.cli.importing.mapping import Columns
from amana.storage.records.intake import Place

_JSON: Final = frozenset({".ndjson", ".jsonl", ".json"})
_CSV: Final = frozenset({".csv", ".tsv", ".txt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open file with one record a row."""

    file: BufferedReader
    is_json: bool
    digest: str
    """SHA-256 of its bytes and of how it is read: the same file in the same way is one import."""
    size: int

    def rows(self, columns: Columns, fields: Iterable[str], *, behind: Place) -> Iterator[Row]:
        """Yield the rows behind this place.

        Raises ``HeaderUnfit``, ``PersonColumnMissing`` and what a header cannot be read for.
        """
        lines = Lines(file=self.file, place=0, line=0)
        lines.back_to(place=0, line=0)
        if self.is_json:
            lines.back_to(place=behind.place, line=behind.line)
            return json_rows(lines)
        header = header_of(lines)
        columns.check(header.names, fields)
        if behind.place:
            lines.back_to(place=behind.place, line=behind.line)
        return csv_rows(lines, header)


def source_of(path: Path, file: BufferedReader, terms: Terms, columns: Columns) -> Source:
    """Look at an open file of records."""
    return read_as(path, file, how=_how(terms, columns))


def read_as(path: Path, file: BufferedReader, *, how: bytes) -> Source:
    """Look at an open file. Its name says what it is, else its first byte does.

    ``how`` is what tells one import of the same bytes from another.
    """
    suffix = path.suffix.lower()
    first = file.read(1)
    file.seek(0)
    try:
        hashed = hashlib.file_digest(file, "sha256")
        size = file.tell()
    except OSError:
        raise FileUnreadable from None
    hashed.update(how)
    return Source(
        file=file,
        is_json=suffix in _JSON or (suffix not in _CSV and first == b"{"),
        digest=hashed.hexdigest(),
        size=size,
    )


def _how(terms: Terms, columns: Columns) -> bytes:
    """Return what else tells one import from another."""
    how = terms.how
    parts = [
        terms.type,
        sorted(terms.purposes),
        how.origin.value,
        how.occasion,
        how.source,
        sorted(columns.named.items()),
    ]
    return json.dumps(parts).encode()
