"""What stands in the rows of a service and was written by no act of ours.

A login of the service reaches its rows and none of the keys. Most of what it could write does not
hold, for a seal or a mark is missing; these looks tell that it was written at all.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from psycopg.rows import DictRow

from amana.storage.bodies import open_body
from amana.storage.errors import CannotOpen, KeyMissing
from amana.storage.uuid7 import instant_of
from amana.storage.work import View

_APART: Final = timedelta(minutes=10)
"""Between a word and the id of its entry, at most: a single act is over long before."""


class Forged(NamedTuple):
    """A row that was written by no act of ours."""

    code: str
    place: str
    """Its id, or the look-up key of whom it is about, in hexadecimal."""


def forged_rows(view: View, *, most: int) -> Iterator[Forged]:
    """Yield what is forged among so many of the newest rows of each kind."""
    yield from (Forged("access", str(each)) for each in view.accesses.forged())
    yield from (Forged("identifier", str(each)) for each in view.identifiers.forged(limit=most))
    yield from (Forged("joined", each.hex()) for each in view.persons.joined_wrongly(limit=most))
    for row in view.transaction.rows("probes", "agreed", service=view.service, limit=most):
        if not _was_said(view, row):
            yield Forged("choice", str(row["id"]))


def _was_said(view: View, row: DictRow) -> bool:
    """Tell whether the entry that a word names says so, and was made with it."""
    if abs(instant_of(row["entry"]) - row["at"]) > _APART:
        return False
    try:
        body = open_body(
            view.sealer, row["sealed"], entry=row["entry"], person=bytes(row["person_key"])
        )
    except (CannotOpen, KeyMissing):
        return False
    said = body.get("purposes")
    return isinstance(said, list | tuple) and row["purpose"] in said
