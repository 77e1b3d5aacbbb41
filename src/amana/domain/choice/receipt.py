"""The receipt of a word: a consent record of ISO/IEC TS 27560:2023 in the W3C DPV profile.

The record is made from the ledger entry's own body and the policy's words alone. The body holds
the hashes of those words, and the ledger's signed checkpoint covers the body: nothing in a record
can be changed afterwards, by anybody. Objections and acceptances take the same shape under types
of our own (``urn:amana:receipt:1#``), as the standard speaks of consent only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amana.domain.ledger import canonical
from amana.domain.ledger.encoding import decode_header
from amana.domain.ledger.entry import Json
from amana.domain.ledger.errors import MalformedReceipt
from amana.domain.ledger.note import encode_base64
from amana.domain.ledger.opened import OpenedEntry, write_opened
from amana.domain.ledger.tree import hash_leaf

RECORD: Final = "https://w3id.org/dpv/schema/dpv-27560#record"
RECEIPT: Final = "https://w3id.org/dpv/schema/dpv-27560#receipt"
CONTEXT: Final[Mapping[str, Json]] = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "amana": "urn:amana:receipt:1#",
}
ACTS: Final = frozenset({"choose", "choose-ask", "accept", "decline"})
"""The acts of which there are receipts."""

_STATUS: Final[Mapping[str, str]] = {
    "consent": "dpv:ConsentGiven",
    "withdraw": "dpv:ConsentWithdrawn",
    "object": "dpv:ObjectingToProcess",
    "opt_out": "dpv:OptingOutFromProcess",
    "opt_in": "dpv:OptingInToProcess",
}
_OF_CONSENT: Final = frozenset({"consent", "withdraw"})
_ASKED: Final = "dpv:ConsentRequested"
_FIRST_STEP: Final = "choose-ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPurpose:
    """What the policy said of a purpose, and the words of the promise that was agreed to."""

    process: Mapping[str, Json] | None
    """``None`` where the entry holds no hash of it, or another one."""
    words: Mapping[str, Json] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """What shows the entry to be in the ledger."""

    position: int
    path: tuple[bytes, ...]
    """Inclusion proof (RFC 9162, section 2.1.3)."""
    checkpoint: str
    """Of the day, signed; the proof is about its tree."""


def record_of(
    header: bytes, leaf: bytes, body: Mapping[str, Json], about: Mapping[str, AboutPurpose]
) -> Mapping[str, Json]:
    """Return the consent record: always the same of the same entry and words.

    Raises ``MalformedReceipt`` where the entry is of no act that has receipts.
    """
    opened = decode_header(header)
    if opened.act not in ACTS:
        raise MalformedReceipt(part="act")
    status = _status(opened.act, body)
    consent = opened.act == _FIRST_STEP or body.get("word") in _OF_CONSENT
    identity = hash_leaf(leaf).hex()
    record: dict[str, Json] = {
        "@id": f"urn:amana:leaf:{identity}",
        "@type": "dpv:ConsentRecord" if consent else "amana:ChoiceRecord",
        "dct:identifier": identity,
        "dpv:hasDataSubject": {"@type": "dpv:DataSubject", "dct:identifier": body.get("person")},
        "dpv:hasNotice": _notice(opened.policy_version, body),
        "dpv:hasConsentStatus" if consent else "dpv:hasStatus": status,
        "dct:hasPart": (_event(status, opened.hour, body),),
        "dpv:hasProcess": tuple(_processes(body, about)),
    }
    if consent:
        record["dct:conformsTo"] = RECORD
    return record


def receipt_of(
    record: Mapping[str, Json],
    *,
    publisher: Mapping[str, Json],
    created: datetime,
    entry: OpenedEntry | None,
    path: Sequence[bytes] = (),
) -> Mapping[str, Json]:
    """Return the receipt that is handed out; without an entry it cannot be checked yet."""
    consent = "dct:conformsTo" in record
    receipt: dict[str, Json] = {
        "@context": CONTEXT,
        "@id": f"{record['@id']}#receipt",
        "@type": "dpv:ConsentReceipt" if consent else "amana:ChoiceReceipt",
        "dct:identifier": f"{record['dct:identifier']}.receipt",
        "dct:created": created.isoformat(),
        "dct:publisher": publisher,
        "schema:recipient": "dpv:DataSubject",
        "dpv:hasRecordOfActivity": record,
    }
    if consent:
        receipt["dct:conformsTo"] = RECEIPT
    if entry is not None:
        receipt["amana:entry"] = canonical.read_loosely(write_opened(entry))
        receipt["amana:proof"] = tuple(encode_base64(each) for each in path)
    return receipt


def _status(act: str, body: Mapping[str, Json]) -> str:
    if act == _FIRST_STEP:
        return _ASKED
    if "how" in body:
        return f"amana:{body['how']}"
    word = body.get("word")
    if isinstance(word, str) and word in _STATUS:
        return _STATUS[word]
    raise MalformedReceipt(part="word")


def _notice(version: int | None, body: Mapping[str, Json]) -> Mapping[str, Json]:
    notice: dict[str, Json] = {"@type": "dpv:PrivacyNotice", "dct:hasVersion": version}
    for name, key in (
        ("dct:language", "language"),
        ("amana:shown", "shown"),
        ("amana:digest", "notice"),
    ):
        if body.get(key) is not None:
            notice[name] = body[key]
    return notice


def _event(status: str, hour: datetime, body: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return what happened, when, by whom and through what."""
    implied = body.get("means") == "implied"
    event: dict[str, Json] = {
        "@type": (status, "dpv:ImpliedConsent" if implied else "dpv:ExpressedConsent")
        if status == _STATUS["consent"]
        else (status,),
        "dct:date": body.get("said_at") or body.get("at") or hour.isoformat(),
        "dpv:hasEntity": "dpv:GuardianOfDataSubject"
        if body.get("guarded") is True
        else "dpv:DataSubject",
        "dpv:hasDuration": "dpv:UntilEventDuration",
    }
    for name in (
        *("channel", "means", "confirmed", "said_at", "at"),
        *("imported", "evidence", "shown_words"),
    ):
        if body.get(name) is not None:
            event[f"amana:{name}"] = body[name]
    return event


def _processes(
    body: Mapping[str, Json], about: Mapping[str, AboutPurpose]
) -> Sequence[Mapping[str, Json]]:
    return [_process(purpose, about.get(purpose)) for purpose in texts(body, "purposes")]


def _process(purpose: str, known: AboutPurpose | None) -> Mapping[str, Json]:
    told: dict[str, Json] = {"@type": "dpv:Process", "dct:identifier": purpose}
    if known is not None and known.process is not None:
        told.update(known.process)
    if known is not None and known.words is not None:
        told["amana:words"] = known.words
    return told


def texts(body: Mapping[str, Json], name: str) -> tuple[str, ...]:
    """Return a list of texts in a body; none where there is none. Raises ``MalformedReceipt``."""
    found = body.get(name, ())
    if isinstance(found, tuple) and all(isinstance(each, str) for each in found):
        return tuple(str(each) for each in found)
    raise MalformedReceipt(part=name)
