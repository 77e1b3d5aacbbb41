"""What everybody sees: the one way to it, which reads nothing but what is public."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.storage.publications import ShownRow
from amana.storage.work import View

MOST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """Some of what everybody sees, in an order that says nothing."""

    rows: tuple[ShownRow, ...]
    next: UUID | None
    """From where it goes on; ``None`` at the end."""


def show_published(
    view: View, *, kind: str | None = None, after: UUID | None = None, limit: int = MOST
) -> ShownPage:
    """Return a page of what is public at this instant."""
    found = view.publications.shown(kind=kind, after=after, limit=limit + 1)
    rows = found[:limit]
    return ShownPage(rows=rows, next=rows[-1].handle if len(found) > limit else None)
