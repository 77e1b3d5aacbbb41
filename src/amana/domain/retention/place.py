"""Where data lies that ends: a type of our own records, or a table of a source."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place, with what is promised about it."""

    place: str
    """What our own records are called, or the source."""
    item: str
    """A record type, or a table's id in the map."""
    categories: frozenset[str]
    promises: frozenset[str]
    """The promises that say how long any of it is kept."""
    tables: tuple[str, ...] = ()
    """Of a source, the table and all whose rows go with its rows."""
    waits: tuple["Place", ...] = ()
    """Tables of a source whose rows end by a time of their own, and have to be gone before."""
    fault: str | None = None
    """Why nothing can end there, whatever is promised."""
