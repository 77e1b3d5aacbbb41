"""The ledger's signing keys, Ed25519, one a service, in a file beside no database."""

import base64
import secrets
from pathlib import Path
from typing import Final

from amana.storage.errors import UnknownService
from amana.storage.secret_files import read_secrets, write_secrets

_SEED_BYTES: Final = 32


class SigningKeys:
    """The seeds of the services' Ed25519 keys, as RFC 8032, section 5.1.5, takes them."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        """Name the file; it is made with the first key."""
        self._path = path

    def make(self, service: str) -> None:
        """Make the service's key; one that is there stays, for the ledger's name hangs on it."""
        held = read_secrets(self._path)
        if service not in held:
            seed = base64.b64encode(secrets.token_bytes(_SEED_BYTES)).decode("ascii")
            write_secrets(self._path, {**held, service: seed})

    def seed(self, service: str) -> bytes:
        """Return the 32 bytes of the service's private key, or raise ``UnknownService``."""
        held = read_secrets(self._path).get(service)
        if held is None:
            raise UnknownService(service=service)
        return base64.b64decode(held, validate=True)
