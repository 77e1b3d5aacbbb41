"""The ways into sources that are no databases, as one text of JSON each.

A folder of files: ``{"path": "/srv/club", "encoding": "utf-8"}``. A service:
``{"url": "https://club.example/amana", "secret": "whsec_…", "private": false}``. Members that are
not named here are refused; ``encoding`` and ``private`` may be left out.
"""

import codecs
from dataclasses import dataclass, field
from typing import Any

from amana.channels.asking import SignedService
from amana.channels.errors import BadChannel
from amana.sources.errors import UrlUnfit
from amana.values.strict_json import parse_json


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderWay:
    """Where files are, and in which encoding, if they do not say it themselves."""

    path: str = field(repr=False)
    encoding: str


def folder_way(text: str) -> FolderWay:
    """Return the way to a folder. Raises ``UrlUnfit``."""
    said = _members(text, {"path": str, "encoding": str}, {"encoding": "utf-8"})
    try:
        codecs.lookup(said["encoding"])
    except (LookupError, ValueError):
        raise UrlUnfit from None
    if not said["path"].startswith("/") or "\x00" in said["path"]:
        raise UrlUnfit
    return FolderWay(**said)


def service_way(text: str) -> SignedService:
    """Return the service to ask. Raises ``UrlUnfit``."""
    said = _members(text, {"url": str, "secret": str, "private": bool}, {"private": False})
    try:
        return SignedService(**said)
    except (BadChannel, ValueError):
        raise UrlUnfit from None


def _members(text: str, kinds: dict[str, type], usual: dict[str, object]) -> dict[str, Any]:
    """Return the members, each of its kind. Raises ``UrlUnfit``; what was read is in no cause."""
    try:
        said = parse_json(text.encode("utf-8"))
    except (ValueError, RecursionError):
        raise UrlUnfit from None
    if not isinstance(said, dict):
        raise UrlUnfit
    said = usual | said
    if set(said) != set(kinds) or any(type(said[name]) is not kinds[name] for name in kinds):
        raise UrlUnfit
    return said
