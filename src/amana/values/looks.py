"""What a single value out of a foreign database looks like, for the tally of its column.

Each look is by a check digit, a numbering plan or a form of its own, and never by a guess at a
word alone; a value is cut before it is looked at, and nothing of it is kept.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from amana.domain.proposal.folding import fold
from amana.domain.proposal.given_names import GIVEN_NAMES
from amana.domain.proposal.looks import Look, Tally
from amana.domain.record.cards import holds_card, is_card_number
from amana.domain.record.errors import UnfitValue
from amana.domain.record.hygiene import plain_digits
from amana.domain.record.ibans import iban_spans
from amana.domain.record.types import ValueType
from amana.values.normal import normal

LONGEST: Final = 4_096
"""Signs of a value that are looked at."""
_EXACT: Final = (
    (Look.EMAIL, ValueType.EMAIL),
    (Look.IBAN, ValueType.IBAN),
    (Look.IP, ValueType.IP),
)
_SHORT: Final = 64
_COUNTRIES: Final = ("QA", "SA", "AE", "KW", "BH", "OM", "JO", "EG")
_PHONE: Final = re.compile(r"[+(]?[\d\s().+/-]{6,24}(?:\s?(?:x|ext\.?)\s?\d{1,5})?", re.IGNORECASE)
_COUNTRY: Final = re.compile(r"[\s(]*(?:\+|00)")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_IDENTITY: Final = re.compile(r"[1-3]\d{9,13}|\d{9,12}|\d{3}-\d{4}-\d{7}-\d", re.ASCII)
_PLACE: Final = re.compile(
    r"(?:POINT\s*\()?\s*(-?\d{1,3}\.\d{2,})\s*[,; ]\s*(-?\d{1,3}\.\d{2,})\)?\s*", re.ASCII
)
_PASSWORD: Final = re.compile(
    r"(?:pbkdf2_|argon2|bcrypt|scrypt|md5\$|sha1\$|\$2[abxy]\$|\$argon2|\$pbkdf2|\$5\$|\$6\$|\{SSHA)"
)
_AGENT: Final = re.compile(r"(?:Mozilla|Opera|Dalvik|okhttp|curl|PostmanRuntime)/\d")
_FORMS: Final = ((Look.PASSWORD, _PASSWORD), (Look.AGENT, _AGENT))
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*")
_EMAIL_INSIDE: Final = re.compile(
    r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63})+"
)
_PHONE_INSIDE: Final = re.compile(r"(?<![\d.])\+\d[\d ()-]{7,18}\d(?![\d.])")
_PROSE_SIGNS, _PROSE_WORDS = 40, 6
_MOST_WORDS: Final = 5
_OLDEST, _YOUNGEST = 110, 12
"""Years that a living person's birth may lie back, as a column of days of birth has them."""
_LATITUDES, _LONGITUDES = 90.0, 180.0


def tally(values: Iterable[object], today: date) -> Tally:
    """Return how the values look; nulls and empty texts are passed over."""
    counts: Counter[Look] = Counter()
    seen: set[int] = set()
    looked = bare = 0
    for value in values:
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        looked += 1
        seen.add(hash(value) if isinstance(value, str | int | float | date) else looked)
        looks = looks_of(value, today)
        counts.update(looks)
        bare += Look.PHONE in looks and not _COUNTRY.match(str(value))
    return Tally(looked=looked, distinct=len(seen), counts=dict(counts), bare_phones=bare)


def looks_of(value: object, today: date) -> frozenset[Look]:
    """Return all that the value looks like."""
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return frozenset({Look.BIRTH} if _birth(day, today) else ())
    if isinstance(value, bool) or not isinstance(value, str | int):
        return frozenset()
    text = plain_digits(str(value)[:LONGEST].strip())
    if len(text) > _SHORT or text.count(" ") >= _PROSE_WORDS:
        return _long(text)
    return frozenset(_short(text, today))


def _short(text: str, today: date) -> set[Look]:
    """Return what a text that could be one value looks like."""
    found = {look for look, kind in _EXACT if _is(kind, text)}
    if found:
        return found
    compact = text.replace(" ", "").replace("-", "")
    if compact.isascii() and compact.isdigit() and is_card_number(compact):
        return {Look.CARD}
    for look, form in _FORMS:
        if form.match(text):
            return {look}
    if _is_place(text):
        return {Look.PLACE}
    if _is(ValueType.DATE, text[:10]):
        return {Look.BIRTH} if _birth(_day(text[:10]), today) else set()
    return _numbers(text) or _letters(text)


def _numbers(text: str) -> set[Look]:
    """Return whether digits are a national identity or telephone number of somewhere near."""
    if not _PHONE.fullmatch(text):
        return set()
    digits = sum(sign.isdigit() for sign in text)
    if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        return set()
    found = set()
    if _IDENTITY.fullmatch(text) and _is(ValueType.NATIONAL_ID, text):
        found.add(Look.NATIONAL_ID)
    if any(_is(ValueType.PHONE, text, country) for country in _COUNTRIES):
        found.add(Look.PHONE)
    return found


def _letters(text: str) -> set[Look]:
    """Return whether a text is written as names are, and holds a given name."""
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or not all(_WORD.fullmatch(word) for word in words):
        return set()
    folded = [part for word in words for part in re.split("[-'’.]", fold(word)) if part]
    joined = ("".join(pair) for pair in pairwise(folded))
    known = not GIVEN_NAMES.isdisjoint((*folded, *joined))
    return {Look.LETTERS, Look.NAME} if known else {Look.LETTERS}


def _long(text: str) -> frozenset[Look]:
    """Return what a longer text is, and whether it holds what belongs to somebody."""
    for look, form in _FORMS:
        if form.match(text):
            return frozenset({look})
    found = set()
    if len(text) >= _PROSE_SIGNS and len(text.split()) >= _PROSE_WORDS:
        found.add(Look.PROSE)
    if _holds(text):
        found.add(Look.INSIDE)
    return frozenset(found)


def _holds(text: str) -> bool:
    return (
        holds_card(text)
        or bool(iban_spans(text))
        or any(_is(ValueType.EMAIL, each) for each in _EMAIL_INSIDE.findall(text)[:8])
        or any(_is(ValueType.PHONE, each) for each in _PHONE_INSIDE.findall(text)[:8])
    )


def _is_place(text: str) -> bool:
    """Tell whether a text is a latitude and a longitude."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return False
    one, other = (abs(float(part)) for part in found.groups())
    return min(one, other) <= _LATITUDES and max(one, other) <= _LONGITUDES


def _is(kind: ValueType, text: str, country: str | None = None) -> bool:
    """Tell whether a text can be read as a value of a type."""
    try:
        normal(kind, text, country=country)
    except UnfitValue:
        return False
    return True


def _day(text: str) -> date:
    return date.fromisoformat(str(normal(ValueType.DATE, text).value))


def _birth(day: date, today: date) -> bool:
    return _YOUNGEST <= today.year - day.year <= _OLDEST
