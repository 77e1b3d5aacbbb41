"""A key a person: made at the first act about them, cached for a while, gone at erasure.

Associated data of a wrapped person's key: ``amana-person-key-1``, a zero byte, the service, a zero
byte, the 32 bytes of the person's keyed hash, and the epoch in 4 bytes, big-endian.
``spec/vectors/sealing.json`` pins the bytes.
"""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.rows import DictRow

from amana.storage.errors import Conflict, EpochGone, KeyMissing
from amana.storage.keys.database import KeysDatabase
from amana.storage.keys.root import KEY_BYTES
from amana.storage.keys.wrapping import unwrap, wrap
from amana.storage.transaction import Transaction

_TAG: Final = b"amana-person-key-1\0"
_MOST: Final = 65_536
"""Of some hundred bytes each: raw keys, since a cipher made of one lasts ten times as many."""
_LASTS_S: Final = 300.0
_TRIES: Final = 5
_Read = TypeVar("_Read")


def bound(service: str, person_key: bytes, epoch: int) -> bytes:
    """Return what a wrapped person's key is bound to."""
    return _TAG + service.encode("utf-8") + b"\0" + person_key + epoch.to_bytes(4, "big")


@dataclass(slots=True)
class _Cache:
    """The keys used last, bounded in number and age. Safe to use from many threads."""

    kept: OrderedDict[tuple[str, bytes], tuple[float, bytes]] = field(default_factory=OrderedDict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def get(self, name: tuple[str, bytes]) -> bytes | None:
        with self.guard:
            found = self.kept.get(name)
            if found is None or found[0] < time.monotonic():
                return None
            return found[1]

    def get_many(self, service: str, person_keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return those that are at hand."""
        now, found = time.monotonic(), {}
        with self.guard:
            for person_key in person_keys:
                kept = self.kept.get((service, person_key))
                if kept is not None and kept[0] >= now:
                    found[person_key] = kept[1]
        return found

    def put(self, service: str, keys: Mapping[bytes, bytes]) -> None:
        now = time.monotonic()
        with self.guard:
            for person_key, key in keys.items():
                self.kept[service, person_key] = (now + _LASTS_S, key)
                self.kept.move_to_end((service, person_key))
            # All last alike, so that those in front are over first.
            while self.kept and (len(self.kept) > _MOST or next(iter(self.kept.values()))[0] < now):
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

    def cached(self, service: str, person_key: bytes) -> bytes | None:
        """Return the person's key if this program knows it; nothing is asked."""
        return self._cache.get((service, person_key))

    def find(self, service: str, person_key: bytes) -> bytes:
        """Return the person's key, or raise ``KeyMissing``."""
        known = self.cached(service, person_key)
        if known is None:
            known = self._settled(lambda: self._find(service, person_key))
        self._cache.put(service, {person_key: known})
        return known

    def obtain(self, service: str, person_key: bytes) -> bytes:
        """Return the person's key, made and committed first where there is none.

        Of two programs that make one at once, one makes it and both get it. A key whose act then
        never commits hurts nobody.
        """
        known = self.cached(service, person_key) or self._settled(
            lambda: self._obtain(service, person_key)
        )
        self._cache.put(service, {person_key: known})
        return known

    def begin(self, service: str, person_key: bytes) -> bytes:
        """Return the person's key as :meth:`obtain` does, of whom it is known that nobody met them.

        Then it takes one statement, unless the epoch is just being turned.
        """
        newest = max(self._database.rings.of(service).epochs, default=None)
        if newest is not None and self.cached(service, person_key) is None:
            with self._database.transaction(single=True) as keys:
                made = self._make(keys, service, person_key, epoch=newest)
            if made is not None:
                self._cache.put(service, {person_key: made})
                return made
        return self.obtain(service, person_key)

    def find_many(self, service: str, person_keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Return the keys of those of the persons who have one, by one statement at most."""
        wanted = set(person_keys)
        known = self._cache.get_many(service, wanted)
        if missing := wanted - known.keys():
            known |= self._settled(lambda: self._find_many(service, missing))
        return known

    def obtain_many(self, service: str, person_keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Return the keys of all the persons, made and committed first where there is none.

        However many they are, it takes a few statements.
        """
        wanted = set(person_keys)
        return self._settled(lambda: self._obtain_many(service, wanted))

    def _obtain_many(self, service: str, wanted: set[bytes]) -> dict[bytes, bytes]:
        known = self._cache.get_many(service, wanted)
        for _ in range(_TRIES):
            missing = wanted - known.keys()
            if not missing:
                return known
            with self._database.transaction() as keys:
                known |= self._kept(keys, service, missing)
                known |= self._make_many(keys, service, sorted(missing - known.keys()))
        raise Conflict

    def epochs_of(self, service: str, person_keys: Collection[bytes]) -> Mapping[bytes, int | None]:
        """Return the epochs under which persons' keys are wrapped; ``None`` without a key."""
        with self._database.transaction(single=True) as keys:
            rows = keys.rows("keys", "epochs_of", service=service, person_keys=list(person_keys))
        if not rows:
            raise KeyMissing(service=service)
        found = {bytes(row["person_key"]): row["epoch"] for row in rows if row["epoch"] is not None}
        return {person_key: found.get(person_key) for person_key in person_keys}

    def destroy(self, service: str, person_keys: list[bytes]) -> int:
        """Delete these persons' keys and return how many of them are left: none."""
        with self._database.transaction(single=True) as keys:
            keys.change("keys", "destroy", service=service, person_keys=person_keys)
            for person_key in person_keys:
                self._cache.drop((service, person_key))
            # Of what was committed, as every other program sees it.
            row = keys.row("keys", "left", service=service, person_keys=person_keys)
        return 0 if row is None else int(row["count"])

    def _settled(self, read: Callable[[], _Read]) -> _Read:
        """Read again where an epoch was turned and destroyed between a row and its epoch's key."""
        for _ in range(_TRIES):
            try:
                return read()
            except EpochGone:
                continue
        return read()

    def _find(self, service: str, person_key: bytes) -> bytes:
        with self._database.transaction(single=True) as keys:
            row = self._row(keys, service, person_key)
        if row["wrapped"] is None:
            raise KeyMissing(service=service)
        return self._opened(service, person_key, row)

    def _find_many(self, service: str, missing: set[bytes]) -> dict[bytes, bytes]:
        with self._database.transaction(single=True) as keys:
            return self._kept(keys, service, missing)

    def _obtain(self, service: str, person_key: bytes) -> bytes:
        for _ in range(_TRIES):
            with self._database.transaction(single=True) as keys:
                row = self._row(keys, service, person_key)
                if row["wrapped"] is not None:
                    return self._opened(service, person_key, row)
                made = self._make(keys, service, person_key, epoch=row["current"])
                if made is not None:
                    return made
        raise Conflict

    def _make(
        self, keys: Transaction, service: str, person_key: bytes, *, epoch: int
    ) -> bytes | None:
        """Commit a fresh key; ``None`` where another program was first, or turned the epoch."""
        under, fresh = self._epoch_key(service, epoch), secrets.token_bytes(KEY_BYTES)
        wrapped = wrap(under, fresh, bound=bound(service, person_key, epoch))
        made = keys.change(
            "keys", "put", service=service, person_key=person_key, epoch=epoch, wrapped=wrapped
        )
        return fresh if made else None

    def _kept(self, keys: Transaction, service: str, missing: set[bytes]) -> dict[bytes, bytes]:
        """Return the keys among these that the database has, and remember them."""
        rows = keys.bytes_rows("keys", "find_many", service=service, person_keys=list(missing))
        found = {row["person_key"]: self._opened(service, row["person_key"], row) for row in rows}
        self._cache.put(service, found)
        return found

    def _make_many(
        self, keys: Transaction, service: str, person_keys: list[bytes]
    ) -> dict[bytes, bytes]:
        """Commit fresh keys; left out are those that another program made first."""
        current = keys.row("keys", "current", service=service)
        if current is None:
            raise KeyMissing(service=service)
        epoch, under = current["number"], self._epoch_key(service, current["number"])
        fresh = {person_key: secrets.token_bytes(KEY_BYTES) for person_key in person_keys}
        wrapped = [
            wrap(under, key, bound=bound(service, person_key, epoch))
            for person_key, key in fresh.items()
        ]
        made = keys.bytes_rows(
            "keys",
            "put_many",
            service=service,
            epoch=epoch,
            person_keys=person_keys,
            wrapped=wrapped,
        )
        keys.end(commit=True)
        mine = {row["person_key"]: fresh[row["person_key"]] for row in made}
        self._cache.put(service, mine)
        return mine

    def _row(self, keys: Transaction, service: str, person_key: bytes) -> DictRow:
        """Return the current epoch and, if there is one, the person's wrapped key."""
        row = keys.row("keys", "find", service=service, person_key=person_key)
        if row is None:
            raise KeyMissing(service=service)
        return row

    def _opened(self, service: str, person_key: bytes, row: DictRow) -> bytes:
        under = self._epoch_key(service, row["epoch"])
        return unwrap(under, row["wrapped"], bound=bound(service, person_key, row["epoch"]))

    def _epoch_key(self, service: str, epoch: int) -> AESGCM:
        return epoch_key(self._database, service, epoch)


def epoch_key(database: KeysDatabase, service: str, epoch: int) -> AESGCM:
    """Return an epoch's key, or raise ``EpochGone`` where it is not on the ring (any more)."""
    ring = database.rings.of(service)
    if epoch not in ring.epochs:
        raise EpochGone(service=service)
    return ring.epochs[epoch]
