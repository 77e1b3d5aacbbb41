"""The root key: 256 bits that never come near a database. It wraps the keys of services."""

import base64
import binascii
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amana.storage.errors import CannotUnwrap, OlderRootKeyThere, RootKeyMissing, SecretsUnsafe
from amana.storage.keys.wrapping import unwrap, wrap
from amana.storage.secret_files import read_secrets, write_secrets

KEY_BYTES: Final = 32
_INFO: Final = "amana-key-1"
_ID_BYTES: Final = 8
_NAME: Final = "root"
_BEFORE: Final = "before"


class Purpose(StrEnum):
    """What a derived key is for; a key serves one purpose of one service only."""

    BODY = "body"
    """Seals the bodies of ledger entries."""
    PERSON = "person"
    """Makes the look-up key of a person's id."""
    RATE = "rate"
    """Names in the store who comes how often; belongs to no service."""


class RootKey(Protocol):
    """Whoever holds the root key wraps and unwraps with it, and never gives it away."""

    def wrap(self, key: bytes, *, bound: bytes) -> bytes:
        """Return the key, wrapped under the newest root key and bound."""
        ...

    def unwrap(self, wrapped: bytes, *, bound: bytes) -> bytes:
        """Return the key; another root key's, or another binding, raises ``CannotUnwrap``."""
        ...

    def derive(self, purpose: Purpose, *, service: str) -> bytes:
        """Return the 32 bytes that services older than key rings began with, and rates use."""
        ...

    def make(self) -> None:
        """Make the root key where there is none. Only for a database that holds nothing yet."""
        ...


class ReplaceableRootKey(RootKey, Protocol):
    """A root key that Amana can put another one in the place of."""

    def replace(self) -> None:
        """Let a new root key wrap from now on; what the one before wrapped still opens."""
        ...

    def drop_older(self) -> None:
        """Let go of the one before: nothing may be wrapped under it any more."""
        ...


def derived(key: bytes, purpose: Purpose, *, service: str) -> bytes:
    """Derive a key for one purpose of one service by HKDF-SHA-256 (RFC 5869)."""
    info = f"{_INFO}\0{purpose.value}\0{service}"
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info.encode()).derive(key)


class _OneRootKey:
    """One root key, with the id by which what it wrapped is known again."""

    __slots__ = ("_key", "_wrapper", "id")

    def __init__(self, key: bytes) -> None:
        """Take exactly 32 bytes; ``ValueError`` else."""
        if len(key) != KEY_BYTES:
            msg = f"a root key has {KEY_BYTES} bytes"
            raise ValueError(msg)
        self._key = key
        # Not the key itself: one key, one use.
        self._wrapper = AESGCM(self.derived(f"{_INFO}\0wrap", KEY_BYTES))
        self.id = self.derived(f"{_INFO}\0id", _ID_BYTES)

    def derive(self, purpose: Purpose, service: str) -> bytes:
        return derived(self._key, purpose, service=service)

    def derived(self, info: str, length: int) -> bytes:
        """Derive by HKDF-SHA-256 (RFC 5869)."""
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=info.encode()).derive(
            self._key
        )

    def wrap(self, key: bytes, bound: bytes) -> bytes:
        return self.id + wrap(self._wrapper, key, bound=bound)

    def unwrap(self, wrapped: bytes, bound: bytes) -> bytes:
        return unwrap(self._wrapper, wrapped[_ID_BYTES:], bound=bound)


class GivenRootKey:
    """A root key that was handed in, such as from the settings.

    What it wraps begins with 8 bytes that say under which root key.
    """

    __slots__ = ("_newest", "_older")

    def __init__(self, key: bytes) -> None:
        """Take exactly 32 bytes; ``ValueError`` else."""
        self._newest: _OneRootKey | None = _OneRootKey(key)
        self._older: _OneRootKey | None = None

    def __repr__(self) -> str:
        """Show nothing."""
        return f"{type(self).__name__}()"

    def wrap(self, key: bytes, *, bound: bytes) -> bytes:
        """Return the key, wrapped under the newest root key and bound."""
        return self._root().wrap(key, bound)

    def unwrap(self, wrapped: bytes, *, bound: bytes) -> bytes:
        """Return the key; another root key's, or another binding, raises ``CannotUnwrap``."""
        for root in (self._root(), self._older):
            if root is not None and wrapped.startswith(root.id):
                return root.unwrap(wrapped, bound)
        raise CannotUnwrap

    def derive(self, purpose: Purpose, *, service: str) -> bytes:
        """Derive by HKDF-SHA-256 (RFC 5869); purpose and service stand in its info."""
        return self._root().derive(purpose, service)

    def make(self) -> None:
        """Do nothing: it is there."""

    def _root(self) -> _OneRootKey:
        """Return the newest root key, or raise ``RootKeyMissing``."""
        if self._newest is None:
            raise RootKeyMissing(file=self._where())
        return self._newest

    def _where(self) -> str:
        """Say where the key should lie."""
        return "?"


class FileRootKey(GivenRootKey):
    """A root key in a file of mode 0600. It is made when it is told so, never by itself."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        """Read the file if it is there; one that others can read raises ``SecretsUnsafe``.

        Without it, whatever needs the key raises ``RootKeyMissing``.
        """
        self._path = path
        self._newest = self._older = None
        self._read()

    def make(self) -> None:
        """Make the file where there is none; it is on the disk before the key is used."""
        if not self._path.exists():
            write_secrets(self._path, {_NAME: _fresh()})
        self._read()

    def wrap(self, key: bytes, *, bound: bytes) -> bytes:
        """Return the key, wrapped under the newest root key, whoever put that in the file."""
        self._read()
        return super().wrap(key, bound=bound)

    def unwrap(self, wrapped: bytes, *, bound: bytes) -> bytes:
        """Return the key, also where another program has replaced the root key since."""
        try:
            return super().unwrap(wrapped, bound=bound)
        except CannotUnwrap:
            self._read()
            return super().unwrap(wrapped, bound=bound)

    def replace(self) -> None:
        """Put a new root key in the file, beside the one before; go on where that was begun."""
        held = read_secrets(self._path)
        if _BEFORE not in held:
            write_secrets(self._path, {_NAME: _fresh(), _BEFORE: held[_NAME]})
        self._read()

    def admit_older(self, path: Path) -> None:
        """Put the root key of another file beside this one, as the one before it.

        What was wrapped under either opens from then on; the next replacement ends that. Raises
        ``RootKeyMissing`` where one of the files is not there, ``SecretsUnsafe`` for one that
        holds no key, and ``OlderRootKeyThere`` where another one is beside it already.
        """
        for file in (self._path, path):
            if not file.exists():
                raise RootKeyMissing(file=str(file))
        FileRootKey(path)
        held, older = read_secrets(self._path), read_secrets(path)[_NAME]
        if older in held.values():
            return
        if _BEFORE in held:
            raise OlderRootKeyThere(file=str(self._path))
        write_secrets(self._path, {**held, _BEFORE: older})
        self._read()

    def drop_older(self) -> None:
        """Take the root key before out of the file: nothing may be wrapped under it any more."""
        write_secrets(self._path, {_NAME: read_secrets(self._path)[_NAME]})
        self._read()

    def _where(self) -> str:
        return str(self._path)

    def _read(self) -> None:
        held = read_secrets(self._path)
        if not held and not self._path.exists():
            return
        try:
            found = {name: base64.b64decode(key, validate=True) for name, key in held.items()}
            self._newest = _OneRootKey(found[_NAME])
            self._older = _OneRootKey(found[_BEFORE]) if _BEFORE in found else None
        except (KeyError, ValueError, binascii.Error):
            # The cause would hold what stands in the file.
            raise SecretsUnsafe(file=str(self._path)) from None


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
