"""What a row of a table says by the columns that its cells stand in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from amana.domain.policy.proposal import Role, Slots
from amana.reading.features import features
from amana.reading.rows import Column
from amana.reading.slots.fill import fill

_SAID_BY: Final = {
    "retain": Column.PERIOD,
    "use": Column.PURPOSE,
    "share": Column.RECIPIENT,
}
"""The column whose cell makes a row promise something of its data."""
_LIMITS: Final = frozenset({"never", "only"})
"""Kinds that a cell of any column may say of its row."""


def kinds_in(cells: Mapping[Column, str], judged: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of a row: those that its columns say, the one first that was judged so.

    A row that rules something out, and one whose cells say nothing that is known, stays as judged.
    """
    if _LIMITS & set(judged):
        return judged
    said = [kind for kind in _SAID_BY if _says(kind, cells, judged)]
    if not said:
        return judged
    kept = [kind for kind in judged if kind in said or kind == "collect"]
    return tuple(dict.fromkeys([*kept, *said]))


def because_of(cells: Mapping[Column, str], kind: str) -> tuple[str, ...]:
    """Return the cell that says a kind."""
    column = _SAID_BY.get(kind)
    return (cells[column],) if column is not None and column in cells else ()


def slots_in(cells: Mapping[Column, str], kinds: tuple[str, ...], whole: Slots) -> Slots:
    """Return the slots of a row, each from the cell of its own column."""
    slots = replace(whole, data=_of_cell(cells.get(Column.DATA), kinds[0]).data)
    if Column.PERIOD in cells:
        slots = replace(slots, period=_of_cell(cells[Column.PERIOD], "retain").period)
    if Column.PURPOSE in cells:
        slots = replace(slots, purposes=_of_cell(cells[Column.PURPOSE], "use").purposes)
    if Column.RECIPIENT in cells:
        slots = replace(slots, recipients=_of_cell(cells[Column.RECIPIENT], "share").recipients)
    return slots


def _says(kind: str, cells: Mapping[Column, str], judged: tuple[str, ...]) -> bool:
    """Tell whether the cell of a kind's column says what the kind is about."""
    cell = cells.get(_SAID_BY[kind])
    if cell is None:
        return False
    slots = _of_cell(cell, kind)
    named = {"retain": slots.period, "use": slots.purposes, "share": slots.recipients}
    return bool(named[kind]) or kind in judged


def _of_cell(cell: str | None, kind: str) -> Slots:
    """Return the slots of a cell by itself."""
    return fill(features(cell or "", role=Role.ITEM, heading=None, lead_in=None), (kind,))
