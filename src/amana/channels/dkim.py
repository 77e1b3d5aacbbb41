"""Signatures of our letters (DKIM, RFC 6376; Ed25519 by RFC 8463), relaxed and relaxed.

Signed by the machine's own library, since a signature of the usual Python package takes 20 ms;
tests have that package check ours. The key is a file in PEM, RSA or Ed25519.
"""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

from amana.channels.errors import BadChannel

_END: Final = b"\r\n"
_SIGNED: Final = (
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "auto-submitted",
    "in-reply-to",
    "references",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-language",
)
_TWICE: Final = ("from", "subject", "list-unsubscribe", "list-unsubscribe-post")
"""Named once more than they stand: one that somebody adds breaks the signature (section 8.15)."""
_NAME: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII
)
_SPACE: Final = re.compile(rb"[ \t]+")
_LEAST_BITS: Final = 2048
"""RFC 8301, section 3.2, has signers use at least as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Signs letters for a domain, under the selector by which its key is found in the DNS."""

    domain: str
    selector: str
    key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        """Raise ``BadChannel`` for names that can stand in no signature, and for a weak key."""
        if not (_NAME.fullmatch(self.domain) and _NAME.fullmatch(self.selector)):
            raise BadChannel(what="dkim")
        if isinstance(self.key, rsa.RSAPrivateKey) and self.key.key_size < _LEAST_BITS:
            raise BadChannel(what="dkim_key")

    def signed(self, letter: bytes, *, at: datetime) -> bytes:
        """Return the letter with its signature in front. ``letter`` has CRLF at line ends."""
        head, _, body = letter.partition(_END + _END)
        headers = _headers(head)
        names: list[str] = [name for name in _SIGNED if name in headers]
        names += [name for name in _TWICE if name in headers]
        bare = self._field(names, _body_hash(body), at)
        own = _relaxed(b"dkim-signature", bare.encode("ascii"))
        # A name that stands once more than its header means one that is not there: nothing.
        said = b"".join(
            _relaxed(name.encode("ascii"), headers[name]) + _END for name in dict.fromkeys(names)
        )
        signature = base64.b64encode(self._sign(said + own)).decode("ascii")
        parts = (signature[start : start + 72] for start in range(0, len(signature), 72))
        folded = "".join(f"\r\n\t{part}" for part in parts)
        return f"DKIM-Signature: {bare}{folded}\r\n".encode("ascii") + letter

    def _field(self, names: list[str], body_hash: str, at: datetime) -> str:
        algorithm = "rsa-sha256" if isinstance(self.key, rsa.RSAPrivateKey) else "ed25519-sha256"
        half = (len(names) + 1) // 2
        listed = ":".join(names[:half]) + ":\r\n\t " + ":".join(names[half:])
        return (
            f"v=1; a={algorithm}; c=relaxed/relaxed; d={self.domain};\r\n\ts={self.selector}; "
            f"t={int(at.timestamp())};\r\n\th={listed};\r\n\tbh={body_hash};\r\n\tb="
        )

    def _sign(self, said: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(said, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(hashlib.sha256(said).digest())


def signer_of(path: Path, *, domain: str, selector: str) -> Signer:
    """Return the signer whose key lies in a PEM file, or raise ``BadChannel``."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise BadChannel(what="dkim_key") from None
    if not isinstance(key, rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey):
        raise BadChannel(what="dkim_key")
    return Signer(domain=domain, selector=selector, key=key)


def _headers(head: bytes) -> dict[str, bytes]:
    """Return the headers by their names in small letters; of several of a name the last."""
    found: dict[str, bytes] = {}
    for line in re.split(rb"\r\n(?![ \t])", head):
        name, _, value = line.partition(b":")
        found[name.decode("ascii").strip().lower()] = value
    return found


def _relaxed(name: bytes, value: bytes) -> bytes:
    """Return a header in its relaxed form (section 3.4.2)."""
    unfolded = value.replace(_END, b"")
    return name + b":" + _SPACE.sub(b" ", unfolded).strip()


def _body_hash(body: bytes) -> str:
    """Return the hash of the body in its relaxed form (section 3.4.4)."""
    lines = [_SPACE.sub(b" ", line).rstrip(b" ") for line in body.split(_END)]
    while lines and not lines[-1]:
        lines.pop()
    plain = b"".join(line + _END for line in lines)
    return base64.b64encode(hashlib.sha256(plain).digest()).decode("ascii")
