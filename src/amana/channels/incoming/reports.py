"""Reports about our own letters: what was not delivered (RFC 3464), what was complained of (5965).

A report counts by the ``Message-ID`` of a letter of ours alone, which nobody else can make up: who
holds one got that letter, or carried it. What a report says about addresses is not looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum
from typing import Final
from uuid import UUID

_OURS: Final = re.compile(
    r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@[^<>\s@]{1,253}>", re.ASCII
)
_FOR_GOOD: Final = re.compile(r"5\.(?!7\.|3\.|2\.2(?!\d))\d{1,3}\.\d{1,3}(?!\d)", re.ASCII)
"""Statuses (RFC 3463) of an address that is none: not of policies, systems and full mailboxes."""
_ID_LINE: Final = re.compile(r"^message-id:\s*(<[^<>\s]{1,300}>)", re.IGNORECASE | re.MULTILINE)
_FIRST_BYTES: Final = 64 * 1024
_COMPLAINTS: Final = frozenset({"abuse", "fraud", "opt-out", "opt-out-list", "other"})


class ReportKind(StrEnum):
    """What a report says became of a letter."""

    BOUNCED = "bounced"
    """It was not delivered, and never will be."""
    DELAYED = "delayed"
    """It was not delivered yet, or not for a reason of the moment."""
    COMPLAINED = "complained"
    """Whoever got it called it unwanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a letter of ours."""

    kind: ReportKind
    message: UUID | None
    """The letter's id; ``None`` where the report does not name one of ours."""


def report_of(message: Message) -> Report | None:
    """Return what the letter reports; ``None`` where it is no report."""
    if message.get_content_type() != "multipart/report":
        return None
    parts = list(message.walk())
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            return Report(kind=_delivery(part), message=_about(parts))
        if kind == "message/feedback-report" and _is_complaint(part):
            return Report(kind=ReportKind.COMPLAINED, message=_about(parts))
    return None


def _delivery(part: Message) -> ReportKind:
    """Return what the status of a recipient says; several are not sent in one letter of ours."""
    for fields in _blocks(part):
        action = _word(fields, "action")
        if action == "failed" and _FOR_GOOD.match(_word(fields, "status")):
            return ReportKind.BOUNCED
    return ReportKind.DELAYED


def _is_complaint(part: Message) -> bool:
    return any(_word(fields, "feedback-type") in _COMPLAINTS for fields in _blocks(part))


def _word(fields: Message, name: str) -> str:
    return str(fields.get(name, "")).strip().lower()


def _blocks(part: Message) -> Iterator[Message]:
    found = part.get_payload()
    if isinstance(found, list):
        yield from (each for each in found if isinstance(each, Message))


def _about(parts: list[Message]) -> UUID | None:
    """Return the id of the letter that the report carries, whole or its head alone."""
    for part in parts:
        ours = _OURS.fullmatch(_carried(part))
        if ours:
            return UUID(ours.group(1))
    return None


def _carried(part: Message) -> str:
    """Return the ``Message-ID`` of the letter that this part carries; empty where it does not."""
    kind = part.get_content_type()
    if kind == "text/rfc822-headers":
        plain = part.get_payload(decode=True)
        heads = plain[:_FIRST_BYTES] if isinstance(plain, bytes) else b""
        found = _ID_LINE.search(heads.decode("ascii", "replace"))
        return found.group(1) if found else ""
    if kind in {"message/rfc822", "message/global"}:
        inner = next(_blocks(part), None)
        return "" if inner is None else _word(inner, "message-id")
    return ""
