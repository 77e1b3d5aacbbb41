"""Card numbers, wherever they stand: found by pattern and check digit, cut to the last four.

A number is taken for a card's where it has 13 to 19 digits of any script, begins as the cards of
a known scheme do, has a length that the scheme uses, and its last digit is right (Luhn, ISO/IEC
7812-1 annex B). Up to three blanks or dashes, or one dot, comma, slash, apostrophe or underscore,
may stand between digits; characters that nobody sees may stand anywhere. What is found is cut to
the last four digits (PCI DSS 3.4.1), which is all that may be kept. Decision record 0155 says how
often numbers of other kinds are taken for cards, and why that side was chosen.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amana.domain.record.ibans import iban_spans
from amana.domain.record.luhn import luhn

SHORTEST: Final = 13
LONGEST: Final = 19
CUT: Final = "•••• "
"""What stands in place of the digits that go."""
_LAST: Final = 4

_LENGTHS: Final = (16, 15, 14, 19, 18, 17, 13)
"""The usual first: where two readings are possible, the usual one is taken."""
_GLUED: Final = (16, 15)
_SCHEMES: Final = {
    13: re.compile("4"),
    14: re.compile("30[0-5]|3095|3[689]"),
    15: re.compile("3[47]"),
    16: re.compile(
        "[456]|220[0-4]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"  # also Mir, Mastercard since 2017
        "|30[0-5]|3095|35(?:2[89]|[3-8])|3[689]|8[12]|9682|9792"  # JCB, RuPay, mada, Troy
    ),
    17: re.compile("5[0678]|6|3[689]|35(?:2[89]|[3-8])"),
    18: re.compile("5[0678]|6|3[689]|35(?:2[89]|[3-8])"),
    19: re.compile("4|5[0678]|6|3[689]|35(?:2[89]|[3-8])"),
}
"""How the numbers of each length begin: Visa, Mastercard, Amex, Diners, Discover, Maestro …"""
_PHONES: Final = (13, 14)
"""Lengths at which what a plus sign stands before is a telephone number."""

_DIGIT: Final = r"[\d²³¹⁰-⁹₀-₉①-⓿❶-➓፩-፱]"
_ENOUGH_DIGITS: Final = re.compile(rf"{_DIGIT}(?:[\W_]*{_DIGIT}){{{SHORTEST - 1}}}")
"""Most texts have no such stretch, and are not looked at further."""
_RUN: Final = re.compile(r"[0-9](?:[\0 .]*[0-9])*")
_GROUP: Final = re.compile(r"[0-9](?:\0*[0-9])*")
_WIDEST_GAP: Final = 3
_POINTS: Final = ".,/_'·’٬٫،"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Where a card number stands in a text, and the digits of it that may be kept."""

    start: int
    end: int
    last_four: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Digits with nothing visible between them: the digits, and where each stands."""

    digits: str
    places: tuple[int, ...]


def is_card_number(digits: str) -> bool:
    """Tell whether ASCII digits are a card number: length, beginning of a scheme, check digit."""
    scheme = _SCHEMES.get(len(digits))
    return scheme is not None and scheme.match(digits) is not None and luhn(digits)


def find_cards(text: str) -> tuple[Card, ...]:
    """Return the card numbers in a text, in their order; they do not overlap."""
    if not _ENOUGH_DIGITS.search(text):
        return ()
    folded = text.translate(_FOLD)
    spared = iban_spans(folded)
    return tuple(
        card
        for run in _runs(folded)
        if not any(start <= run[0].places[0] < end for start, end in spared)
        for card in _in_run(run, after_plus=_after_plus(folded, run[0].places[0]))
    )


def holds_card(text: str) -> bool:
    """Tell whether a text holds a card number."""
    return bool(find_cards(text))


def cut_cards(text: str) -> str:
    """Return the text with each card number cut to its last four digits, as ``•••• 1234``.

    What comes out holds no card number any more: cutting it again changes nothing.
    """
    cards = find_cards(text)
    while cards:
        parts: list[str] = []
        done = 0
        for card in cards:
            parts += [text[done : card.start], CUT, card.last_four]
            done = card.end
        text = "".join(parts) + text[done:]
        # The four that stay may make a new number with digits that follow them.
        cards = find_cards(text)
    return text


def _runs(folded: str) -> Iterator[list[_Group]]:
    """Yield the stretches of digits that only narrow gaps part, each as its groups."""
    for match in _RUN.finditer(folded):
        run: list[_Group] = []
        end = match.start()
        for found in _GROUP.finditer(folded, match.start(), match.end()):
            if run and not _is_narrow(folded[end : found.start()]):
                yield run
                run = []
            run.append(_group(found))
            end = found.end()
        yield run


def _group(found: re.Match[str]) -> _Group:
    places = tuple(
        place for place, sign in enumerate(found[0], start=found.start()) if sign != "\0"
    )
    return _Group(digits=found[0].replace("\0", ""), places=places)


def _is_narrow(gap: str) -> bool:
    """Tell whether digits on both sides may be of one number: blanks and dashes, or one point."""
    visible = gap.replace("\0", "")
    return visible == "." or (len(visible) <= _WIDEST_GAP and "." not in visible)


def _after_plus(folded: str, start: int) -> bool:
    """Tell whether a plus sign stands right before, as before a telephone number."""
    return folded[:start].rstrip("\0 ")[-1:] == "+"


def _in_run(run: list[_Group], *, after_plus: bool) -> Iterator[Card]:
    """Yield the cards among the groups of a run: each begins and ends where a group does."""
    first = 0
    while first < len(run):
        last = _last_group(run, first, after_plus=after_plus and first == 0)
        if last is None:
            yield from _glued(run[first])
            first += 1
        else:
            digits = "".join(group.digits for group in run[first : last + 1])
            start, end = run[first].places[0], run[last].places[-1] + 1
            yield Card(start=start, end=end, last_four=digits[-_LAST:])
            first = last + 1


def _last_group(run: list[_Group], first: int, *, after_plus: bool) -> int | None:
    """Return the group with which a card ends that begins with the first; else nothing."""
    ends: dict[int, int] = {}
    digits = ""
    for place in range(first, len(run)):
        digits += run[place].digits
        if len(digits) > LONGEST:
            break
        ends[len(digits)] = place
    for length in _LENGTHS:
        is_phone = after_plus and length in _PHONES
        if length in ends and not is_phone and is_card_number(digits[:length]):
            return ends[length]
    return None


def _glued(group: _Group) -> Iterator[Card]:
    """Yield the group if it is longer than a card number and begins with one of the usual length.

    So stand number, month and code in a line that was copied without its blanks.
    """
    if len(group.digits) <= LONGEST:
        return
    for length in _GLUED:
        number = group.digits[:length]
        if is_card_number(number):
            start, end = group.places[0], group.places[-1] + 1
            yield Card(start=start, end=end, last_four=number[-_LAST:])
            return


class _Fold(dict[int, str]):
    """One plain sign for each character: a digit, a blank, a point, NUL for what nobody sees."""

    def __missing__(self, code: int) -> str:
        """Look the character up, and remember those of the first plane's scripts."""
        plain = _folded(chr(code))
        if code < _REMEMBERED:
            self[code] = plain
        return plain


_REMEMBERED: Final = 0x3000
_FOLD: Final = _Fold()


def _folded(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if sign in _POINTS:
        return "."
    category = unicodedata.category(sign)
    if category in {"Cf", "Mn", "Me"} or sign == "\0":
        return "\0"
    if category == "Pd" or sign.isspace() or sign == "\u2212":
        return " "
    return _narrow_letter(sign)


def _narrow_letter(sign: str) -> str:
    """Return the ASCII form of a wide letter; any other sign as it is."""
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and plain.isascii() and plain.isalpha() else sign
