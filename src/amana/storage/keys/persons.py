"""A key a person: made at the first act about them, cached for a while, gone at erasure.

Associated data of a wrapped person's key: ``amana-person-key-1``, a zero byte, the service, a zero
byte, the 32 bytes of the person's keyed hash, and the epoch in 4 bytes, big-endian.
``spec/vectors/sealing.json`` pins the bytes.
"""

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.rows import DictRow

from amana.storage.errors import Conflict, KeyMissing
from amana.storage.keys.database import KeysDatabase
from amana.storage.keys.root import KEY_BYTES
from amana.storage.keys.wrapping import unwrap, wrap
from amana.storage.transaction import Transaction

_TAG: Final = b"amana-person-key-1\0"
_MOST: Final = 4096
_LASTS_S: Final = 300.0
_TRIES: Final = 5


def bound(service: str, person_key: bytes, epoch: int) -> bytes:
    """Return what a wrapped person's key is bound to."""
    return _TAG + service.encode("utf-8") + b"\0" + person_key + epoch.to_bytes(4, "big")


@dataclass(slots=True)
class _Cache:
    """The keys used last, bounded in number and age. Safe to use from many threads."""

    kept: OrderedDict[tuple[str, bytes], tuple[float, AESGCM]] = field(default_factory=OrderedDict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def get(self, name: tuple[str, bytes]) -> AESGCM | None:
        with self.guard:
            found = self.kept.get(name)
            if found is None or found[0] < time.monotonic():
                return None
            return found[1]

    def put(self, name: tuple[str, bytes], key: AESGCM) -> None:
        now = time.monotonic()
        with self.guard:
            self.kept[name] = (now + _LASTS_S, key)
            self.kept.move_to_end(name)
            # All last alike, so that those in front are over first.
            while len(self.kept) > _MOST or next(iter(self.kept.values()))[0] < now:
                self.kept.popitem(last=False)

    def drop(self, name: tuple[str, bytes]) -> None:
        with self.guard:
            self.kept.pop(name, None)


class PersonKeys:
    """The keys of the persons of all services. Safe to use from many threads.

    That a key is cached lets nobody read after an erasure: each read finds the tombstone in the
    statement that finds the record.
    """

    __slots__ = ("_cache", "_database")

    def __init__(self, database: KeysDatabase) -> None:
        """Work with the database of keys."""
        self._database = database
        self._cache = _Cache()

    def cached(self, service: str, person_key: bytes) -> AESGCM | None:
        """Return the person's key if this program knows it; nothing is asked."""
        return self._cache.get((service, person_key))

    def find(self, service: str, person_key: bytes) -> AESGCM:
        """Return the person's key, or raise ``KeyMissing``."""
        known = self.cached(service, person_key)
        if known is None:
            with self._database.transaction() as keys:
                row = self._row(keys, service, person_key)
            if row["wrapped"] is None:
                raise KeyMissing(service=service)
            known = self._opened(service, person_key, row)
        self._cache.put((service, person_key), known)
        return known

    def obtain(self, service: str, person_key: bytes) -> AESGCM:
        """Return the person's key, made and committed first where there is none.

        Of two programs that make one at once, one makes it and both get it. A key whose act then
        never commits hurts nobody.
        """
        known = self.cached(service, person_key) or self._obtain(service, person_key)
        self._cache.put((service, person_key), known)
        return known

    def epoch_of(self, service: str, person_key: bytes) -> int | None:
        """Return the epoch under which the person's key is wrapped; ``None`` without a key."""
        with self._database.transaction() as keys:
            row = self._row(keys, service, person_key)
        return None if row["epoch"] is None else int(row["epoch"])

    def destroy(self, service: str, person_keys: list[bytes]) -> int:
        """Delete these persons' keys and return how many of them are left: none."""
        with self._database.transaction() as keys:
            keys.change("keys", "destroy", service=service, person_keys=person_keys)
            keys.end(commit=True)
        for person_key in person_keys:
            self._cache.drop((service, person_key))
        with self._database.transaction() as keys:
            row = keys.row("keys", "left", service=service, person_keys=person_keys)
        return 0 if row is None else int(row["count"])

    def _obtain(self, service: str, person_key: bytes) -> AESGCM:
        for _ in range(_TRIES):
            with self._database.transaction() as keys:
                row = self._row(keys, service, person_key)
                if row["wrapped"] is not None:
                    return self._opened(service, person_key, row)
                made = self._make(keys, service, person_key, epoch=row["current"])
                if made is not None:
                    return made
        raise Conflict

    def _make(
        self, keys: Transaction, service: str, person_key: bytes, *, epoch: int
    ) -> AESGCM | None:
        """Commit a fresh key; ``None`` where another program was first, or turned the epoch."""
        under, fresh = self._epoch_key(service, epoch), secrets.token_bytes(KEY_BYTES)
        wrapped = wrap(under, fresh, bound=bound(service, person_key, epoch))
        made = keys.change(
            "keys", "put", service=service, person_key=person_key, epoch=epoch, wrapped=wrapped
        )
        keys.end(commit=True)
        return AESGCM(fresh) if made else None

    def _row(self, keys: Transaction, service: str, person_key: bytes) -> DictRow:
        """Return the current epoch and, if there is one, the person's wrapped key."""
        row = keys.row("keys", "find", service=service, person_key=person_key)
        if row is None:
            raise KeyMissing(service=service)
        return row

    def _opened(self, service: str, person_key: bytes, row: DictRow) -> AESGCM:
        under = self._epoch_key(service, row["epoch"])
        key = unwrap(under, row["wrapped"], bound=bound(service, person_key, row["epoch"]))
        return AESGCM(key)

    def _epoch_key(self, service: str, epoch: int) -> AESGCM:
        return epoch_key(self._database, service, epoch)


def epoch_key(database: KeysDatabase, service: str, epoch: int) -> AESGCM:
    """Return an epoch's key; another program may have begun it since the ring was read."""
    ring = database.rings.of(service)
    if epoch not in ring.epochs:
        ring = database.rings.again(service)
    if epoch not in ring.epochs:
        raise KeyMissing(service=service)
    return ring.epochs[epoch]
