"""Millions of words of people whom nobody met, put beside real ones by a few statements.

They have no ledger entries: they are there to make the tables and sets as large as they become.
Their look-up keys are spread over all that there can be, as those of real people are.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from pyroaring import BitMap

from amana.storage import Storage
from amana.storage.choice_sets import CHUNK, NO, YES

_AT_ONCE: Final = 20_000
_KEYS: Final = 1 << 32
_WRITERS: Final = 2
_SHARE: Final = 4
"""Of so many people one said no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """People of a service, each with a word about one purpose."""

    storage: Storage
    service: str
    purpose: str
    promise: str
    people: int

    def fill(self, between: Callable[[int], None]) -> None:
        """Write all their words; ``between`` is called with how many there are, now and then.

        Two connections write, since one alone keeps one core busy.
        """
        step = -(-self.people // 20)
        for first in range(0, self.people, step):
            last = min(first + step, self.people)
            parts = [(at, min(at + _AT_ONCE, last)) for at in range(first, last, _AT_ONCE)]
            with ThreadPoolExecutor(_WRITERS) as writers:
                for _ in writers.map(self._fill, parts):
                    pass
            between(last)

    def fold(self) -> None:
        """Keep the sets of the purpose as folding leaves them; everybody counts as numbered."""
        with self.storage.work(self.service) as work:
            for chunk in range(-(-self.people // CHUNK)):
                inside = range(min(CHUNK, self.people - chunk * CHUNK))
                refused = BitMap(inside[::_SHARE])
                bits = {YES: BitMap(inside) - refused, NO: refused}
                work.choice_sets.keep(self.purpose, chunk, bits)
            here = {"service": self.service, "count": self.people}
            work.transaction.change("bench_choices", "count_people", **here)
            work.over()

    def _fill(self, part: tuple[int, int]) -> None:
        first, end = part
        here = {
            "service": self.service,
            "step": _KEYS // self.people,
            "first": first,
            "last": end - 1,
        }
        about = {"purpose": self.purpose, "promise": self.promise}
        with self.storage.work(self.service) as work:
            work.transaction.change("bench_choices", "fill_people", **here)
            work.transaction.change("bench_choices", "fill_words", **here, **about)
            work.over()
