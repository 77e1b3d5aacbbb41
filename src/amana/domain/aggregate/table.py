"""A table of figures: people counted by one or two bounded breakdowns, with their totals."""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from amana.domain.aggregate.errors import TableUnfit

TOTAL: Final = ""
"""In the place of a category: over all of them."""
OTHER: Final = "other"
"""What is none of the declared categories."""
MOST_CATEGORIES: Final = 50
MOST_BREAKDOWNS: Final = 2
Cell: TypeAlias = tuple[str, ...]
"""A category of each breakdown, or ``TOTAL``."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A field of a record, and the categories that are counted apart; the rest is ``other``."""

    field: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is counted, and for whom: people with a record of a type, by one or two breakdowns."""

    name: str
    record: str
    by: tuple[Breakdown, ...]
    to: str
    for_: str

    def __post_init__(self) -> None:
        """Refuse names that are none, and breakdowns that are none, doubled or too many."""
        fields = [each.field for each in self.by]
        wrong = {
            "name": _NAME.fullmatch(self.name) is None,
            "by": not 0 < len(fields) <= MOST_BREAKDOWNS or len(set(fields)) != len(fields),
            "categories": any(_unfit(each.categories) for each in self.by),
        }
        for part, is_wrong in wrong.items():
            if is_wrong:
                raise TableUnfit(part=part)

    def cells(self) -> tuple[Cell, ...]:
        """Return every cell in its order, the totals last of each row and column."""
        return tuple(itertools.product(*((*each.categories, OTHER, TOTAL) for each in self.by)))

    def counted(self, people: Iterable[Mapping[str, str]]) -> dict[Cell, int]:
        """Count people by the values of their fields, each person once, with all totals."""
        counts = dict.fromkeys(self.cells(), 0)
        for values in people:
            place = tuple(
                value if (value := values.get(each.field, OTHER)) in each.categories else OTHER
                for each in self.by
            )
            for cell in itertools.product(*((category, TOTAL) for category in place)):
                counts[cell] += 1
        return counts


def _unfit(categories: tuple[str, ...]) -> bool:
    return (
        not 0 < len(categories) <= MOST_CATEGORIES
        or len(set(categories)) != len(categories)
        or bool({TOTAL, OTHER} & set(categories))
    )
