"""Lines of a PDF page in reading order, from where its letters stand.

A page of Arabic may hold its letters in the order in which they are read, or from left to right as
they are seen, joined or apart. So that this makes no difference, letters are put in the order of
their places first; runs from right to left are turned then.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_GAP: Final = 0.2
"""Of the letters' size: a wider gap parts words."""
_GAP_WITH_BLANK: Final = 0.08
"""A gap in which a blank stands; blanks elsewhere are misplaced, and part nothing."""
_SAME_LINE: Final = 0.35
_LINES_BACK: Final = 2
"""Lines that a letter may still belong to: marks and raised letters are often drawn last."""
_SAME_PLACE: Final = 0.01
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_NUMBERS: Final = frozenset({"EN", "AN"})
_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_STOPS: Final = frozenset(".؟?!…")
_FORMS: Final = (("\ufb1d", "\ufdff"), ("\ufe70", "\ufefc"))


class Letter(NamedTuple):
    """A letter as it stands on the page, in points from the lower left corner."""

    char: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line of a page in the order in which it is read."""

    text: str
    left: float
    right: float
    base: float
    size: float
    rtl: bool


def page_lines(letters: Sequence[Letter]) -> Iterator[PageLine]:
    """Yield the lines of a page in the order of its content."""
    groups: list[list[Letter]] = []
    for letter in letters:
        for group in reversed(groups[-_LINES_BACK:]):
            near = _SAME_LINE * max(letter.size, group[0].size, 1.0)
            if abs(letter.base - group[0].base) <= near:
                group.append(letter)
                break
        else:
            groups.append([letter])
    for group in groups:
        yield from _line(group)


def _line(group: Sequence[Letter]) -> Iterator[PageLine]:
    """Yield one line, if it holds anything."""
    seen = [letter for letter in group if not letter.char.isspace()]
    if not seen:
        return
    clusters = _clusters(seen)
    rtl = _is_rtl("".join(text for text, _, _ in clusters))
    blanks = [letter.left for letter in group if letter.char.isspace()]
    spaced = _with_spaces(clusters, blanks, max(letter.size for letter in seen))
    words = _logical(spaced, rtl=rtl)
    yield PageLine(
        text=" ".join(words.split()),
        left=min(letter.left for letter in seen),
        right=max(letter.right for letter in seen),
        base=seen[0].base,
        size=sorted(letter.size for letter in seen)[len(seen) // 2],
        rtl=rtl,
    )


def _clusters(group: Sequence[Letter]) -> list[tuple[str, float, float]]:
    """Return what stands at one place together, from left to right; marks go to their letters."""
    found: list[list[Letter]] = []
    marks: list[Letter] = []
    for letter in group:
        if unicodedata.category(letter.char) == "Mn":
            marks.append(letter)
        elif found and abs(found[-1][0].left - letter.left) < _SAME_PLACE:
            found[-1].append(letter)
        else:
            found.append([letter])
    found.sort(key=lambda cluster: cluster[0].left)
    for mark in marks if found else ():
        middle = (mark.left + mark.right) / 2
        nearest = min(found, key=lambda cluster: abs(_middle(cluster[0]) - middle))
        nearest.append(mark)
    return [(_plain(c), c[0].left, max(letter.right for letter in c)) for c in found]


def _middle(letter: Letter) -> float:
    """Return the middle of a letter."""
    return (letter.left + letter.right) / 2


def _plain(cluster: Sequence[Letter]) -> str:
    """Return a cluster's letters; presentation forms become the letters that they stand for."""
    text = "".join(letter.char for letter in cluster)
    if any(low <= char <= high for char in text for low, high in _FORMS):
        return unicodedata.normalize("NFKC", text)
    return text


def _with_spaces(
    clusters: Sequence[tuple[str, float, float]], blanks: Sequence[float], size: float
) -> list[str]:
    """Return the clusters from left to right, with a blank where a gap parts words."""
    found: list[str] = []
    end: float | None = None
    for text, left, right in clusters:
        gap = 0.0 if end is None else left - end
        if end is not None and gap > _GAP_WITH_BLANK * size:
            marked = any(end - 1 <= blank <= left + 1 for blank in blanks)
            found += [" "] if marked or gap > _GAP * size else []
        found.append(text)
        end = right if end is None else max(end, right)
    return found


def _is_rtl(text: str) -> bool:
    """Tell whether a line is written from right to left, from its letters as they are seen.

    A line of both scripts ends where its last stop stands, at the left or at the right; else it
    is written as most of its letters are.
    """
    kinds = [unicodedata.bidirectional(char) for char in text]
    arabic, latin = sum(kind in _RIGHT_TO_LEFT for kind in kinds), kinds.count("L")
    if arabic and latin and (text[0] in _STOPS) != (text[-1] in _STOPS):
        return text[0] in _STOPS
    return arabic > latin


def _logical(seen: Sequence[str], *, rtl: bool) -> str:
    """Return clusters from left to right in the order of reading."""
    ordered = list(reversed(seen)) if rtl else list(seen)
    found: list[str] = []
    for run, against in _runs(ordered, rtl=rtl):
        found += reversed(run) if against else run
    text = "".join(found)
    return _brackets(text) if rtl else text


def _runs(ordered: Sequence[str], *, rtl: bool) -> Iterator[tuple[Sequence[str], bool]]:
    """Yield stretches that run with the line, and those that run against it."""
    against = [_runs_against(cluster, rtl=rtl) for cluster in ordered]
    at = 0
    while at < len(ordered):
        if not against[at]:
            yield ordered[at : at + 1], False
            at += 1
            continue
        last = at
        for ahead in range(at + 1, len(ordered)):
            if against[ahead]:
                last = ahead
            elif _strong(ordered[ahead]):
                break
        yield ordered[at : last + 1], True
        at = last + 1


def _runs_against(cluster: str, *, rtl: bool) -> bool:
    """Tell whether a cluster is written against the line's direction."""
    kind = unicodedata.bidirectional(cluster[0])
    return kind == "L" or kind in _NUMBERS if rtl else kind in _RIGHT_TO_LEFT


def _strong(cluster: str) -> bool:
    """Tell whether a cluster has a direction of its own."""
    return unicodedata.bidirectional(cluster[0]) in {"L", *_RIGHT_TO_LEFT}


def _brackets(text: str) -> str:
    """Turn brackets round that are stored as they are seen: a closing one comes first then."""
    opening, closing = text.find("("), text.find(")")
    return text.translate(_MIRRORED) if 0 <= closing < opening or opening < 0 <= closing else text
