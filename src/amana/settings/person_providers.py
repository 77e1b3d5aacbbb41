"""Providers at which people sign in, as the settings name them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from amana.domain.hosts import is_loopback
from amana.domain.words import Words

_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,62}", re.ASCII)
_MOST: Final = 20
_ENDPOINTS: Final = ("authorization", "token", "profile")
_KEYS: Final = frozenset(
    {"issuer", *_ENDPOINTS, "client_id", "client_secret_file", "scope", "names", "ar", "en"}
)
_NAMED: Final = frozenset("subject name email email_verified phone phone_verified picture".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonProvider:
    """A provider: by its issuer, or by fixed addresses where it speaks OAuth 2.0 alone."""

    name: str
    label: Words
    client_id: str
    client_secret_file: Path
    issuer: str | None = None
    endpoints: Mapping[str, str] = field(default_factory=dict)
    """``authorization``, ``token`` and ``profile``, where there is no issuer."""
    scope: str = "openid email profile phone"
    names: Mapping[str, str] = field(default_factory=dict)
    """What the provider calls what it says, where that is not the standard's word."""


def providers_of(value: object) -> tuple[PersonProvider, ...]:
    """Read a table of tables, or the same as JSON; anything else raises ``ValueError``."""
    if isinstance(value, tuple):
        return value
    found = json.loads(value) if isinstance(value, str) else value
    if not isinstance(found, Mapping) or len(found) > _MOST:
        raise ValueError
    return tuple(_provider(str(name), given) for name, given in found.items())


def _provider(name: str, given: object) -> PersonProvider:
    if not _NAME.fullmatch(name) or not isinstance(given, Mapping) or given.keys() - _KEYS:
        raise ValueError
    issuer = _text(given, "issuer")
    endpoints = {each: _address(_text(given, each)) for each in _ENDPOINTS if each in given}
    if bool(issuer) == bool(endpoints) or (endpoints and len(endpoints) < len(_ENDPOINTS)):
        raise ValueError
    client, secret = _text(given, "client_id"), _text(given, "client_secret_file")
    if not client or not secret:
        raise ValueError
    return PersonProvider(
        name=name,
        label=Words(ar=_text(given, "ar"), en=_text(given, "en") or name),
        client_id=client,
        client_secret_file=Path(secret),
        issuer=_address(issuer) if issuer else None,
        endpoints=endpoints,
        scope=_text(given, "scope") or ("openid email profile phone" if issuer else ""),
        names=_names(given.get("names", {})),
    )


def _names(given: object) -> Mapping[str, str]:
    if not isinstance(given, Mapping) or given.keys() - _NAMED:
        raise ValueError
    return {name: _text(given, name) for name in given}


def _text(given: Mapping[str, Any], name: str) -> str:
    found = given.get(name, "")
    if not isinstance(found, str) or not found.isprintable():
        raise ValueError
    return found


def _address(text: str) -> str:
    parts = urlsplit(text)
    local = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if not parts.hostname or parts.fragment or not (parts.scheme == "https" or local):
        raise ValueError
    return text
