"""Checking a certificate with nothing but the file and a key: statement, entries, signature.

Pure: the signature check is handed in. Nothing that the file says of itself is believed: the
statement has to be the body of the entry, the entry and all that it names have to stand in the
tree, and the tree has to be signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from amana.domain.certificate.document import CertificateFile, ProvedLeaf, parse_certificate
from amana.domain.certificate.statement import CERTIFY
from amana.domain.ledger import canonical
from amana.domain.ledger.checkpoint import Checkpoint, open_checkpoint, read_unverified
from amana.domain.ledger.encoding import decode_header, split_leaf
from amana.domain.ledger.entry import Json, Outcome
from amana.domain.ledger.errors import (
    ForgedCheckpoint,
    MalformedCheckpoint,
    MalformedLeaf,
    MalformedReceipt,
)
from amana.domain.ledger.note import SignatureCheck, VerifierKey
from amana.domain.ledger.opened import OpenedEntry
from amana.domain.ledger.proof import verify_inclusion
from amana.domain.ledger.succession import KeyChain
from amana.domain.ledger.tree import hash_leaf


class CertificateWrong(StrEnum):
    """What may be wrong with a certificate that can be read."""

    STATEMENT = "statement"
    """What it states is not what the ledger's entry says."""
    ACT = "act"
    """The entry is not that of a certificate of this service, or says that something failed."""
    LEDGER = "ledger"
    """The entry is not in the tree of the checkpoint."""
    ENTRIES = "entries"
    """An entry that the statement names is lacking, another, or not in the tree."""
    SIGNATURE = "signature"
    """The checkpoint is not signed by the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateVerdict:
    """What was found. Sound only if nothing is wrong."""

    statement: Mapping[str, Json]
    entry: OpenedEntry
    checkpoint: Checkpoint
    faults: tuple[CertificateWrong, ...]

    @property
    def sound(self) -> bool:
        """Tell whether every check was made and none failed."""
        return not self.faults


def check_certificate(data: bytes, *, keys: KeyChain, check: SignatureCheck) -> CertificateVerdict:
    """Return what is wrong with a certificate. Raises ``MalformedReceipt`` for any other file."""
    file = parse_certificate(data)
    signed = (file.entry.checkpoint or "").encode()
    try:
        head = read_unverified(signed)
    except MalformedCheckpoint as error:
        raise MalformedReceipt(part="checkpoint") from error
    found = {
        CertificateWrong.STATEMENT: canonical.write(file.statement) == file.entry.body,
        CertificateWrong.ACT: _is_certificate(file),
        CertificateWrong.LEDGER: _stands(head, _own(file)),
        CertificateWrong.ENTRIES: _all_named(file, head),
        CertificateWrong.SIGNATURE: any(_signed_by(each, signed, check) for each in keys.keys),
    }
    return CertificateVerdict(
        statement=file.statement,
        entry=file.entry,
        checkpoint=head,
        faults=tuple(wrong for wrong, right in found.items() if not right),
    )


def _is_certificate(file: CertificateFile) -> bool:
    header = decode_header(file.entry.header)
    named = (header.act, header.outcome, header.service)
    return named == (CERTIFY, Outcome.DONE, file.service)


def _own(file: CertificateFile) -> ProvedLeaf:
    return ProvedLeaf(position=file.entry.position, leaf=file.entry.leaf, proof=file.proof)


def _stands(head: Checkpoint, leaf: ProvedLeaf) -> bool:
    return verify_inclusion(
        hash_leaf(leaf.leaf),
        index=leaf.position,
        size=head.size,
        proof=leaf.proof,
        root=head.root,
    )


def _all_named(file: CertificateFile, head: Checkpoint) -> bool:
    """Tell whether the leaves in the file are exactly those that the statement names."""
    named = file.statement.get("entries")
    leaves = tuple(_described(each) for each in file.others)
    return leaves == named and bool(leaves) and all(_stands(head, each) for each in file.others)


def _described(leaf: ProvedLeaf) -> Json:
    """Return what the statement has to say of a leaf."""
    try:
        header, _ = split_leaf(leaf.leaf)
    except MalformedLeaf:
        return None
    return {
        "act": header.act,
        "position": leaf.position,
        "leaf_hash": hash_leaf(leaf.leaf).hex(),
    }


def _signed_by(key: VerifierKey, signed: bytes, check: SignatureCheck) -> bool:
    try:
        open_checkpoint(signed, key=key, check=check)
    except ForgedCheckpoint:
        return False
    return True
