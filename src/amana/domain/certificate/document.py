"""The certificate as a file: the statement, its ledger entry, and the proofs of all entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Json
from amana.domain.ledger.errors import MalformedReceipt
from amana.domain.ledger.note import decode_base64, encode_base64
from amana.domain.ledger.opened import OpenedEntry, parse_opened, write_opened

FORM: Final = "amana-erasure-certificate-2"
LONGEST: Final = 4_194_304
"""Bytes of a certificate that is looked at."""
MOST_ENTRIES: Final = 1_000
_MOST_HASHES: Final = 64
_PARTS: Final = frozenset({"form", "service", "statement", "entry", "proof", "entries"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedLeaf:
    """Another entry's public leaf, where it stands, and the path from it to the signed root."""

    position: int
    leaf: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFile:
    """A certificate as it is handed out."""

    service: str
    statement: Mapping[str, Json]
    entry: OpenedEntry
    """The entry whose body is the statement, with the signed checkpoint of all proofs."""
    proof: tuple[bytes, ...]
    others: tuple[ProvedLeaf, ...]


def write_certificate(file: CertificateFile) -> bytes:
    """Return the file's one text, with a line's end."""
    return (
        canonical.write(
            {
                "form": FORM,
                "service": file.service,
                "statement": file.statement,
                "entry": canonical.read_loosely(write_opened(file.entry)),
                "proof": _path(file.proof),
                "entries": tuple(
                    {
                        "position": each.position,
                        "leaf": encode_base64(each.leaf),
                        "proof": _path(each.proof),
                    }
                    for each in file.others
                ),
            }
        )
        + b"\n"
    )


def parse_certificate(data: bytes) -> CertificateFile:
    """Return the certificate that a file is; ``MalformedReceipt`` for any other file."""
    parts = _parts(data)
    statement, entry, others = parts["statement"], parts["entry"], parts["entries"]
    if not isinstance(statement, Mapping):
        raise MalformedReceipt(part="statement")
    if not isinstance(others, tuple) or len(others) > MOST_ENTRIES:
        raise MalformedReceipt(part="entries")
    return CertificateFile(
        service=str(parts["service"]),
        statement=statement,
        entry=parse_opened(canonical.write(entry)),
        proof=_hashes(parts["proof"]),
        others=tuple(_leaf(each) for each in others),
    )


def _parts(data: bytes) -> Mapping[str, Json]:
    if len(data) > LONGEST:
        raise MalformedReceipt(part="length")
    try:
        value = canonical.read_loosely(data)
    except ValueError as error:
        raise MalformedReceipt(part="json") from error
    if not isinstance(value, Mapping) or value.get("form") != FORM:
        raise MalformedReceipt(part="form")
    if value.keys() != _PARTS:
        raise MalformedReceipt(part="keys")
    return value


def _leaf(value: Json) -> ProvedLeaf:
    if not isinstance(value, Mapping) or value.keys() != {"position", "leaf", "proof"}:
        raise MalformedReceipt(part="entries")
    position, leaf = value["position"], value["leaf"]
    data = decode_base64(leaf) if isinstance(leaf, str) else None
    if data is None or not isinstance(position, int) or isinstance(position, bool):
        raise MalformedReceipt(part="entries")
    return ProvedLeaf(position=position, leaf=data, proof=_hashes(value["proof"]))


def _path(proof: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(encode_base64(each) for each in proof)


def _hashes(value: Json) -> tuple[bytes, ...]:
    if not isinstance(value, tuple) or len(value) > _MOST_HASHES:
        raise MalformedReceipt(part="proof")
    hashes = [decode_base64(each) if isinstance(each, str) else None for each in value]
    if any(each is None for each in hashes):
        raise MalformedReceipt(part="proof")
    return tuple(each for each in hashes if each is not None)
