"""National identity numbers of the Gulf, Jordan and Egypt, by their public structure.

No library has them. What each rule looks at, and where it is published, stands in
``docs/reference/value-types.md``; where a country publishes no check digit, only the structure
is looked at, so that no true number is refused.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from amana.domain.record.errors import Unreadable
from amana.domain.record.hygiene import bare, plain_digits, text_of
from amana.domain.record.luhn import luhn
from amana.domain.record.types import Normal, Note, ValueType

_KIND: Final = ValueType.NATIONAL_ID
_BETWEEN: Final = re.compile(r"[\s./-]+")
_ELSEWHERE: Final = re.compile(r"[A-Z0-9]{4,24}")
_KUWAIT_WEIGHTS: Final = (2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_EGYPT_GOVERNORATES: Final = frozenset(
    {*range(1, 5), *range(11, 20), *range(21, 30), *range(31, 36), 88}
)
_CENTURIES: Final = {"1": 1800, "2": 1900, "3": 2000}


def national_id(raw: object, country: str | None) -> Normal:
    """Return the number in capitals without blanks, if it is one of the country's.

    Without a country it has to be one of any that is known here; of a country that is not, only
    the form is looked at (``Note.UNCHECKED``). Raises ``Unreadable``.
    """
    text = plain_digits(bare(text_of(raw, _KIND), _KIND))
    compact = _BETWEEN.sub("", text).upper()
    if country is not None and country not in RULES:
        if not _ELSEWHERE.fullmatch(compact):
            raise Unreadable(type=_KIND)
        return Normal(value=compact, note=Note.UNCHECKED)
    rules = RULES.values() if country is None else (RULES[country],)
    if not any(rule(compact) for rule in rules):
        raise Unreadable(type=_KIND)
    return Normal(value=compact)


def _digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()


def _qatar(number: str) -> bool:
    """Century (2: 19…, 3: 20…), year, nationality (ISO 3166-1 numeric), five digits in order."""
    return _digits(number, 11) and number[0] in "23" and number[3:6] != "000"


def _saudi_arabia(number: str) -> bool:
    """1 for citizens or 2 for residents, eight digits, a check digit by Luhn."""
    return _digits(number, 10) and number[0] in "12" and luhn(number)


def _emirates(number: str) -> bool:
    """784 (ISO 3166-1), year of birth, seven digits, a check digit by Luhn."""
    return (
        _digits(number, 15)
        and number.startswith("784")
        and 1900 <= int(number[3:7]) <= 2100  # noqa: PLR2004 - years of births
        and luhn(number)
    )


def _kuwait(number: str) -> bool:
    """Century, date of birth, four digits, a check digit by weights modulo 11."""
    if not (_digits(number, 12) and _born(number[:7])):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(number[:11], _KUWAIT_WEIGHTS, strict=True)
    )
    return 11 - total % 11 == int(number[11])


def _bahrain(number: str) -> bool:
    """Year and month of birth, five digits."""
    return _digits(number, 9) and 1 <= int(number[2:4]) <= 12  # noqa: PLR2004 - months


def _oman(number: str) -> bool:
    """Up to nine digits without any public structure."""
    return number.isascii() and number.isdigit() and 7 <= len(number) <= 9 and number[0] != "0"  # noqa: PLR2004 - the lengths in use


def _jordan(number: str) -> bool:
    """Ten digits that begin with the year of birth: 9 and two digits, or four from 2000 on."""
    return _digits(number, 10) and (number[0] == "9" or number.startswith("20"))


def _egypt(number: str) -> bool:
    """Century (2: 19…, 3: 20…), date of birth, governorate, five digits.

    The last is a check digit whose rule is not published.
    """
    return (
        _digits(number, 14)
        and number[0] in "23"
        and _born(number[:7])
        and int(number[7:9]) in _EGYPT_GOVERNORATES
    )


def _born(digits: str) -> bool:
    """Tell whether a digit for the century and six for year, month and day are a date."""
    century = _CENTURIES.get(digits[0])
    if century is None:
        return False
    try:
        date(century + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]))
    except ValueError:
        return False
    return True


RULES: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "QA": _qatar,
        "SA": _saudi_arabia,
        "AE": _emirates,
        "KW": _kuwait,
        "BH": _bahrain,
        "OM": _oman,
        "JO": _jordan,
        "EG": _egypt,
    }
)
"""The countries that are known here, by ISO 3166-1 alpha-2, each with its rule."""
