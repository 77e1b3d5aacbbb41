"""Bank accounts are sealed with AES-256-GCM, bound to the account that they belong to."""

import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals and opens; the key stands in a file beside the database, never in it."""

    key: bytes = field(repr=False)

    def close(self, value: str, *, owner: str) -> bytes:
        """Seal a value for its owner."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, value.encode(), owner.encode())

    def open(self, sealed: bytes, *, owner: str) -> str:
        """Open it; a value that was moved to another owner or changed raises ``InvalidTag``."""
        plain = AESGCM(self.key).decrypt(sealed[:_NONCE], sealed[_NONCE:], owner.encode())
        return plain.decode()
