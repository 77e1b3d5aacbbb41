"""Which sources the copy is without that answers a request: what they hold is still owed."""

from typing import Final

from amana.domain.copying.shape import Missing
from amana.storage.requests import RequestRow
from amana.storage.work import View

_MOST: Final = 50


def missing_for(view: View, row: RequestRow, person: str | None) -> tuple[Missing, ...]:
    """Return the sources that the latest copy which answers an open request is without.

    Of a first copy that is not made yet there are none: it still waits for them.

    Raises ``PersonErased``.
    """
    if person is None or row.ended_at is not None:
        return ()
    found = view.copies.of(view.persons.group(person), limit=_MOST)
    latest = next((each for each in found if each.asked_at >= row.received_at), None)
    if latest is None or (latest.ready_at is None and not latest.follows):
        return ()
    return latest.missing
