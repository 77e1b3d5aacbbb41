"""Checking a receipt with nothing but the receipt and a key: words, entry, ledger, signature.

Pure: the signature check is handed in. Nothing that the receipt says of itself is believed: the
record is made anew from the entry that the ledger holds, and has to be the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from amana.domain.choice.binding import digest_of
from amana.domain.choice.receipt import CONTEXT, AboutPurpose, record_of, texts
from amana.domain.ledger import canonical
from amana.domain.ledger.checkpoint import Checkpoint, open_checkpoint, read_unverified
from amana.domain.ledger.entry import Json
from amana.domain.ledger.errors import (
    ForgedCheckpoint,
    MalformedCheckpoint,
    MalformedReceipt,
)
from amana.domain.ledger.note import SignatureCheck, VerifierKey, decode_base64
from amana.domain.ledger.opened import OpenedEntry, parse_opened
from amana.domain.ledger.proof import verify_inclusion
from amana.domain.ledger.succession import KeyChain
from amana.domain.ledger.tree import hash_leaf

LONGEST: Final = 4_194_304
"""Bytes of a receipt that is looked at."""
_MOST_HASHES: Final = 64


class ReceiptWrong(StrEnum):
    """What may be wrong with a receipt that can be read."""

    RECORD = "record"
    """The record is not what the ledger's entry says."""
    WORDS = "words"
    """The words shown are not those whose hash the entry holds."""
    LEDGER = "ledger"
    """The entry is not in the tree of the checkpoint."""
    SIGNATURE = "signature"
    """The checkpoint is not signed by the key."""
    UNPROVED = "unproved"
    """The receipt came before its entry was sequenced: ask for it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptVerdict:
    """What was found. Sound only if nothing is wrong."""

    record: Mapping[str, Json]
    entry: OpenedEntry | None
    checkpoint: Checkpoint | None
    faults: tuple[ReceiptWrong, ...]

    @property
    def sound(self) -> bool:
        """Tell whether every check was made and none failed."""
        return not self.faults


def check_receipt(data: bytes, *, keys: KeyChain, check: SignatureCheck) -> ReceiptVerdict:
    """Return what is wrong with a receipt. Raises ``MalformedReceipt`` for any other file."""
    receipt = _parsed(data)
    record = _mapping(receipt, "dpv:hasRecordOfActivity")
    if "amana:entry" not in receipt:
        return ReceiptVerdict(
            record=record, entry=None, checkpoint=None, faults=(ReceiptWrong.UNPROVED,)
        )
    entry = parse_opened(canonical.write(_mapping(receipt, "amana:entry")))
    signed = (entry.checkpoint or "").encode()
    try:
        head = read_unverified(signed)
    except MalformedCheckpoint as error:
        raise MalformedReceipt(part="checkpoint") from error
    faults = (
        *_record_faults(record, entry),
        *_ledger_faults(entry, head, _path(receipt)),
        *_signature_faults(signed, keys, check),
    )
    return ReceiptVerdict(record=record, entry=entry, checkpoint=head, faults=faults)


def _parsed(data: bytes) -> Mapping[str, Json]:
    if len(data) > LONGEST:
        raise MalformedReceipt(part="length")
    try:
        value = canonical.read_loosely(data)
    except ValueError as error:
        raise MalformedReceipt(part="json") from error
    if not isinstance(value, Mapping) or value.get("@context") != CONTEXT:
        raise MalformedReceipt(part="format")
    return value


def _mapping(value: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    found = value.get(name)
    if isinstance(found, Mapping):
        return found
    raise MalformedReceipt(part=name)


def _record_faults(record: Mapping[str, Json], entry: OpenedEntry) -> Iterator[ReceiptWrong]:
    body = _mapping({"body": canonical.read(entry.body)}, "body")
    about = _about(record)
    if not _words_fit(body, about):
        yield ReceiptWrong.WORDS
    if canonical.write(record_of(entry.header, entry.leaf, body, about)) != canonical.write(record):
        yield ReceiptWrong.RECORD


def _about(record: Mapping[str, Json]) -> Mapping[str, AboutPurpose]:
    """Return what the record says of each purpose, to be held against the hashes."""
    found: dict[str, AboutPurpose] = {}
    processes = record.get("dpv:hasProcess")
    if not isinstance(processes, tuple):
        raise MalformedReceipt(part="dpv:hasProcess")
    for each in processes:
        if not isinstance(each, Mapping):
            raise MalformedReceipt(part="dpv:hasProcess")
        process = {name: value for name, value in each.items() if name != "amana:words"}
        words = each.get("amana:words")
        found[str(process.get("dct:identifier"))] = AboutPurpose(
            process=process if len(process) > _BARE else None,
            words=words if isinstance(words, Mapping) else None,
        )
    return found


_BARE: Final = 2
"""Of a process that names its type and its purpose, and says no more."""


def _words_fit(body: Mapping[str, Json], about: Mapping[str, AboutPurpose]) -> bool:
    """Tell whether all that is said of each purpose has the hashes that the entry holds."""
    purposes = texts(body, "purposes")
    terms = dict(zip(purposes, texts(body, "terms"), strict=False))
    wordings = dict(zip(purposes, texts(body, "wordings"), strict=False))
    return all(
        _fits(each.process, terms.get(purpose)) and _fits(each.words, wordings.get(purpose))
        for purpose, each in about.items()
    )


def _fits(said: Mapping[str, Json] | None, digest: str | None) -> bool:
    return said is None or digest_of(said).hex() == digest


def _path(receipt: Mapping[str, Json]) -> tuple[bytes, ...]:
    found = receipt.get("amana:proof")
    if not isinstance(found, tuple) or len(found) > _MOST_HASHES:
        raise MalformedReceipt(part="amana:proof")
    hashes = [decode_base64(each) if isinstance(each, str) else None for each in found]
    if any(each is None for each in hashes):
        raise MalformedReceipt(part="amana:proof")
    return tuple(each for each in hashes if each is not None)


def _ledger_faults(
    entry: OpenedEntry, head: Checkpoint, path: tuple[bytes, ...]
) -> Iterator[ReceiptWrong]:
    if not verify_inclusion(
        hash_leaf(entry.leaf), index=entry.position, size=head.size, proof=path, root=head.root
    ):
        yield ReceiptWrong.LEDGER


def _signature_faults(
    signed: bytes, keys: KeyChain, check: SignatureCheck
) -> Iterator[ReceiptWrong]:
    if not any(_signed_by(each, signed, check) for each in keys.keys):
        yield ReceiptWrong.SIGNATURE


def _signed_by(key: VerifierKey, signed: bytes, check: SignatureCheck) -> bool:
    try:
        open_checkpoint(signed, key=key, check=check)
    except ForgedCheckpoint:
        return False
    return True
