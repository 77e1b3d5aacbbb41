"""Letters as they travel (RFC 5322, 2045, 2047): plain text, in one part, of one person or few.

Written by hand, since the standard library's writer puts a long ``List-Unsubscribe`` into encoded
words, which no mail program reads there (RFC 2047, section 5), and takes 1.5 ms a letter. What
comes from elsewhere is checked here once more: nothing in a header ends its line.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import format_datetime
from typing import Final

import idna

from amana.channels.errors import BadChannel
from amana.domain.words import Language

_END: Final = "\r\n"
_WORD_BYTES: Final = 45
"""Of UTF-8 in one encoded word: 60 characters of base64, 75 with what is around them."""
_LONGEST_PLAIN: Final = 66
_LONGEST_LINE: Final = 998
"""Without the end of the line (RFC 5322, section 2.1.1)."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z-]{0,60}", re.ASCII)
_ID: Final = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)
_PLAIN_WORDS: Final = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]{1,60}", re.ASCII)
_URI: Final = re.compile(
    r"(?:https://|http://(?:127\.0\.0\.1|localhost)(?::[0-9]{1,5})?/|mailto:)[!#-;=?-~]+", re.ASCII
)
"""By TLS (RFC 8058, section 3.1); only to this machine itself, where nothing travels, without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """How one leaves the list that a letter belongs to (RFC 2369, 8058)."""

    url: str = field(repr=False)
    """https; a POST there ends it at once."""
    mailto: str = field(repr=False)
    """``mailto:``; a mail there ends it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to be mailed."""

    id: str
    """Of letters, digits and hyphens; the same when it is sent again."""
    to: tuple[str, ...] = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    language: Language
    at: datetime
    sender_name: str = ""
    """Shown beside the sender's address."""
    way_out: WayOut | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """Further headers, such as ``In-Reply-To``; one named here takes the place of a usual one."""

    @property
    def needs_utf8(self) -> bool:
        """Whether an address of it can only be handed over in UTF-8 (RFC 6531)."""
        return not all(mailbox(each).isascii() for each in self.to)


def written(letter: Letter, *, sender: str) -> bytes:
    """Return the letter's bytes; raises ``BadChannel`` for what can stand in no header."""
    given = _given(letter.headers)
    own = {name.casefold() for name, _ in given}
    usual = ((name, value) for name, value in _usual(letter, sender) if name.casefold() not in own)
    lines = [f"{name}: {value}{_END}" for name, value in (*usual, *given)]
    for line in lines:
        if max(map(len, line.split(_END))) > _LONGEST_LINE:
            raise BadChannel(what="header")
    body = base64.encodebytes(letter.text.replace("\r\n", "\n").replace("\n", _END).encode())
    return "".join((*lines, _END)).encode() + body.replace(b"\n", b"\r\n")


def _usual(letter: Letter, sender: str) -> Iterator[tuple[str, str]]:
    """Yield the headers that every letter has."""
    if _ID.fullmatch(letter.id) is None:
        raise BadChannel(what="id")
    address = mailbox(sender)
    name = phrase(letter.sender_name) if letter.sender_name else ""
    yield "From", f"{name} <{address}>" if name else address
    yield "To", ", ".join(mailbox(each) for each in letter.to)
    yield "Subject", encoded(letter.subject)
    yield "Date", format_datetime(letter.at)
    yield "Message-ID", f"<{letter.id}@{address.rpartition('@')[2]}>"
    # Nobody's absence shall answer (RFC 3834).
    yield "Auto-Submitted", "auto-generated"
    if letter.way_out is not None:
        ways = [_uri(letter.way_out.url), _uri(letter.way_out.mailto)]
        yield "List-Unsubscribe", f",{_END} ".join(f"<{way}>" for way in ways)
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "MIME-Version", "1.0"
    yield "Content-Type", 'text/plain; charset="utf-8"'
    yield "Content-Transfer-Encoding", "base64"
    yield "Content-Language", letter.language


def _given(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    for name, _ in headers:
        if _NAME.fullmatch(name) is None:
            raise BadChannel(what="header")
    return [(name, encoded(value)) for name, value in headers]


def _uri(text: str) -> str:
    if _URI.fullmatch(text) is None:
        raise BadChannel(what="way_out")
    return text


def encoded(text: str) -> str:
    """Return unstructured text for a header, in encoded words where it needs them (RFC 2047).

    Raises ``BadChannel`` where it holds a control character: a line's end would begin a header.
    """
    if _CONTROL.search(text):
        raise BadChannel(what="header")
    if text.isascii() and len(text) <= _LONGEST_PLAIN and "=?" not in text:
        return text
    words = (base64.b64encode(part).decode("ascii") for part in _parts(text))
    return f"{_END} ".join(f"=?utf-8?b?{word}?=" for word in words)


def phrase(text: str) -> str:
    """Return a name as it stands before an address."""
    return f'"{text}"' if _PLAIN_WORDS.fullmatch(text) else encoded(f"{text} ")


def _parts(text: str) -> Iterator[bytes]:
    """Cut the text so that no character is torn."""
    part = b""
    for sign in text:
        more = sign.encode("utf-8")
        if len(part) + len(more) > _WORD_BYTES:
            yield part
            part = b""
        part += more
    yield part


def mailbox(text: str) -> str:
    """Return an address as it travels, its domain in ASCII (RFC 5890); raises ``BadChannel``.

    A name before the at sign that is not ASCII stays as it is: see ``Letter.needs_utf8``.
    """
    if len(text) > _LONGEST_LINE or _CONTROL.search(text):
        raise BadChannel(what="mailbox")
    try:
        name, _, domain = text.rpartition("@")
        plain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
        found = Address(addr_spec=f"{name}@{plain}") if text.isascii() else None
    except (ValueError, IndexError, MessageError, idna.IDNAError):
        raise BadChannel(what="mailbox") from None
    if "." not in plain or not name or (found is not None and found.domain != plain):
        raise BadChannel(what="mailbox")
    if not name.isascii() and not _is_word(name):
        raise BadChannel(what="mailbox")
    return f"{name}@{plain}"


def _is_word(name: str) -> bool:
    """Tell whether a name beyond ASCII holds nothing that means something in a header."""
    return not re.search(r'[\s"(),:;<>@\[\\\]]', name) and name.isprintable()
