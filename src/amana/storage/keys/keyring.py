"""A service's key ring: its own two keys and its epochs' keys, wrapped under the root key.

One file a service, ``keyring-<service>.json`` (mode 0600), in the folder of secrets and so apart
from every database::

    lookup      makes the keyed hash under which rows about a person are found
    service.1   seals the bodies that are about nobody
    epoch.<n>   wraps the keys of the persons who were met in that epoch
    index.<n>   makes the blind indexes of sealed values; the newest is written, all are searched
    next.<n>    an index key that is searched already, and written once all programs know it

Each is bound to its service and name: ``amana-keyring-1``, a zero byte, the service, a zero byte,
the name. Without this file nobody's key opens, whatever backups of the databases there are.
"""

import base64
import binascii
import os
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amana.storage.errors import KeyringMissing, SecretsUnsafe
from amana.storage.keys.root import KEY_BYTES, Purpose, RootKey
from amana.storage.secret_files import read_secrets, write_secrets

_TAG: Final = b"amana-keyring-1\0"
_LOOKUP: Final = "lookup"
_BODY: Final = "service.1"
_EPOCH: Final = "epoch."
_INDEX: Final = "index."
_NEXT: Final = "next."
_FIRST: Final = (_LOOKUP, _BODY, _EPOCH + "1", _INDEX + "1")
_PREFIX: Final = "keyring-"
_SUFFIX: Final = ".json"


_Stamp: TypeAlias = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """The unwrapped keys of one service."""

    service: str
    lookup: bytes = field(repr=False)
    body: AESGCM = field(repr=False)
    epochs: Mapping[int, AESGCM] = field(repr=False)
    indexes: Mapping[int, bytes] = field(repr=False)
    """By number; the greatest is the one that is written."""
    next_index: bytes | None = field(default=None, repr=False)
    """Searched besides, and not written yet."""


class Keyrings:
    """The key rings of all services. Safe to use from many threads."""

    __slots__ = ("_guard", "_known", "_prefix", "_root", "folder")

    def __init__(self, folder: Path, root: RootKey) -> None:
        """Name the folder of secrets; a ring is read when it is first asked for."""
        self.folder = folder
        self._prefix = str(folder / _PREFIX)
        self._root = root
        self._known: dict[str, tuple[_Stamp, Keyring]] = {}
        self._guard = threading.Lock()

    def of(self, service: str) -> Keyring:
        """Return the service's ring as its file says now, or raise ``KeyringMissing``.

        Another program may have put another file in its place: what was destroyed there is gone
        from this program's memory with the next call, and what is new is known.
        """
        stamp = self._stamp(service)
        with self._guard:
            known = self._known.get(service)
            if known is not None and known[0] == stamp:
                return known[1]
        ring = self._read(service)
        with self._guard:
            # Of a file that was replaced after the stamp, the next call reads again.
            self._known[service] = (stamp, ring)
        return ring

    def services(self) -> tuple[str, ...]:
        """Return the services that have a ring, sorted."""
        names = (path.name for path in self.folder.glob(f"{_PREFIX}*{_SUFFIX}"))
        return tuple(sorted(name.removeprefix(_PREFIX).removesuffix(_SUFFIX) for name in names))

    def exists(self, service: str) -> bool:
        """Tell whether the service has a ring."""
        return bool(read_secrets(self._path(service)))

    def make(self, service: str) -> None:
        """Make a ring of random keys, with a first epoch, where there is none."""
        if not self.exists(service):
            self._write(service, {name: _fresh() for name in _FIRST})

    def make_from_root(self, service: str) -> None:
        """Make the ring of a service older than rings, whose two keys came from the root key."""
        if not self.exists(service):
            lookup = self._root.derive(Purpose.PERSON, service=service)
            body = self._root.derive(Purpose.BODY, service=service)
            self._write(
                service,
                {
                    _LOOKUP: lookup,
                    _BODY: body,
                    _EPOCH + "1": _fresh(),
                    _INDEX + "1": _fresh(),
                },
            )

    def add_epoch(self, service: str, number: int) -> None:
        """Put a fresh key of this epoch on the ring, where there is none yet."""
        held = self._unwrapped(service)
        if f"{_EPOCH}{number}" not in held:
            self._write(service, {**held, f"{_EPOCH}{number}": _fresh()})

    def drop_epoch(self, service: str, number: int) -> None:
        """Take the epoch's key off the ring: what is wrapped under it never opens again."""
        held = self._unwrapped(service)
        self._write(
            service, {name: key for name, key in held.items() if name != f"{_EPOCH}{number}"}
        )

    def add_next_index(self, service: str, number: int) -> None:
        """Put a fresh index key on the ring that is searched and not written yet."""
        held = self._unwrapped(service)
        if not _numbered(held, _NEXT):
            self._write(service, {**held, f"{_NEXT}{number}": _fresh()})

    def write_next_index(self, service: str) -> None:
        """Have the index key that is searched already be written from now on."""
        held = self._unwrapped(service)
        self._write(
            service,
            {
                (_INDEX + name.removeprefix(_NEXT) if name.startswith(_NEXT) else name): key
                for name, key in held.items()
            },
        )

    def drop_older_indexes(self, service: str) -> None:
        """Take all index keys but the one that is written off the ring."""
        held = self._unwrapped(service)
        numbers = _numbered(held, _INDEX)
        gone = {f"{_INDEX}{number}" for number in numbers if number != max(numbers)}
        self._write(service, {name: key for name, key in held.items() if name not in gone})

    def changed_at(self, service: str) -> float:
        """Return when the ring's file was last put in its place, in seconds since 1970.

        Raises ``KeyringMissing``.
        """
        try:
            return self._path(service).stat().st_mtime
        except FileNotFoundError:
            raise KeyringMissing(service=service, file=str(self._path(service))) from None

    def complete(self, service: str) -> None:
        """Give a ring that is older than blind indexes its first index key."""
        held = self._unwrapped(service)
        if not any(name.startswith(_INDEX) for name in held):
            self._write(service, {**held, _INDEX + "1": _fresh()})

    def renew(self, service: str) -> None:
        """Put random keys in place of all: whatever was sealed or wrapped before never opens."""
        self._write(service, {name: _fresh() for name in _FIRST})

    def rewrap(self, service: str) -> None:
        """Wrap the ring's keys under the newest root key."""
        self._write(service, self._unwrapped(service))

    def _read(self, service: str) -> Keyring:
        held = self._unwrapped(service)
        try:
            return Keyring(
                service=service,
                lookup=held[_LOOKUP],
                body=AESGCM(held[_BODY]),
                epochs={number: AESGCM(key) for number, key in _numbered(held, _EPOCH).items()},
                indexes=_numbered(held, _INDEX),
                next_index=next(iter(_numbered(held, _NEXT).values()), None),
            )
        except (KeyError, ValueError):
            raise SecretsUnsafe(file=str(self._path(service))) from None

    def _unwrapped(self, service: str) -> dict[str, bytes]:
        held = read_secrets(self._path(service))
        if not held:
            raise KeyringMissing(service=service, file=str(self._path(service)))
        try:
            wrapped = {name: base64.b64decode(text, validate=True) for name, text in held.items()}
        except (ValueError, binascii.Error):
            raise SecretsUnsafe(file=str(self._path(service))) from None
        return {
            name: self._root.unwrap(key, bound=_bound(service, name))
            for name, key in wrapped.items()
        }

    def _stamp(self, service: str) -> _Stamp:
        """Return what differs for another file in its place; ``None`` where there is none."""
        try:
            found = os.stat(f"{self._prefix}{service}{_SUFFIX}")  # noqa: PTH116 - each act asks: a path object takes longer than the question
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_ctime_ns

    def _write(self, service: str, keys: Mapping[str, bytes]) -> None:
        """Replace the file, and with it what this program knows."""
        wrapped = {
            name: self._root.wrap(key, bound=_bound(service, name)) for name, key in keys.items()
        }
        write_secrets(
            self._path(service),
            {name: base64.b64encode(key).decode("ascii") for name, key in wrapped.items()},
        )
        with self._guard:
            self._known.pop(service, None)

    def _path(self, service: str) -> Path:
        return self.folder / f"{_PREFIX}{service}{_SUFFIX}"


def _bound(service: str, name: str) -> bytes:
    return _TAG + service.encode("utf-8") + b"\0" + name.encode("ascii")


def _numbered(held: Mapping[str, bytes], prefix: str) -> dict[int, bytes]:
    """Return the keys whose names begin so, by number; ``ValueError`` where there is no number."""
    return {
        int(name.removeprefix(prefix)): key for name, key in held.items() if name.startswith(prefix)
    }


def _fresh() -> bytes:
    return secrets.token_bytes(KEY_BYTES)
