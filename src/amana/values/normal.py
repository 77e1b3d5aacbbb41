"""Bring a value that comes in to the one form of its type."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from ipaddress import ip_address
from types import MappingProxyType
from typing import Final

from amana.domain.record.cards import CUT, cut_cards, find_cards, holds_card, own_last_four
from amana.domain.record.errors import CardNumberRefused, Unreadable, WrongKind
from amana.domain.record.hygiene import bare, plain_digits, text_of
from amana.domain.record.ibans import is_iban
from amana.domain.record.types import Normal, Note, ValueType
from amana.values.email import email
from amana.values.free_text import clean_text
from amana.values.identity import national_id
from amana.values.phone import phone

_LARGEST: Final = 2**53 - 1
"""The largest whole number that each reader of JSON takes as it is (RFC 8785 section 3.2.2.3)."""
_YEARS: Final = range(1800, 2201)
_DECIMAL: Final = re.compile(r"(?P<sign>[+-]?)0*(?P<whole>\d+)(?:[.,٫](?P<rest>\d+))?", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_SITE: Final = re.compile(r"https?://[^\s/?#@:]+(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
_LAST: Final = 4
_YES: Final = frozenset({"true", "yes", "y", "1", "on", "نعم"})
_NO: Final = frozenset({"false", "no", "n", "0", "off", "لا"})


def normal(kind: ValueType, raw: object, *, country: str | None = None) -> Normal:
    """Return a value in the one form of its type. Nothing is looked up anywhere.

    ``country`` (ISO 3166-1 alpha-2) is where a telephone or identity number without one belongs.
    Raises ``UnfitValue``, never with the value; who knows the field's name adds it by ``of``.
    """
    return _READERS[kind](raw, country)


def _text(raw: object, _: str | None) -> Normal:
    return clean_text(raw)


def _place(raw: object, _: str | None) -> Normal:
    return clean_text(raw, ValueType.PLACE)


def _email(raw: object, _: str | None) -> Normal:
    return email(raw)


def _card(raw: object, _: str | None) -> Normal:
    """Keep the last four digits of the number that is given, its check digit right or not.

    Of a number with its end or code behind it they are the number's own.
    """
    given = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
    text = plain_digits(bare(text_of(given, ValueType.CARD), ValueType.CARD))
    found = find_cards(text)
    if found:
        return Normal(value=f"{CUT}{found[0].last_four}", note=Note.CARD_CUT)
    digits = "".join(sign for sign in text if sign.isascii() and sign.isdigit())
    if len(digits) < _LAST:
        raise Unreadable(type=ValueType.CARD)
    note = Note.CARD_CUT if len(digits) > _LAST else None
    return Normal(value=f"{CUT}{own_last_four(digits)}", note=note)


def _iban(raw: object, _: str | None) -> Normal:
    """Return the number in capitals without blanks, if its length and check are right."""
    text = plain_digits(bare(text_of(raw, ValueType.IBAN), ValueType.IBAN))
    compact = re.sub(r"[\s-]+", "", text).upper()
    if not is_iban(compact):
        raise Unreadable(type=ValueType.IBAN)
    return Normal(value=compact)


def _ip(raw: object, _: str | None) -> Normal:
    """Return the address in its shortest form (RFC 5952), without a zone."""
    text = plain_digits(bare(text_of(raw, ValueType.IP), ValueType.IP))
    try:
        return Normal(value=str(ip_address(text.partition("%")[0])))
    except ValueError:
        raise Unreadable(type=ValueType.IP) from None


def _date(raw: object, _: str | None) -> Normal:
    """Return the day as ISO 8601 has it; year, month and day, in this order, in any digits."""
    text = plain_digits(bare(text_of(raw, ValueType.DATE), ValueType.DATE))
    found = _DAY.fullmatch(text)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise Unreadable(type=ValueType.DATE)
    return Normal(value=day.isoformat())


def _year(raw: object, _: str | None) -> Normal:
    number = _number(raw, None, ValueType.YEAR).value
    if not isinstance(number, int) or number not in _YEARS:
        raise Unreadable(type=ValueType.YEAR)
    return Normal(value=number)


def _number(raw: object, _: str | None, kind: ValueType = ValueType.NUMBER) -> Normal:
    """Return a whole number, or the text of one that is larger or has a fraction."""
    if isinstance(raw, bool):
        raise WrongKind(type=kind)
    given = repr(raw) if isinstance(raw, int | float) else raw
    text = plain_digits(bare(text_of(given, kind), kind))
    if holds_card(text):
        raise CardNumberRefused(type=kind)
    found = _DECIMAL.fullmatch(text)
    if found is None:
        raise Unreadable(type=kind)
    rest = (found["rest"] or "").rstrip("0")
    sign = "-" if found["sign"] == "-" and (rest or found["whole"] != "0") else ""
    whole = int(f"{sign}{found['whole']}")
    if rest:
        return Normal(value=f"{sign}{found['whole']}.{rest}")
    return Normal(value=whole if abs(whole) <= _LARGEST else str(whole))


def _yes_no(raw: object, _: str | None) -> Normal:
    """Return true or false; a text says so in either language, as files do."""
    if isinstance(raw, bool):
        return Normal(value=raw)
    given = str(raw) if isinstance(raw, int) else raw
    text = plain_digits(bare(text_of(given, ValueType.YES_NO), ValueType.YES_NO)).casefold()
    if text not in _YES | _NO:
        raise Unreadable(type=ValueType.YES_NO)
    return Normal(value=text in _YES)


def _url(raw: object, _: str | None) -> Normal:
    """Return an address of the web, without a user's name; card numbers in it are cut."""
    text = bare(text_of(raw, ValueType.URL), ValueType.URL, refuse_overrides=True)
    if not _SITE.fullmatch(text):
        raise Unreadable(type=ValueType.URL)
    cut = cut_cards(text)
    return Normal(value=cut, note=None if cut == text else Note.CARD_CUT)


def _iso_country(country: str | None) -> str | None:
    return country if country is None else country.upper()


def _phone(raw: object, country: str | None) -> Normal:
    return phone(raw, _iso_country(country))


def _national_id(raw: object, country: str | None) -> Normal:
    return national_id(raw, _iso_country(country))


_READERS: Final[Mapping[ValueType, Callable[[object, str | None], Normal]]] = MappingProxyType(
    {
        ValueType.TEXT: _text,
        ValueType.EMAIL: _email,
        ValueType.PHONE: _phone,
        ValueType.CARD: _card,
        ValueType.IBAN: _iban,
        ValueType.NATIONAL_ID: _national_id,
        ValueType.IP: _ip,
        ValueType.DATE: _date,
        ValueType.YEAR: _year,
        ValueType.NUMBER: _number,
        ValueType.YES_NO: _yes_no,
        ValueType.PLACE: _place,
        ValueType.URL: _url,
    }
)
