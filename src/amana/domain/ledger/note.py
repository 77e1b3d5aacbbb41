"""Signed notes: text under signature lines (C2SP signed-note). No cryptography of its own."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from amana.domain.ledger.errors import ForgedCheckpoint, MalformedCheckpoint, MalformedKey

LONGEST_NOTE: Final = 262_144
"""Bytes: room for sixteen signatures of the largest known algorithms."""
KEY_ID_BYTES: Final = 4
PUBLIC_KEY_BYTES: Final = 32

_ED25519: Final = b"\x01"
_LINE: Final = re.compile("\N{EM DASH} ([^ ]+) ([A-Za-z0-9+/]+={0,2})")
_KEY: Final = re.compile(r"([^ +]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")

SignatureCheck: TypeAlias = Callable[[bytes, bytes, bytes], bool]
"""Given an Ed25519 public key, a signature and a message: whether the signature is true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """An Ed25519 public key and the name under which it signs."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        """Refuse a name that a signature line cannot hold, and a key of another length."""
        if not _is_key_name(self.name):
            raise MalformedKey(part="name")
        if len(self.public) != PUBLIC_KEY_BYTES:
            raise MalformedKey(part="public")

    @property
    def key_id(self) -> bytes:
        """Return the four bytes that name this key in a signature line."""
        named = self.name.encode("utf-8") + b"\n" + _ED25519 + self.public
        return hashlib.sha256(named).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        """Write it as ``name+hash+base64``."""
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(_ED25519 + self.public)}"


class Signer(Protocol):
    """Whoever holds a ledger's private key."""

    @property
    def key(self) -> VerifierKey:
        """Return the public half, with its name."""

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of the message (RFC 8032)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedNote:
    """A text that ends in a newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]


def parse_key(text: str) -> VerifierKey:
    """Return the key that ``name+hash+base64`` stands for; ``MalformedKey`` for other text."""
    match = _KEY.fullmatch(text)
    if match is None:
        raise MalformedKey(part="form")
    encoded = decode_base64(match[3])
    if encoded is None or encoded[:1] != _ED25519:
        raise MalformedKey(part="algorithm")
    key = VerifierKey(name=match[1], public=encoded[1:])
    if key.key_id.hex() != match[2]:
        raise MalformedKey(part="hash")
    return key


def sign_note(text: str, *signers: Signer) -> bytes:
    """Return the note: the text and each signer's line under it."""
    signatures = tuple(
        Signature(
            name=signer.key.name, key_id=signer.key.key_id, value=signer.sign(text.encode("utf-8"))
        )
        for signer in signers
    )
    return encode_note(SignedNote(text=text, signatures=signatures))


def encode_note(note: SignedNote) -> bytes:
    """Return the note's bytes."""
    lines = (
        f"\N{EM DASH} {signature.name} {encode_base64(signature.key_id + signature.value)}\n"
        for signature in note.signatures
    )
    return f"{note.text}\n{''.join(lines)}".encode()


def parse_note(data: bytes) -> SignedNote:
    """Return the note that ``data`` is; ``MalformedCheckpoint`` for bytes that are none."""
    if len(data) > LONGEST_NOTE:
        raise MalformedCheckpoint(part="length")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedCheckpoint(part="utf-8") from error
    if any(character < " " and character != "\n" for character in whole):
        raise MalformedCheckpoint(part="control")
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise MalformedCheckpoint(part="signatures")
    signatures = tuple(_parse_line(line) for line in lines[:-1].split("\n"))
    return SignedNote(text=f"{text}\n", signatures=signatures)


def verified_text(note: SignedNote, key: VerifierKey, check: SignatureCheck) -> str:
    """Return the note's text if the key signed it; else ``ForgedCheckpoint``.

    Signatures of other keys are ignored, as they must be: witnesses and older keys sign too. One
    false signature under the trusted key's name and id condemns the note.
    """
    own = [s for s in note.signatures if (s.name, s.key_id) == (key.name, key.key_id)]
    message = note.text.encode("utf-8")
    if own and all(check(key.public, signature.value, message) for signature in own):
        return note.text
    raise ForgedCheckpoint


def encode_base64(data: bytes) -> str:
    """Return standard base64 with padding (RFC 4648, section 4)."""
    return base64.b64encode(data).decode("ascii")


def decode_base64(text: str) -> bytes | None:
    """Return the bytes whose one base64 text this is; ``None`` for every other text."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    # Unused bits of the last character may differ and still decode to the same bytes.
    return data if encode_base64(data) == text else None


def _parse_line(line: str) -> Signature:
    match = _LINE.fullmatch(line)
    value = None if match is None else decode_base64(match[2])
    if match is None or value is None:
        raise MalformedCheckpoint(part="signature")
    if not _is_key_name(match[1]) or len(value) <= KEY_ID_BYTES:
        raise MalformedCheckpoint(part="signature")
    return Signature(name=match[1], key_id=value[:KEY_ID_BYTES], value=value[KEY_ID_BYTES:])


def _is_key_name(name: str) -> bool:
    return bool(name) and not any(c.isspace() or c == "+" or c < " " for c in name)
