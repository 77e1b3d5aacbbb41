"""A table as a file declares it, and a released one as bytes: the same figures, the same bytes."""

import json
from typing import Final

from amana.domain.aggregate.errors import TableUnfit
from amana.domain.aggregate.suppression import Shown
from amana.domain.aggregate.table import TOTAL, Breakdown, Table

_FIELDS: Final = frozenset({"name", "record", "by", "to", "for"})


def parse_table(text: str) -> Table:
    """Return the table that a JSON text declares. Raises ``TableUnfit``."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise TableUnfit(part="json") from None
    if not isinstance(given, dict) or given.keys() != _FIELDS:
        raise TableUnfit(part="fields")
    by = given["by"]
    words = [given[each] for each in ("name", "record", "to", "for")]
    if not isinstance(by, dict) or not _are_words(words) or not all(map(_are_words, by.values())):
        raise TableUnfit(part="by")
    return Table(
        name=given["name"],
        record=given["record"],
        by=tuple(Breakdown(field=field, categories=tuple(each)) for field, each in by.items()),
        to=given["to"],
        for_=given["for"],
    )


def table_bytes(table: Table, shown: Shown, *, label: str, at_least: int) -> bytes:
    """Return a released table as canonical JSON, a cell left out as ``null``."""
    form = {
        "amana": 1,
        "table": table.name,
        "label": label,
        "record": table.record,
        "by": [{"field": each.field, "categories": list(each.categories)} for each in table.by],
        "to": table.to,
        "for": table.for_,
        "at_least": at_least,
        "cells": [[*cell, shown[cell]] for cell in table.cells()],
    }
    return json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def cells_of(content: bytes) -> Shown:
    """Return the cells of a released table."""
    form = json.loads(content)
    return {
        tuple(str(each) for each in cell[:-1]): None if cell[-1] is None else int(cell[-1])
        for cell in form["cells"]
    }


def breakdowns_of(content: bytes) -> object:
    """Return how a released table was declared, to be compared."""
    form = json.loads(content)
    return form["record"], form["by"], form["to"], form["for"]


def counted_fields(content: bytes) -> tuple[str, frozenset[str]]:
    """Return the record of a released table, and the fields by which its people were counted."""
    form = json.loads(content)
    return form["record"], frozenset(each["field"] for each in form["by"])


def total_of(content: bytes) -> int | None:
    """Return over how many people a released table is, where it says so."""
    return next(count for cell, count in cells_of(content).items() if set(cell) == {TOTAL})


def _are_words(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(each, str) for each in given)
