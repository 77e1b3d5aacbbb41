"""Checkpoints: the size and root of a log, signed (C2SP tlog-checkpoint)."""

import re
from dataclasses import dataclass
from typing import Final

from amana.domain.ledger.errors import MalformedCheckpoint
from amana.domain.ledger.note import (
    SignatureCheck,
    Signer,
    VerifierKey,
    decode_base64,
    encode_base64,
    parse_note,
    sign_note,
    verified_text,
)
from amana.domain.ledger.tree import HASH_BYTES, LARGEST_SIZE

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_LEAST_LINES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a log commits to: the root over its first ``size`` leaves."""

    origin: str
    """The log's name, such as ``privacy.example.org/services-app``."""
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()
    """Further lines, signed with the rest and otherwise ignored."""

    @property
    def text(self) -> str:
        """Return the note's text, with its final newline."""
        lines = (self.origin, str(self.size), encode_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_text(text: str) -> Checkpoint:
    """Return the checkpoint that a note's text is; ``MalformedCheckpoint`` for other text."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < _LEAST_LINES or not all(lines):
        raise MalformedCheckpoint(part="lines")
    origin, size, root, *extensions = lines
    if not _SIZE.fullmatch(size) or int(size) > LARGEST_SIZE:
        raise MalformedCheckpoint(part="size")
    decoded = decode_base64(root)
    if decoded is None or len(decoded) != HASH_BYTES:
        raise MalformedCheckpoint(part="root")
    return Checkpoint(origin=origin, size=int(size), root=decoded, extensions=tuple(extensions))


def sign_checkpoint(checkpoint: Checkpoint, *signers: Signer) -> bytes:
    """Return the signed checkpoint, as it is published."""
    return sign_note(checkpoint.text, *signers)


def open_checkpoint(data: bytes, *, key: VerifierKey, check: SignatureCheck) -> Checkpoint:
    """Return the checkpoint that the key signed.

    Raises ``MalformedCheckpoint`` for bytes that are none, ``ForgedCheckpoint`` for one that the
    key did not sign.
    """
    return parse_text(verified_text(parse_note(data), key, check))


def read_unverified(data: bytes) -> Checkpoint:
    """Return what a checkpoint says, whoever signed it: never to be trusted, only compared."""
    return parse_text(parse_note(data).text)
