"""Feeds as programs read them: Atom (RFC 4287) and JSON Feed 1.1."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from amana.domain.words import Language

_ATOM: Final = "http://www.w3.org/2005/Atom"
_JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
_NOT_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not have (section 2.2)."""
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One version. Its ``id`` stays, whatever language it is shown in."""

    id: str
    page: str
    changed: str | None
    """Where its differences from the version before are shown."""
    title: str
    at: datetime
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The versions of one policy, the latest first."""

    id: str
    here: str
    home: str
    title: str
    author: str
    language: Language
    items: Sequence[Item]


def as_json(feed: Feed) -> str:
    """Return it as a JSON Feed."""
    said = {
        "version": _JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.here,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": item.id,
                "url": item.page,
                "title": item.title,
                "content_html": item.html,
                "date_published": _instant(item.at),
            }
            | ({} if item.changed is None else {"external_url": item.changed})
            for item in feed.items
        ],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def as_atom(feed: Feed) -> bytes:
    """Return it as an Atom feed, in UTF-8."""
    top = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    _put(top, "id", feed.id)
    _put(top, "title", feed.title)
    _put(top, "updated", _instant(max((item.at for item in feed.items), default=_NEVER)))
    _put(SubElement(top, "author"), "name", feed.author)
    _link(top, "self", feed.here, "application/atom+xml")
    _link(top, "alternate", feed.home, "text/html")
    for item in feed.items:
        entry = SubElement(top, "entry")
        _put(entry, "id", item.id)
        _put(entry, "title", item.title)
        _put(entry, "published", _instant(item.at))
        _put(entry, "updated", _instant(item.at))
        _link(entry, "alternate", item.page, "text/html")
        if item.changed is not None:
            _link(entry, "related", item.changed, "text/html")
        _put(entry, "content", item.html, type="html")
    return bytes(tostring(top, encoding="utf-8", xml_declaration=True))


def _put(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _NOT_XML.sub("", text)


def _link(parent: Element, relation: str, address: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "href": address, "type": kind})


def _instant(at: datetime) -> str:
    """Return an instant as RFC 3339 has it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
