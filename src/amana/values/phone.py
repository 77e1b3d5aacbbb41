"""Telephone numbers in international form (ITU-T E.164), as ``+97455123456``."""

import re
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from amana.domain.record.errors import Unreadable
from amana.domain.record.hygiene import bare, plain_digits, text_of
from amana.domain.record.types import Normal, ValueType

_KIND: Final = ValueType.PHONE
_USUAL: Final = re.compile(
    # Mobile numbers of the countries that are met most, as their plans have them.
    r"\+(?:974[3567]\d{7}|9665[03-9]\d{7}|9715[024-68]\d{7}|20(?:1[0125]\d{8}))",
    re.ASCII,
)


def phone(raw: object, country: str | None) -> Normal:
    """Return the number in E.164; without a plus it is read as one of the country.

    Raises ``Unreadable``, or why the text cannot be taken (``hygiene``).
    """
    if isinstance(raw, str) and _USUAL.fullmatch(raw):
        return Normal(value=raw)
    text = plain_digits(bare(text_of(raw, _KIND), _KIND))
    return Normal(value=text if _USUAL.fullmatch(text) else by_library(text, country))


def by_library(text: str, country: str | None) -> str:
    """Return the number in the library's E.164 form. Raises ``Unreadable``."""
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        raise Unreadable(type=_KIND) from None
    if not phonenumbers.is_valid_number(number):
        raise Unreadable(type=_KIND)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
