"""E-mail addresses, internationalised ones too (RFC 5321, 6531), without asking the DNS."""

import re
from typing import Final

from email_validator import EmailNotValidError, validate_email

from amana.domain.record.cards import holds_card
from amana.domain.record.errors import CardNumberRefused, Unreadable
from amana.domain.record.hygiene import bare, text_of
from amana.domain.record.types import LONGEST, Normal, ValueType

_KIND: Final = ValueType.EMAIL
_USUAL: Final = re.compile(
    # A subset of what the library takes: no quotes, no hyphens on 3 and 4 (punycode), a last
    # label of letters; lengths within RFC 5321 section 4.5.3.1.
    r"(?=[^@]{1,64}@)[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@"
    r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9]|-(?!-)){0,61}[a-z0-9]\.|[a-z0-9]\.)+"
    r"(?P<last>[a-z]{2,24})",
    re.ASCII | re.IGNORECASE,
)
_SPECIAL: Final = frozenset({"arpa", "invalid", "local", "localhost", "onion", "test", "internal"})
"""Last labels that the library looks at more closely, or refuses (RFC 6761)."""


def email(raw: object) -> Normal:
    """Return the address with its domain in small letters and in Unicode, the name as it is.

    Raises ``Unreadable``, or why the text cannot be taken (``hygiene``); ``CardNumberRefused``
    where the name is a card number.
    """
    # What is of the usual form holds no character that hygiene looks for.
    normal = _fast(raw) if isinstance(raw, str) and len(raw) <= LONGEST[_KIND] else None
    if normal is None:
        text = bare(text_of(raw, _KIND), _KIND, refuse_overrides=True)
        normal = _fast(text) or by_library(text)
    if holds_card(normal):
        raise CardNumberRefused(type=_KIND)
    return Normal(value=normal)


def _fast(text: str) -> str | None:
    """Return what the library would, for an address of the usual form; else nothing."""
    usual = _USUAL.fullmatch(text)
    if usual is None or usual["last"].lower() in _SPECIAL:
        return None
    name, _, domain = text.partition("@")
    return f"{name}@{domain.lower()}"


def by_library(text: str) -> str:
    """Return the address in the library's normal form. Raises ``Unreadable``."""
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        # The library's message quotes the address.
        raise Unreadable(type=_KIND) from None
