"""Card numbers, wherever they stand: found by pattern and check digit, cut to the last four.

A number is taken for a card's where it has 13 to 19 digits of any script, begins as the cards of
a known scheme do, has a length that the scheme uses, and its last digit is right (Luhn, ISO/IEC
7812-1 annex B). Up to three blanks or dashes, or one point, may stand between any digits; up to
four marks of any kind between groups as cards have them; characters that nobody sees anywhere.
A number that more digits are glued to, such as its end and code, is found at either end of them.
What is found is cut to the last four digits (PCI DSS 3.4.1), which is all that may be kept.
Decision records 0155 and 0186 say how often numbers of other kinds are taken for cards.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.record.digit_runs import Group, runs_of, written_runs_of
from amana.domain.record.luhn import luhn

SHORTEST: Final = 13
LONGEST: Final = 19
CUT: Final = "•••• "
"""What stands in place of the digits that go."""
_LAST: Final = 4

_LENGTHS: Final = (16, 15, 14, 19, 18, 17, 13)
"""The usual first: where two readings are possible, the usual one is taken."""
_USUAL: Final = 16
_GLUED: Final = (16, 15, 14, 13)
_GLUED_BEHIND: Final = (16, 15, 14)
"""At the end of more digits; thirteen there are hardly ever a card's."""
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

_USUAL_GROUPS: Final = frozenset(
    {
        (4, 4, 4, 4),
        (4, 4, 4, 4, 3),
        (4, 4, 4, 4, 2),
        (4, 4, 4, 3),
        (4, 4, 4, 1),
        (4, 6, 5),
        (4, 6, 4),
        (5, 5, 5),
        (6, 6, 4),
        (6, 13),
        (8, 8),
        (8, 11),
        *((1,) * count for count in range(SHORTEST, LONGEST + 1)),
        *((2,) * count for count in (7, 8)),
    }
)
"""The groups in which cards are written."""
_TAILS: Final = (((4, 4, 4), 4), ((4, 6), 5), ((4, 6), 4))
"""Groups before the last, and the digits of the last: more may be glued to it."""
_HEADS: Final = ((4, (4, 4, 4)), (4, (6, 5)), (4, (6, 4)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Where a card number stands in a text, and the digits of it that may be kept."""

    start: int
    end: int
    last_four: str


def is_card_number(digits: str) -> bool:
    """Tell whether ASCII digits are a card number: length, beginning of a scheme, check digit."""
    scheme = _SCHEMES.get(len(digits))
    return scheme is not None and scheme.match(digits) is not None and luhn(digits)


def find_cards(text: str) -> tuple[Card, ...]:
    """Return the card numbers in a text, in their order; they do not overlap.

    Those that only show where ``%20``, ``&nbsp;`` and the like are undone are returned where
    there are no others.
    """
    plain = tuple(_in_runs(runs_of(text)))
    return plain or tuple(_in_runs(written_runs_of(text)))


def holds_card(text: str) -> bool:
    """Tell whether a text holds a card number."""
    return bool(find_cards(text))


def is_card(name: str) -> bool:
    """Tell whether a name, such as an id, is or holds a card number and no more digits beside it.

    Ids of 17 digits and more are too usual for a part of them to count.
    """
    return any(_whole(run, first) is not None for run in runs_of(name) for first in range(len(run)))


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


def own_last_four(digits: str) -> str:
    """Return the last four of a card's digits, to which those of its end or code may be glued."""
    group = Group(digits=digits, start=0, end=0)
    if len(digits) <= _USUAL and is_card_number(digits):
        return digits[-_LAST:]
    return (_glued_number(group) or digits)[-_LAST:]


def _in_runs(runs: Iterable[Sequence[Group]]) -> Iterator[Card]:
    for run in runs:
        yield from _in_run(run)


def _in_run(run: Sequence[Group]) -> Iterator[Card]:
    """Yield the cards among the groups of a run."""
    first = 0
    while first < len(run):
        readings = [_whole, _with_more_glued]
        if len(run[first].digits) > _USUAL:
            # Sixteen digits and a code are likelier than a card of nineteen, and safer to assume.
            readings.reverse()
        found = next((it for read in readings if (it := read(run, first)) is not None), None)
        if found is None:
            first += 1
            continue
        last, number = found
        yield Card(start=run[first].start, end=run[last].end, last_four=number[-_LAST:])
        first = last + 1


def _whole(run: Sequence[Group], first: int) -> tuple[int, str] | None:
    """Return the group with which a card ends that begins with the first, and its digits."""
    ends: dict[int, int] = {}
    digits, narrow = "", True
    sizes: tuple[int, ...] = ()
    for place in range(first, len(run)):
        group = run[place]
        digits += group.digits
        narrow = narrow and (place == first or group.narrow)
        sizes = (*sizes, len(group.digits))
        if len(digits) > LONGEST:
            break
        if narrow or (sizes in _USUAL_GROUPS and not _is_list(run[first : place + 1])):
            ends[len(digits)] = place
    for length in _LENGTHS:
        is_phone = run[first].after_plus and length in _PHONES
        if length in ends and not is_phone and is_card_number(digits[:length]):
            return ends[length], digits[:length]
    return None


def _is_list(groups: Sequence[Group]) -> bool:
    """Tell whether these are round numbers in a row, as prices are; no card has such groups."""
    return all(group.digits.endswith("00") for group in groups)


def _with_more_glued(run: Sequence[Group], first: int) -> tuple[int, str] | None:
    """Return where a card ends whose first or last group has more digits, and its own digits."""
    number = _glued_number(run[first])
    if number is not None:
        return first, number
    sizes = tuple(len(group.digits) for group in run[first : first + _LAST])
    for before, own in _TAILS:
        last = len(before)
        if sizes[:last] == before and sizes[last : last + 1] > (own,):
            digits = "".join(group.digits for group in run[first : first + last])
            number = digits + run[first + last].digits[:own]
            if is_card_number(number):
                return first + last, number
    for own, after in _HEADS:
        if sizes[0] > own and sizes[1 : 1 + len(after)] == after:
            following = run[first + 1 : first + 1 + len(after)]
            number = run[first].digits[-own:] + "".join(group.digits for group in following)
            if is_card_number(number):
                return first + len(after), number
    return None


def _glued_number(group: Group) -> str | None:
    """Return the card number at the beginning or end of more digits than it has.

    So stand number, month and code in a line that was copied without its blanks.
    """
    digits = group.digits
    begins = [digits[:length] for length in _GLUED if length < len(digits)]
    ends = [digits[-length:] for length in _GLUED_BEHIND if length < len(digits)]
    for number in (*begins, *ends):
        is_phone = group.after_plus and len(number) in _PHONES
        if not is_phone and is_card_number(number):
            return number
    return None
