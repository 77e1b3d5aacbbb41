"""How much of a value is shown where a promise says that it is masked (rule 11)."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from ipaddress import IPv4Address, ip_address, ip_network
from types import MappingProxyType
from typing import Final

from amana.domain.record.types import Plain, ValueType
from amana.domain.vocabulary.collecting import Part

MARKS: Final = "••••"
"""As long whatever it hides: the length of a value tells something about it."""
_LAST: Final = 4
_HIDDEN_AT_LEAST: Final = 4
"""At least as much stays hidden as is shown; of a shorter value nothing is shown."""
_SITE: Final = re.compile(r"https?://[^/?#@]+(?=[/?#]|$)")
_V4_PREFIX: Final = 24
_V6_PREFIX: Final = 48


def mask(value: Plain, part: str, kind: ValueType = ValueType.TEXT) -> str:
    """Return what may be shown of a value: a part that is not known shows nothing of it."""
    show = _PARTS.get(part)
    return MARKS if show is None else show(str(value), kind)


def shortened_address(value: str) -> str:
    """Return an IP address without what tells one line from another: /24 and /48.

    An IPv4 address in IPv6's form is shortened as what it is. Raises ``ValueError``.
    """
    address = ip_address(value.partition("%")[0])
    if not isinstance(address, IPv4Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    prefix = _V4_PREFIX if isinstance(address, IPv4Address) else _V6_PREFIX
    return str(ip_network((address, prefix), strict=False).network_address)


def _last4(value: str, _: ValueType) -> str:
    signs = [sign for sign in value if sign.isalnum()]
    if value.startswith(MARKS):
        # Cut when it came in: what stays is what may be shown.
        return f"{MARKS} {''.join(signs[-_LAST:])}"
    if len(signs) < _LAST + _HIDDEN_AT_LEAST:
        return MARKS
    return f"{MARKS} {''.join(signs[-_LAST:])}"


def _initial(value: str, _: ValueType) -> str:
    """Return the first letter with its marks."""
    start = next((place for place, sign in enumerate(value) if sign.isalnum()), None)
    if start is None or sum(sign.isalnum() for sign in value) == 1:
        return MARKS
    end = start + 1
    while end < len(value) and unicodedata.combining(value[end]):
        end += 1
    return f"{value[start:end]}{MARKS}"


def _shortened(value: str, kind: ValueType) -> str:
    """Return a shorter form of the value where its type has one, else its first letter."""
    return _SHORTER.get(kind, _initial)(value, kind)


def _short_ip(value: str, _: ValueType) -> str:
    try:
        return shortened_address(value)
    except ValueError:
        return MARKS


def _short_email(value: str, kind: ValueType) -> str:
    name, at, domain = value.rpartition("@")
    return f"{_initial(name, kind)}{at}{domain}" if at else MARKS


def _short_date(value: str, _: ValueType) -> str:
    """Return the year."""
    return value[:4]


def _short_url(value: str, _: ValueType) -> str:
    """Return the site without the page."""
    site = _SITE.match(value)
    return f"{site[0]}/" if site else MARKS


def _hidden(_: str, __: ValueType) -> str:
    return MARKS


_SHORTER: Final[Mapping[ValueType, Callable[[str, ValueType], str]]] = MappingProxyType(
    {
        ValueType.IP: _short_ip,
        ValueType.EMAIL: _short_email,
        ValueType.DATE: _short_date,
        ValueType.URL: _short_url,
        ValueType.PHONE: _last4,
        ValueType.CARD: _last4,
        ValueType.IBAN: _last4,
        ValueType.NATIONAL_ID: _last4,
        ValueType.NUMBER: _hidden,
        ValueType.YEAR: _hidden,
        ValueType.YES_NO: _hidden,
    }
)
_PARTS: Final[Mapping[str, Callable[[str, ValueType], str]]] = MappingProxyType(
    {
        Part.LAST4.value: _last4,
        Part.INITIAL.value: _initial,
        Part.SHORTENED.value: _shortened,
        Part.HIDDEN.value: _hidden,
    }
)
