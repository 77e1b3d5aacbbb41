"""Where data lies that ends: a type of our own records, or a table of a source."""

from collections.abc import Iterator
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

    def before(self) -> Iterator["Place"]:
        """Yield it and all that has to be gone before, each once."""
        seen: set[str] = set()
        ahead = [self]
        while ahead:
            place = ahead.pop()
            if place.item not in seen:
                seen.add(place.item)
                yield place
                ahead += reversed(place.waits)
