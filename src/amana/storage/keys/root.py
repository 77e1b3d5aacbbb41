"""The root key: 256 bits that never come near the database. Others are derived from it."""

import base64
import binascii
import secrets
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amana.storage.errors import RootKeyMissing, SecretsUnsafe
from amana.storage.secret_files import read_secrets, strings, write_secrets

KEY_BYTES: Final = 32
_INFO: Final = "amana-key-1"
_NAME: Final = "root"


class Purpose(StrEnum):
    """What a derived key is for; a key serves one purpose of one service only."""

    BODY = "body"
    """Seals the bodies of ledger entries."""
    PERSON = "person"
    """Makes the look-up key of a person's id."""
    BACKUP = "backup"
    """Shows that a backup's list of files is as we wrote it."""
    CHECK = "check"
    """Tells whether a root key is that of a database, by the installation's id for a service."""


class RootKey(Protocol):
    """Whoever holds the root key gives out derived keys, never the root key itself."""

    def derive(self, purpose: Purpose, *, service: str) -> bytes:
        """Return the 32 bytes for this purpose of this service, the same each time.

        Raises ``RootKeyMissing`` where there is no root key yet.
        """
        ...

    def make(self) -> None:
        """Make the root key where there is none. Only for a database that holds nothing yet."""
        ...


class GivenRootKey:
    """A root key that was handed in, such as from the settings."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        """Take exactly 32 bytes; ``ValueError`` else."""
        if len(key) != KEY_BYTES:
            msg = f"a root key has {KEY_BYTES} bytes"
            raise ValueError(msg)
        self._key = key

    def __repr__(self) -> str:
        """Show nothing."""
        return "GivenRootKey()"

    def make(self) -> None:
        """Do nothing: it is there."""

    def derive(self, purpose: Purpose, *, service: str) -> bytes:
        """Derive by HKDF-SHA-256 (RFC 5869); purpose and service stand in its info."""
        info = f"{_INFO}\0{purpose.value}\0{service}".encode()
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(self._key)


class FileRootKey:
    """A root key in a file of mode 0600."""

    __slots__ = ("_held", "_path")

    def __init__(self, path: Path) -> None:
        """Read the file if it is there; one that others can read raises ``SecretsUnsafe``."""
        self._path = path
        self._held = _given(path)

    def __repr__(self) -> str:
        """Show nothing."""
        return "FileRootKey()"

    def make(self) -> None:
        """Make the file where there is none; it is on the disk before the key is used."""
        if self._held is None:
            text = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
            write_secrets(self._path, {_NAME: text})
            self._held = _given(self._path)

    def derive(self, purpose: Purpose, *, service: str) -> bytes:
        """Derive as :class:`GivenRootKey` does; without a file raises ``RootKeyMissing``."""
        if self._held is None:
            raise RootKeyMissing(file=str(self._path))
        return self._held.derive(purpose, service=service)


def _given(path: Path) -> GivenRootKey | None:
    """Read the key; ``None`` where there is no file."""
    if not path.exists():
        return None
    return _of(read_secrets(path), path)


def root_key_of(text: str, path: Path) -> GivenRootKey:
    """Return the root key that a file holds, whose text this is; ``SecretsUnsafe`` for others."""
    return _of(strings(text, path), path)


def _of(held: Mapping[str, str], path: Path) -> GivenRootKey:
    try:
        return GivenRootKey(base64.b64decode(held[_NAME], validate=True))
    except (KeyError, ValueError, binascii.Error):
        # The cause would hold what stands in the file.
        raise SecretsUnsafe(file=str(path)) from None
