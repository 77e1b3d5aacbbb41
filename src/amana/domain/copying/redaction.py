"""What is kept back from a copy because it speaks of somebody else (GDPR article 15(4)).

Two rules. A column that the map gives to another's link is left out by the source itself: here it
is named. In a row that the person only takes part in, free text may name others: addresses in it
that are not the person's own are blotted out, and the rest of the text stays.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from amana.domain.copying.shape import Cell
from amana.domain.record.types import ValueType
from amana.domain.source.model import SourceTable

BLOT: Final = "▇▇▇"
_MAIL: Final = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]{1,255}")
_NUMBER: Final = re.compile(r"\+?\d(?:[ ().\-\u200e\u200f]{0,2}\d){6,18}")
_LEAST_KNOWN: Final = 7
"""So many last digits show that a number is the person's own, however it is written."""


def columns_of_others(table: SourceTable, values: Mapping[str, Cell]) -> tuple[str, ...]:
    """Return the columns that the map gives to somebody else of this row."""
    return tuple(column.name for column in table.columns if column.name not in values)


def blotted(
    table: SourceTable, values: Mapping[str, Cell], own: Collection[str]
) -> Mapping[str, str]:
    """Return the free texts of a shared row in which addresses of others were blotted out.

    ``own`` are the person's own addresses. A text that the map gives to the person's link is
    theirs and stays.
    """
    found: dict[str, str] = {}
    for column in table.columns:
        value = values.get(column.name)
        if column.of is not None or column.type is not ValueType.TEXT or not isinstance(value, str):
            continue
        left = blot(value, own)
        if left != value:
            found[column.name] = left
    return found


def blot(text: str, own: Collection[str]) -> str:
    """Return the text without e-mail addresses and telephone numbers, but the person's own."""
    mails = {each.casefold() for each in own if "@" in each}
    numbers = {_digits(each)[-_LEAST_KNOWN:] for each in own if "@" not in each}
    numbers = {each for each in numbers if len(each) == _LEAST_KNOWN}

    def of_mail(found: re.Match[str]) -> str:
        mail = found[0].rstrip(".!?،؛")
        return found[0] if mail.casefold() in mails else BLOT

    def of_number(found: re.Match[str]) -> str:
        return found[0] if _digits(found[0])[-_LEAST_KNOWN:] in numbers else BLOT

    return _NUMBER.sub(of_number, _MAIL.sub(of_mail, text))


def _digits(text: str) -> str:
    """Return the digits of a number, as 0 to 9 whatever their script."""
    return "".join(str(int(each)) for each in text if each.isdecimal())
