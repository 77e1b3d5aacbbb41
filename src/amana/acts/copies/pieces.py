"""Rows as bytes, in pieces of a bounded size, and back again."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import orjson

from amana.domain.copying.shape import (
    CopyColumn,
    CopyRow,
    CopySection,
    CopyTable,
    Datatype,
    Missing,
)
from amana.domain.words import Words

PIECE_BYTES: Final = 524_288
"""So much is held at once, and a single row: no piece comes near what a row of ours may hold."""
_MOST_OPENED: Final = 64 * PIECE_BYTES
_LEVEL: Final = 1


def cut(rows: Iterable[CopyRow]) -> Iterator[tuple[str, bytes]]:
    """Yield the rows as pieces, each of one table; a piece may end within a row."""
    table, held = "", bytearray()
    for row in rows:
        if row.table != table and held:
            yield table, bytes(held)
            held.clear()
        table = row.table
        held += _line(row)
        while len(held) >= PIECE_BYTES:
            yield table, bytes(held[:PIECE_BYTES])
            del held[:PIECE_BYTES]
    if held:
        yield table, bytes(held)


def packed(piece: bytes) -> bytes:
    """Return a piece as it is sealed: smaller."""
    return zlib.compress(piece, _LEVEL)


def unpacked(piece: bytes) -> bytes:
    """Return the piece again; never more than a piece may hold."""
    return zlib.decompressobj().decompress(piece, _MOST_OPENED)


def rows_in(table: str, pieces: Iterable[bytes]) -> Iterator[CopyRow]:
    """Yield the rows of one table; of the pieces one is held at once, and a single row."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield _row(table, line)


def head_bytes(section: CopySection) -> bytes:
    """Return what a section holds, as bytes."""
    return packed(json.dumps(_section(section), ensure_ascii=False).encode("utf-8"))


def head_of(piece: bytes) -> CopySection:
    """Return what a section holds."""
    said = json.loads(unpacked(piece))
    tables = tuple(_table(each) for each in said["tables"])
    missing = None if said.get("missing") is None else Missing.of(said["missing"])
    return CopySection(id=said["id"], source=said["source"], tables=tables, missing=missing)


def _line(row: CopyRow) -> bytes:
    return orjson.dumps([row.values, row.withheld, row.portable]) + b"\n"


def _row(table: str, line: bytes) -> CopyRow:
    values, withheld, portable = orjson.loads(line)
    return CopyRow(table=table, values=values, withheld=tuple(withheld), portable=portable)


def _section(section: CopySection) -> dict[str, Any]:
    return {
        "id": section.id,
        "source": section.source,
        "missing": None if section.missing is None else section.missing.plain(),
        "tables": [
            {
                "id": table.id,
                "title": _said(table.title),
                "rows": table.rows,
                "portable": table.portable,
                "columns": [
                    {
                        "name": column.name,
                        "category": column.category,
                        "title": _said(column.title),
                        "datatype": column.datatype.value,
                        "language": column.language,
                        "portable": column.portable,
                    }
                    for column in table.columns
                ],
            }
            for table in section.tables
        ],
    }


def _table(said: Mapping[str, Any]) -> CopyTable:
    columns = tuple(
        CopyColumn(
            **{**each, "title": _words(each["title"]), "datatype": Datatype(each["datatype"])}
        )
        for each in said["columns"]
    )
    return CopyTable(**{**said, "title": _words(said["title"]), "columns": columns})


def _said(words: Words | None) -> list[str] | None:
    return None if words is None else [words.ar, words.en]


def _words(said: list[str] | None) -> Words | None:
    return None if said is None else Words(ar=said[0], en=said[1])
