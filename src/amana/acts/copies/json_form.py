"""A copy as one JSON document, as ``spec/copy.schema.json`` says, written piece by piece."""

import json
from collections.abc import Iterator
from typing import Any, Final

from amana.acts.copies.fetching import OpenedCopy
from amana.acts.copies.layout import rows_in_table, sections_in
from amana.domain.copying.shape import CopyRow, CopySection, CopyTable, Reason

FORM: Final = "amana-copy-1"
MEDIA_TYPE: Final = "application/json"
_CHUNK: Final = 65_536


def json_form(copy: OpenedCopy, *, portable: bool = False) -> Iterator[bytes]:
    """Yield the document; ``portable`` leaves only what is the person's to take along."""
    held: list[str] = []
    size = 0
    for part in _written(copy, portable=portable):
        held.append(part)
        size += len(part)
        if size >= _CHUNK:
            yield "".join(held).encode("utf-8")
            held.clear()
            size = 0
    yield "".join(held).encode("utf-8")


def _written(copy: OpenedCopy, *, portable: bool) -> Iterator[str]:
    head = {
        "form": FORM,
        "service": copy.service,
        "copy": str(copy.key.copy),
        "made_at": copy.made_at.isoformat(),
        "portability": portable,
    }
    yield _text(head)[:-1] + ',"sections":['
    for order, (at, section) in enumerate(sections_in(copy, portable=portable)):
        yield (",\n" if order else "\n") + _opened(section) + ',"tables":['
        for place, table in enumerate(section.tables):
            yield (",\n" if place else "\n") + _head(table)[:-1] + ',"rows":['
            for number, row in enumerate(rows_in_table(copy, at, table, portable=portable)):
                yield (",\n" if number else "\n") + _text(_row(row))
            yield "]}"
        yield "]}"
    yield "]}\n"


def _opened(section: CopySection) -> str:
    head: dict[str, Any] = {"id": section.id, "source": section.source}
    if section.missing is not None:
        head["missing"] = {"since": section.missing.since.isoformat(), "follows": True}
    return _text(head)[:-1]


def _head(table: CopyTable) -> str:
    columns = [
        {"name": it.name, "category": it.category, "datatype": it.datatype.value}
        for it in table.columns
    ]
    return _text({"id": table.id, "columns": columns})


def _row(row: CopyRow) -> dict[str, Any]:
    if not row.withheld:
        return {"values": row.values}
    because = dict.fromkeys(row.withheld, Reason.OTHERS_DATA.value)
    return {"values": row.values, "withheld": because}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
