"""The bytes of a ledger entry: public header, sealed body, commitment, leaf (``spec/ledger.md``).

A leaf is the header's canonical text followed by 32 bytes of commitment. Every public part has a
narrow shape (short ASCII identifiers, a whole hour, a number), so that a person's name, a staff
name or a value has no place to stand in.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.ledger.errors import MalformedEntry, MalformedLeaf

FORMAT: Final = "amana-ledger-1"
SALT_BYTES: Final = 32
COMMITMENT_BYTES: Final = 32
LONGEST_LEAF: Final = 65_535
"""Bytes; an entry bundle holds a leaf's length in sixteen bits (C2SP tlog-tiles)."""
LONGEST_BODY: Final = 1_048_576
"""Bytes; a body that is larger belongs into a record, and its hash into the body."""

_COMMITMENT_TAG: Final = b"amana-ledger-1/commitment\x00"
_HOUR: Final = "%Y-%m-%dT%HZ"
_ACT: Final = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*", re.ASCII)
_SERVICE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_PROMISE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The public part of a leaf. ``promises`` are sorted and stand once each."""

    service: str
    act: str
    outcome: Outcome
    promises: tuple[str, ...]
    policy_version: int | None
    """``None`` where no policy was in force."""
    hour: datetime
    """UTC; minutes and less are zero."""


def encode_header(entry: Entry, *, service: str, hour: datetime) -> bytes:
    """Return the header's canonical text.

    Minutes and seconds of ``hour`` are dropped: they would say too much about a person's day.
    Raises ``MalformedEntry`` with the ``part`` that has no public form.
    """
    if hour.utcoffset() is None:
        raise MalformedEntry(part="hour")
    return _encoded(
        Header(
            service=service,
            act=entry.act,
            outcome=Outcome(entry.outcome),
            promises=tuple(sorted(set(entry.promises))),
            policy_version=entry.policy_version,
            hour=hour.astimezone(UTC).replace(minute=0, second=0, microsecond=0),
        )
    )


@lru_cache(maxsize=1024)
def _encoded(header: Header) -> bytes:
    """Return the text of a header; within an hour most acts have one of a few."""
    wrong = _wrong_part(header)
    if wrong is not None:
        raise MalformedEntry(part=wrong)
    encoded = _write_header(header)
    if len(encoded) + COMMITMENT_BYTES > LONGEST_LEAF:
        raise MalformedEntry(part="promises")
    return encoded


def decode_header(data: bytes) -> Header:
    """Return the header whose canonical text is ``data``; ``MalformedLeaf`` for other bytes."""
    try:
        value = canonical.read(data)
        header = _read_header(value)
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise MalformedLeaf(part="header") from error
    if _wrong_part(header) is not None or _write_header(header) != data:
        raise MalformedLeaf(part="header")
    return header


def encode_body(body: Mapping[str, Json]) -> bytes:
    """Return the body's canonical text, at most ``LONGEST_BODY`` bytes, or ``MalformedEntry``."""
    try:
        encoded = canonical.write(body)
    except ValueError as error:
        raise MalformedEntry(part="body") from error
    if len(encoded) > LONGEST_BODY:
        raise MalformedEntry(part="body")
    return encoded


def commitment(salt: bytes, body: bytes) -> bytes:
    """Return the 32 bytes that bind the body without showing it.

    The tag and the salt have fixed lengths, so that no two pairs give the same input. With 256
    random bits of salt the body cannot be guessed from the commitment.
    """
    if len(salt) != SALT_BYTES:
        raise MalformedEntry(part="salt")
    return hashlib.sha256(_COMMITMENT_TAG + salt + body).digest()


def leaf_bytes(header: bytes, commitment: bytes) -> bytes:
    """Return the leaf: the header's text, then the commitment."""
    if len(commitment) != COMMITMENT_BYTES:
        raise MalformedEntry(part="commitment")
    if not header or len(header) + COMMITMENT_BYTES > LONGEST_LEAF:
        raise MalformedEntry(part="header")
    return header + commitment


def split_leaf(leaf: bytes) -> tuple[Header, bytes]:
    """Return a leaf's header and commitment; ``MalformedLeaf`` for bytes that are no leaf."""
    if not COMMITMENT_BYTES < len(leaf) <= LONGEST_LEAF:
        raise MalformedLeaf(part="length")
    return decode_header(leaf[:-COMMITMENT_BYTES]), leaf[-COMMITMENT_BYTES:]


def _write_header(header: Header) -> bytes:
    return canonical.write(
        {
            "act": header.act,
            "format": FORMAT,
            "hour": header.hour.strftime(_HOUR),
            "outcome": header.outcome.value,
            "policy": header.policy_version or 0,
            "promises": header.promises,
            "service": header.service,
        }
    )


def _read_header(value: Json) -> Header:
    """Pick the parts; what is missing or of another type raises, what is left over differs."""
    if not isinstance(value, Mapping):
        msg = "a header is an object"
        raise TypeError(msg)
    promises = value["promises"]
    policy = value["policy"]
    if not isinstance(promises, tuple) or not isinstance(policy, int):
        msg = "a part of the header has the wrong type"
        raise TypeError(msg)
    return Header(
        service=_text(value["service"]),
        act=_text(value["act"]),
        outcome=Outcome(_text(value["outcome"])),
        promises=tuple(_text(promise) for promise in promises),
        policy_version=policy or None,
        hour=datetime.strptime(_text(value["hour"]), _HOUR).replace(tzinfo=UTC),
    )


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    msg = "a part of the header is not a string"
    raise TypeError(msg)


def _wrong_part(header: Header) -> str | None:
    """Name the first part without a public form; ``None`` where all have one."""
    checks = {
        "service": _is_name(_SERVICE, header.service),
        "act": _is_name(_ACT, header.act),
        "promises": _are_promises(header.promises),
        "policy": _is_version(header.policy_version),
        "hour": header.hour.year >= 1000 and header.hour.utcoffset() == timedelta(0),  # noqa: PLR2004 - strftime pads no shorter year
    }
    return next((part for part, right in checks.items() if not right), None)


def _is_name(pattern: re.Pattern[str], name: str) -> bool:
    return len(name) <= _LONGEST_NAME and pattern.fullmatch(name) is not None


def _are_promises(promises: tuple[str, ...]) -> bool:
    named = all(_is_name(_PROMISE, promise) for promise in promises)
    return named and list(promises) == sorted(set(promises))


def _is_version(version: int | None) -> bool:
    if version is None:
        return True
    return not isinstance(version, bool) and 1 <= version <= canonical.LARGEST_INTEGER
