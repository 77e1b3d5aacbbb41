"""Which sentences of two languages of one policy correspond, and what only one of them says.

Both languages are read into the same concepts, kinds and slots, so that sentences are compared by
these, by figures and by what is written alike (addresses, names). The order of both is kept.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal, Role
from amana.domain.words import LANGUAGES
from amana.reading.folding import tokens
from amana.reading.lexicon import lexicon

MOST_PASSAGES: Final = 400
"""Passages of one language up to which two are aligned: they take about a second of a processor."""
_BAND: Final = 120
"""How far from its proportional place a passage's counterpart is looked for."""
_LEAST: Final = 0.3
"""Likeness below which two passages are rather left alone."""
_TWO_FOR_ONE: Final = 0.06
"""How much liker two sentences together must be to one than the better of them alone."""
_FEWEST: Final = 0.15
"""Share of the passages below which a language is only a guest."""
_KIND_COUNTS: Final = 2.0
_EMPTY: Final = frozenset({"we", "finite", "relative", "data", "personal", "follows", "not"})
_NONE: Final = frozenset({HEADING_KIND, NO_KIND})
_SURE: Final = 0.6
"""Confidence below which a reading is doubtful: its slots may be those of another sentence."""
_COMPARED: Final = ("data", "purposes", "recipients")

Marks = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A kind or slot in which sentences that correspond differ: what only each of them says."""

    slot: str
    """``kind``, ``data``, ``purposes``, ``recipients``, ``period``, ``negated``, ``condition``."""
    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """Sentences of two languages that correspond, by place; a side that is silent is empty."""

    first: tuple[int, ...]
    second: tuple[int, ...]
    differences: tuple[Difference, ...] = ()


def correspondence(proposals: Sequence[Proposal]) -> tuple[Correspondence, ...]:
    """Align the two languages of a document, Arabic first; of one in one language, nothing.

    Nor is anything said of a document with more passages than ``MOST_PASSAGES`` in a language.
    """
    sides = [[n for n, each in enumerate(proposals) if each.language == it] for it in LANGUAGES]
    first, second = sides
    fewest = min(len(first), len(second))
    if fewest <= _FEWEST * len(proposals) or max(map(len, sides)) > MOST_PASSAGES:
        return ()
    marks = _weighed([_marks(each) for each in proposals])
    pairs = _path(_Sides(proposals, first, second, marks))
    return tuple(
        Correspondence(first=one, second=two, differences=tuple(_differences(proposals, one, two)))
        for one, two in pairs
    )


def translations(aligned: Sequence[Correspondence]) -> Callable[[int, int], bool]:
    """Return a test of two places: whether the passages there correspond."""
    known: dict[int, frozenset[int]] = {}
    for each in aligned:
        known |= dict.fromkeys(each.first, frozenset(each.second))
        known |= dict.fromkeys(each.second, frozenset(each.first))
    return lambda one, other: other in known.get(one, ())


def _marks(proposal: Proposal) -> Marks:
    """Return what a passage shows whatever its language."""
    words = tokens(proposal.text)
    found = {name for name in lexicon().concepts(words) if name not in _EMPTY}
    slots = proposal.slots
    found |= {f"kind={kind}" for kind in proposal.kinds if kind not in _NONE}
    found |= {f"period={slots.period}"} if slots.period else set()
    found |= {token.word for token in words if token.word.isascii() and token.word.isdigit()}
    if "@" in proposal.text or "www." in proposal.text or "://" in proposal.text:
        found.add("address=")
    return frozenset(found)


def _weighed(marks: Sequence[Marks]) -> Sequence[Mapping[str, float]]:
    """Give each mark the weight of its rarity in the document; a kind counts for more."""
    rarity = Counter(mark for each in marks for mark in each)
    weight = {
        mark: math.log(1 + len(marks) / times) * (_KIND_COUNTS if mark.startswith("kind=") else 1)
        for mark, times in rarity.items()
    }
    return [{mark: weight[mark] for mark in each} for each in marks]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The passages of both languages, by place, and the weighed marks of all."""

    proposals: Sequence[Proposal]
    first: Sequence[int]
    second: Sequence[int]
    marks: Sequence[Mapping[str, float]]

    def likeness(self, ones: Sequence[int], others: Sequence[int]) -> float:
        """Return how alike some passages are to others: 0 to 1 and a little for their layout."""
        one = self.proposals[ones[0]]
        other = self.proposals[others[0]]
        if (one.role is Role.HEADING) != (other.role is Role.HEADING):
            return -1.0
        left = self._together(ones)
        right = self._together(others)
        shared = sum(weight for mark, weight in left.items() if mark in right)
        total = sum(left.values()) + sum(right.values())
        length = sum(len(self.proposals[n].text) for n in ones)
        length_other = sum(len(self.proposals[n].text) for n in others)
        close = min(length, length_other) / max(length, length_other)
        alike = 2 * shared / total if total else 0.5
        headings = one.role is Role.HEADING
        return 0.8 * alike + 0.15 * close + 0.1 * (one.role is other.role) + 0.1 * headings

    def _together(self, places: Sequence[int]) -> Mapping[str, float]:
        """Return the marks of one passage, or of two together."""
        if len(places) == 1:
            return self.marks[places[0]]
        return {mark: weight for place in places for mark, weight in self.marks[place].items()}


def _steps(sides: _Sides, at: int, to: int) -> Iterator[tuple[int, int, float]]:
    """Yield how the way can go on from here: how far on each side, and what it gains."""
    first, second = sides.first, sides.second
    left, right = first[at : at + 2], second[to : to + 2]
    if left:
        yield 1, 0, 0.0
    if right:
        yield 0, 1, 0.0
    if not left or not right:
        return
    single = sides.likeness(left[:1], right[:1])
    yield 1, 1, single - _LEAST
    if single < 0 or sides.proposals[left[0]].role is Role.HEADING:
        return
    for ones, others in ((left, right[:1]), (left[:1], right)):
        if len(ones) + len(others) == 3 and not _holds_heading(sides, (*ones, *others)):  # noqa: PLR2004 - two for one
            gain = sides.likeness(ones, others) - _LEAST - _TWO_FOR_ONE
            yield len(ones), len(others), gain


def _holds_heading(sides: _Sides, places: Sequence[int]) -> bool:
    return any(sides.proposals[place].role is Role.HEADING for place in places)


def _path(sides: _Sides) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the corresponding passages in order, on the way through both that gains most."""
    rows, columns = len(sides.first), len(sides.second)
    best: dict[tuple[int, int], float] = {(rows, columns): 0.0}
    chosen: dict[tuple[int, int], tuple[int, int]] = {}
    for at in range(rows, -1, -1):
        middle = at * columns // rows
        for to in range(min(columns, middle + _BAND), max(-1, middle - _BAND - 1), -1):
            ways = [
                (best[at + down, to + over] + gain, (down, over))
                for down, over, gain in _steps(sides, at, to)
                if (at + down, to + over) in best
            ]
            if ways:
                best[at, to], chosen[at, to] = max(ways)
    at = to = 0
    while (at, to) in chosen:
        down, over = chosen[at, to]
        yield tuple(sides.first[at : at + down]), tuple(sides.second[to : to + over])
        at, to = at + down, to + over


def _differences(
    proposals: Sequence[Proposal], first: Sequence[int], second: Sequence[int]
) -> Iterator[Difference]:
    """Yield what only one of the corresponding sides says; of headings nothing.

    Where the kinds differ, or one side's reading is doubtful, slots and conditions tell of the
    reading and not of the texts: nothing is said of them.
    """
    ones, others = [proposals[n] for n in first], [proposals[n] for n in second]
    if any(each.kinds[0] == HEADING_KIND for each in (*ones, *others)) or not ones or not others:
        return
    if not (_kinds(ones, main=True) & _kinds(others) or _kinds(others, main=True) & _kinds(ones)):
        one, two = (tuple(sorted(_kinds(side, main=True))) for side in (ones, others))
        if one or two:
            yield Difference(slot="kind", first=one, second=two)
        return
    if any(each.confidence < _SURE for each in (*ones, *others)):
        return
    for slot in (*_COMPARED, "period", "negated"):
        one_said, two_said = _said(ones, slot), _said(others, slot)
        if one_said != two_said:
            yield Difference(
                slot=slot,
                first=tuple(term for term in one_said if term not in two_said),
                second=tuple(term for term in two_said if term not in one_said),
            )
    one_if, two_if = _conditions(ones), _conditions(others)
    if bool(one_if) != bool(two_if):
        yield Difference(slot="condition", first=one_if, second=two_if)


def _conditions(side: Sequence[Proposal]) -> tuple[str, ...]:
    """Return the words that make a side's sentences conditional."""
    return tuple(it.slots.condition for it in side if it.slots.condition)


def _kinds(side: Sequence[Proposal], *, main: bool = False) -> frozenset[str]:
    """Return the kinds of a side's sentences, or only their main ones."""
    return frozenset(kind for it in side for kind in it.kinds[: 1 if main else None]) - _NONE


def _said(side: Sequence[Proposal], slot: str) -> tuple[str, ...]:
    """Return what words of a side's sentences say in one slot, in one order."""
    found: set[str] = set()
    for each in side:
        value = getattr(each.slots, slot)
        if isinstance(value, tuple):
            found |= set(each.slots.worded(slot)) - {"other"}
        elif value:
            found.add(str(value))
    return tuple(sorted(found))
