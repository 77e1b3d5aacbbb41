"""Ed25519 signatures for checkpoints (RFC 8032)."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from amana.domain.ledger.note import VerifierKey


class Ed25519Signer:
    """Signs in the name of one log. Its text form shows no secret."""

    __slots__ = ("_private", "key")

    def __init__(self, *, name: str, seed: bytes) -> None:
        """Take the log's name and the 32 bytes of the private key."""
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.key = VerifierKey(name=name, public=self._private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature."""
        return self._private.sign(message)


def check_signature(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether the signature of the message is that of the public key's owner."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
