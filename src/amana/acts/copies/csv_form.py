"""A copy as tables: a CSV file each (RFC 4180) and their schema in one ZIP, written piece by piece.

Files are UTF-8 with a byte order mark, by which spreadsheets read Arabic right. A spreadsheet takes
a cell for a formula that begins with one of ``= + - @``, a tab or a line's end: text that begins
so, or with an apostrophe, has an apostrophe put before it; without its first one it is the text.
``csv-metadata.json`` is the schema: W3C's Metadata Vocabulary for Tabular Data. Where a source is
missing in the copy, ``missing.csv`` names it, with since when and that it follows.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from amana.acts.copies.fetching import OpenedCopy
from amana.acts.copies.layout import rows_in_table, sections_in
from amana.domain.copying.shape import CopyColumn, CopyRow, CopyTable, Missing
from amana.domain.words import Language
from amana.wording.catalogue import say

MEDIA_TYPE: Final = "application/zip"
METADATA: Final = "csv-metadata.json"
MISSING: Final = "missing.csv"
_MISSING_COLUMNS: Final = {"source": "string", "since": "dateTime", "follows": "boolean"}
WITHHELD: Final = "withheld-others-data"
"""The last column of each file: which columns of the row are kept back."""
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_UNSAFE: Final = re.compile(r"[^a-z0-9_-]")
_LONGEST_NAME: Final = 60
_CHUNK: Final = 65_536


class _Pipe(io.RawIOBase):
    """What a ZIP is written into, and taken out of again; it cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, given: Any, /) -> int:  # noqa: ANN401 - whatever has bytes, as in the library
        self._held += given
        return len(given)

    def taken(self, least: int = 0) -> Iterator[bytes]:
        """Yield what was written, if it is so much."""
        if self._held and len(self._held) >= least:
            out = bytes(self._held)
            self._held.clear()
            yield out


def csv_form(copy: OpenedCopy, *, language: Language, portable: bool = False) -> Iterator[bytes]:
    """Yield the ZIP; ``portable`` leaves only what is the person's to take along."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed:
        with packed.open(_entry(copy, METADATA), "w") as file:
            file.write(_metadata(copy, language, portable=portable))
        if _missing(copy):
            with packed.open(_entry(copy, MISSING), "w") as file:
                file.write(b"\xef\xbb\xbf" + _line(list(_MISSING_COLUMNS)))
                for each in _missing(copy):
                    file.write(_line([_cell(each.source), each.since.isoformat(), "true"]))
        for name, at, table in _files(copy, portable=portable):
            with packed.open(_entry(copy, name), "w", force_zip64=True) as file:
                file.write(b"\xef\xbb\xbf" + _line([*(it.name for it in table.columns), WITHHELD]))
                for row in rows_in_table(copy, at, table, portable=portable):
                    file.write(_line(_cells(row, table)))
                    yield from pipe.taken(_CHUNK)
    yield from pipe.taken()


def _files(copy: OpenedCopy, *, portable: bool) -> Iterator[tuple[str, int, CopyTable]]:
    """Yield each table with the name of its file: of our making, whatever a map calls it."""
    for at, section in sections_in(copy, portable=portable):
        folder = f"{at:02}-{_safe(section.id)}"
        for number, table in enumerate(section.tables):
            yield f"{folder}/{number:03}-{_safe(table.id)}.csv", at, table


def _missing(copy: OpenedCopy) -> tuple[Missing, ...]:
    return tuple(each.missing for each in copy.sections if each.missing is not None)


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name.lower())[:_LONGEST_NAME]


def _entry(copy: OpenedCopy, name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=copy.made_at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    # For whom it is about alone, where it is unpacked with its rights.
    entry.external_attr = 0o600 << 16
    return entry


def _cells(row: CopyRow, table: CopyTable) -> list[str]:
    cells = [_cell(row.values.get(column.name)) for column in table.columns]
    return [*cells, _cell(" ".join(row.withheld))]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_DANGEROUS) else value
    return json.dumps(value, ensure_ascii=False)


def _line(cells: list[str]) -> bytes:
    """Return one line; every cell stands in quotes, so that no reader takes it for another."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8")


def _metadata(copy: OpenedCopy, language: Language, *, portable: bool) -> bytes:
    comment = say("copies.csv_comment", language)
    tables = [
        {"url": name, "tableSchema": {"columns": _columns(table, language)}}
        for name, _, table in _files(copy, portable=portable)
    ]
    if _missing(copy):
        comment += " " + say("copies.missing_lead", language)
        columns = [
            {"name": name, "titles": [name], "datatype": of}
            for name, of in _MISSING_COLUMNS.items()
        ]
        tables.insert(0, {"url": MISSING, "tableSchema": {"columns": columns}})
    said: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "dc:title": say("copies.title", language, service=copy.service),
        "dc:created": {"@value": copy.made_at.isoformat(), "@type": "xsd:dateTime"},
        "rdfs:comment": comment,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tables": tables,
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8")


def _columns(table: CopyTable, language: Language) -> list[dict[str, Any]]:
    own = [_column(column, f"c{at}", language) for at, column in enumerate(table.columns)]
    title = say("copies.withheld_title", language)
    last = {"name": "withheld", "titles": [WITHHELD], "dc:description": title}
    return [*own, {**last, "datatype": "string", "separator": " "}]


def _column(column: CopyColumn, name: str, language: Language) -> dict[str, Any]:
    """Return what a column is; names of ours, for those of a database may be none to W3C."""
    said: dict[str, Any] = {"name": name, "titles": [column.name]}
    if column.title is not None:
        said["dc:description"] = column.title.say(language)
    if column.category is not None:
        said["dc:subject"] = column.category
    said["datatype"] = column.datatype.value
    return said
