"""One letter that came in, read as far as it is acted on."""

import hashlib
import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from enum import StrEnum
from typing import Final

from amana.channels.incoming.bounds import check_parts, head_of
from amana.channels.incoming.reports import Report, report_of
from amana.channels.incoming.texts import header_text, text_of

LARGEST: Final = 1024 * 1024
"""Bytes of a letter that is read whole; of a larger one the head alone is."""
_ID: Final = re.compile(r"<[!-;=?-~]{1,250}>", re.ASCII)
_COMMENT: Final = re.compile(r"\([^()]{0,500}\)")
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*("|$)')
"""What stands in quotes says whoever wrote it, such as a sender's name of their own mailbox."""
_LONGEST_RESULTS: Final = 4_000
_MACHINES: Final = re.compile(
    r"(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|listserv|majordomo|root)"
    r"|(owner|bounce|bounces)[-+=].*|.*-(request|bounces|owner|relay)",
    re.ASCII,
)
_OF_LISTS: Final = ("list-id", "list-post", "list-unsubscribe", "feedback-id", "x-loop")
_BULK: Final = frozenset({"bulk", "junk", "list", "auto_reply"})


class Proof(StrEnum):
    """Whether the sender is who the letter says, by the word of the service's own relay."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIn:
    """What is acted on of a letter."""

    digest: bytes
    """SHA-256 of its bytes: the same letter is taken once."""
    sender: str | None = field(repr=False)
    """The one address that it says to be from."""
    to: frozenset[str] = field(repr=False)
    """The addresses that it is written to, in small letters."""
    subject: str = field(repr=False)
    text: str = field(repr=False)
    message_id: str | None = field(repr=False)
    automatic: bool
    """Whether a machine, a list or nobody wrote it: then nothing answers it (RFC 3834)."""
    proof: Proof
    report: Report | None


def read_letter(raw: bytes, *, authserv: str | None = None) -> LetterIn:
    """Read a letter. Raises ``BadLetter`` for one beyond the bounds.

    ``authserv`` names the relay whose ``Authentication-Results`` (RFC 8601) count, which takes
    such headers of others away.
    """
    whole = len(raw) <= LARGEST
    head = head_of(raw)
    if whole:
        check_parts(raw)
    message = message_from_bytes(raw if whole else head)
    sender = _sender(message)
    report = report_of(message) if whole else None
    return LetterIn(
        digest=hashlib.sha256(raw).digest(),
        sender=sender,
        to=frozenset(address.lower() for address in addresses_of(message, "to", "cc")),
        subject=header_text(_field(message, "subject")),
        text=text_of(message) if whole else "",
        message_id=_message_id(message),
        automatic=report is not None or _is_automatic(message, sender),
        proof=_proof(message, authserv, sender),
        report=report,
    )


def _field(message: Message, name: str) -> str:
    return str(message.get(name, ""))


def addresses_of(message: Message, *names: str) -> list[str]:
    """Return the addresses that headers of these names hold; none where they have no bottom."""
    values = [str(value) for name in names for value in message.get_all(name, [])]
    try:
        found = getaddresses(values)
    except RecursionError:
        # Comments in comments, without end: nobody writes such an address.
        return []
    return [address for _, address in found if address.count("@") == 1]


def _sender(message: Message) -> str | None:
    """Return who wrote it; ``None`` where none or several are named, or a header stands twice."""
    if len(message.get_all("from", [])) != 1:
        return None
    found = addresses_of(message, "from")
    return found[0] if len(found) == 1 else None


def _message_id(message: Message) -> str | None:
    said = _field(message, "message-id").strip()
    return said if _ID.fullmatch(said) else None


def _is_automatic(message: Message, sender: str | None) -> bool:
    """Tell whether no person wrote it, or nobody would read an answer (RFC 3834, section 2)."""
    submitted = _field(message, "auto-submitted").partition(";")[0].strip().lower()
    mailbox = (sender or "").partition("@")[0].lower()
    return (
        sender is None
        or submitted not in {"", "no"}
        or _field(message, "return-path").strip() == "<>"
        or _field(message, "precedence").strip().lower() in _BULK
        or any(name in message for name in _OF_LISTS)
        or message.get_content_type() == "multipart/report"
        or _MACHINES.fullmatch(mailbox) is not None
    )


def _proof(message: Message, authserv: str | None, sender: str | None) -> Proof:
    """Return what our own relay found: its header is the uppermost one of its name."""
    results = message.get_all("authentication-results", [])
    if authserv is None or not results or sender is None:
        return Proof.UNKNOWN
    said = _COMMENT.sub(" ", _QUOTED.sub('""', str(results[0])[:_LONGEST_RESULTS])).lower()
    name, *methods = (part.split() for part in said.split(";"))
    if not name or name[0] != authserv.lower():
        return Proof.UNKNOWN
    for method in methods:
        found = dict(pair.split("=", 1) for pair in method if "=" in pair)
        if "dmarc" in found:
            about = found.get("header.from", "")
            same = about in {"", sender.rpartition("@")[2].lower()}
            passed = found["dmarc"] == "pass" and same
            failed = found["dmarc"] == "fail" or not same
            return Proof.PASSED if passed else Proof.FAILED if failed else Proof.UNKNOWN
    return Proof.UNKNOWN
