"""Ten thousand made-up personal values, and what finds each of them in bytes, in any form."""

import hashlib
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from amana.acts.probes.traces import traces

PEOPLE = 1_250
_PIECE = 1 << 16
_WINDOW = 8
_LONGEST = 2_000
_LATIN = "bcdfghjklmnprstvz"
_ARABIC = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DIGITS = frozenset(b"0123456789")
_HEX = frozenset(b"0123456789abcdefABCDEF")
_SHORT = 16
"""Digits alone, fewer than these, may stand in a longer number or hash by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A made-up person, as an application would send them."""

    number: int
    values: Mapping[str, str]
    """By field; ``person`` is the application's own id."""
    written: Mapping[str, frozenset[str]]
    """By field, the other ways of writing the same value."""


def _drawn(number: int, what: str, letters: str, length: int) -> str:
    """Draw letters that are always the same for a person and a field, and nobody else's."""
    drawn = hashlib.shake_256(f"{what}:{number}".encode()).digest(length)
    return "".join(letters[each % len(letters)] for each in drawn)


def _card(number: int) -> str:
    """Return a card number whose check digit is right (ISO/IEC 7812-1 annex B)."""
    body = "4" + _drawn(number, "card", "0123456789", 14)
    doubled = [int(each) * (1 + place % 2) for place, each in enumerate(reversed(body), start=1)]
    total = sum(each - 9 if each > 9 else each for each in doubled)
    return body + str(-total % 10)


def _someone(number: int) -> Someone:
    """Make a person up; each second one writes numbers in Arabic digits."""
    local = "10" + _drawn(number, "phone", "0123456789", 8)
    spaced = f"+20 {local[:2]} {local[2:6]} {local[6:]}"
    identity = f"2{number % 90 + 10:02}634{_drawn(number, 'id', '0123456789', 5)}"
    card = _card(number)
    grouped = " ".join(card[at : at + 4] for at in range(0, 16, 4))
    name = f"{_drawn(number, 'given', _LATIN, 7).title()} Al-{_drawn(number, 'f', _LATIN, 8)}"
    called = f"{_drawn(number, 'اسم', _ARABIC, 6)} {_drawn(number, 'لقب', _ARABIC, 7)}"
    mailbox = _drawn(number, "mail", _LATIN, 11)
    values = {
        "person": f"cust-{_drawn(number, 'person', _LATIN, 10)}",
        "name": name,
        "called": called,
        "email": f"{mailbox}@{_drawn(number, 'host', _LATIN, 8)}.example",
        "phone": spaced.translate(_EASTERN) if number % 2 else spaced,
        "identity": identity.translate(_EASTERN) if number % 2 else identity,
        "card": grouped if number % 2 else card,
        "address": f"{number + 1} {_drawn(number, 'street', _LATIN, 9).title()} Road, Doha",
        "note": f"واتس أب {_drawn(number, 'note', _ARABIC, 9)}",
    }
    written = {
        "phone": frozenset({f"+20{local}", f"20{local}", f"0{local}", local}),
        "identity": frozenset({identity}),
        "card": frozenset({card, grouped, grouped.replace(" ", "-")}),
        "email": frozenset({mailbox}),
    }
    return Someone(number=number, values=values, written=written)


@dataclass(slots=True)
class Hunt:
    """Finds planted values in bytes, as they are, folded, encoded and escaped.

    Of each form a window of eight bytes is looked up at each place of what is searched; where one
    is met, the whole form is looked for.
    """

    windows: dict[int, set[tuple[bytes, str]]] = field(default_factory=dict)
    known: frozenset[int] = frozenset()

    def plant(self, name: str, value: str) -> None:
        """Search for this value too."""
        for form in traces(value):
            if len(form) >= _WINDOW:
                at = (len(form) - _WINDOW) // 2
                window = int.from_bytes(form[at : at + _WINDOW], sys.byteorder)
                self.windows.setdefault(window, set()).add((form, name))

    def __call__(self, data: bytes) -> frozenset[str]:
        """Return the names of the values that stand there, never the values."""
        if len(self.known) != len(self.windows):
            self.known = frozenset(self.windows)
        found: set[str] = set()
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE + _LONGEST]
            for window in self._met(piece):
                found |= {name for form, name in self.windows[window] if _stands(form, piece)}
        return frozenset(found)

    def _met(self, piece: bytes) -> Iterator[int]:
        """Yield the windows of planted values that the piece holds, at whatever place."""
        for shift in range(_WINDOW):
            whole = (len(piece) - shift) // _WINDOW * _WINDOW
            words = array("Q", piece[shift : shift + whole])
            if not self.known.isdisjoint(words):
                yield from self.known.intersection(words)


def _stands(form: bytes, piece: bytes) -> bool:
    """Tell whether the form stands there; few digits only where they stand for themselves."""
    at = piece.find(form)
    if len(form) >= _SHORT or not _DIGITS.issuperset(form):
        return at >= 0
    while at >= 0:
        around = piece[max(at - 1, 0) : at] + piece[at + len(form) : at + len(form) + 1]
        if not _HEX.intersection(around):
            return True
        at = piece.find(form, at + 1)
    return False


def _hunting(people: Iterable[Someone], fields: frozenset[str] | None = None) -> Hunt:
    hunt = Hunt()
    for someone in people:
        for name, value in someone.values.items():
            if fields is None or name in fields:
                for said in {value, *someone.written.get(name, ())}:
                    hunt.plant(f"{name} {someone.number}", said)
    return hunt


class Hunting:
    """Makes searches for some people's values."""

    def __call__(self, people: Iterable[Someone], *fields: str) -> Hunt:
        """Return a search for these fields of theirs, or for all."""
        return _hunting(people, frozenset(fields) or None)


@pytest.fixture(scope="session")
def people() -> tuple[Someone, ...]:
    """Make the people up: with nine values each they are more than ten thousand."""
    return tuple(_someone(number) for number in range(PEOPLE))


@pytest.fixture(scope="session")
def hunting() -> Hunting:
    """Return what makes searches."""
    return Hunting()


@pytest.fixture(scope="session")
def hunt(people: tuple[Someone, ...], hunting: Hunting) -> Hunt:
    """Search for all values of all of them."""
    return hunting(people)
