"""Sealed bodies of entries and values of records: AES-256-GCM, each bound to where it belongs.

Bytes of a sealed body, version 1::

    01 | length of key id, 1 byte | key id, ASCII | nonce, 12 bytes | ciphertext and tag

The key id is ``service.1``, the service's own key, for a body about nobody (and for bodies older
than persons' keys), or ``person.1``, the key of the person that the body is about.

Associated data are ``amana-body-1``, a zero byte, the sealed form up to the nonce, the service,
a zero byte, the entry's 16 bytes, and under ``person.1`` the 32 bytes of the person's keyed hash:
a body moved to another entry, person or service does not open.
Bytes of a sealed record::

    02 | nonce, 12 bytes | ciphertext and tag

under the person's key. Associated data are ``amana-record-1``, a zero byte, the form's first byte,
the service, a zero byte, the 32 bytes of the person's keyed hash, the record's 16 bytes, its
version in 4 bytes, big-endian, and the bytes of how it came in (``storage.records.bound``): a value
moved to another row, person, service or version does not open, nor one beside which another origin
stands. Form 01, of what does not come in as a record and of older records, is without the last.

A *blind index* finds a sealed value again: HMAC-SHA-256 under an index key of the ring, over
``amana-blind-1``, a zero byte, the kind, a zero byte and the value in UTF-8.

Nonces are random; a key may seal 2**32 values (NIST SP 800-38D, section 8.3).
``spec/vectors/sealing.json`` pins the bytes.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from amana.storage.errors import CannotOpen, RecordSealBroken
from amana.storage.keys.keyring import Keyring

_VERSION: Final = 1
_NONCE_BYTES: Final = 12
_TAG: Final = b"amana-body-1\0"
_OF_SERVICE: Final = b"service.1"
_OF_PERSON: Final = b"person.1"
_RECORD_TAG: Final = b"amana-record-1\0"
_PLACE_FORM: Final = b"\1"
BOUND_FORM: Final = b"\2"
"""The form of a record whose seal is bound to how it came in."""
_RECORD_BEGINS: Final = len(BOUND_FORM) + _NONCE_BYTES
_BLIND_TAG: Final = b"amana-blind-1\0"


class PlainRecord(NamedTuple):
    """A record's value as it is, and where it belongs. A tuple: thousands are made at a time."""

    plain: bytes
    person: bytes
    """The look-up key of whom it is about."""
    record: UUID
    version: int
    came: bytes = b""
    """How it came in; without it only its place is bound."""


class SealedRecord(NamedTuple):
    """A record's sealed value, and where it was found."""

    sealed: bytes
    person: bytes
    record: UUID
    version: int
    came: bytes = b""
    """How it came in, as its row says."""


def mark_under(lookup: bytes, kind: str, value: bytes) -> bytes:
    """Return the mark of a value under the look-up key of a ring; see :meth:`Sealer.mark`."""
    marked = b"mark\0" + kind.encode("ascii") + b"\0" + value
    return hmac.digest(lookup, marked, hashlib.sha256)


class KeysOfPersons(Protocol):
    """Whoever has the keys of persons."""

    def cached(self, service: str, person_key: bytes) -> bytes | None:
        """Return the person's key if it is at hand; nothing is asked."""
        ...

    def find(self, service: str, person_key: bytes) -> bytes:
        """Return the person's key, or raise ``KeyMissing``."""
        ...

    def obtain(self, service: str, person_key: bytes) -> bytes:
        """Return the person's key, made first where there is none."""
        ...

    def begin(self, service: str, person_key: bytes) -> bytes:
        """Return what :meth:`obtain` does, of somebody who has no key as far as is known."""
        ...

    def find_many(self, service: str, person_keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Return the keys of those of the persons who have one."""
        ...

    def obtain_many(self, service: str, person_keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Return the keys of all the persons, made first where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals and opens bodies and records of one service, and names its look-up keys."""

    ring: Keyring
    persons: KeysOfPersons

    @property
    def service(self) -> str:
        """The service for which it seals."""
        return self.ring.service

    def person_key(self, person: str) -> bytes:
        """Return the 32 bytes under which rows about the person are found."""
        hashed = _keyed(self.ring.lookup).copy()
        hashed.update(person.encode("utf-8"))
        return hashed.finalize()

    def record_look(self, type_: str, key: str) -> bytes:
        """Return the 32 bytes under which the record of this type and key is found.

        No id of a person holds a zero byte, so that no look is anybody's look-up key.
        """
        return self.person_key(f"{type_}\0{key}")

    def mark(self, kind: str, value: bytes) -> bytes:
        """Return 32 bytes by which the value is known again here, and by nobody without the key.

        ``kind`` is a word of ours. No id of a person holds a zero byte, so that none has its mark.
        """
        return mark_under(self.ring.lookup, kind, value)

    def at_hand(self, person: bytes) -> bool:
        """Tell whether the key of the person of this look-up key was used here lately."""
        return self.persons.cached(self.service, person) is not None

    def seal(
        self,
        plain: bytes,
        *,
        entry: UUID,
        person: bytes | None = None,
        nonce: bytes | None = None,
    ) -> bytes:
        """Seal the plain bytes for this entry, under the person's key if it is about one.

        ``person`` is a look-up key. Only the vectors' test gives a nonce.
        """
        key_id = _OF_SERVICE if person is None else _OF_PERSON
        under = self.ring.body if person is None else self._obtained(person)
        fresh = secrets.token_bytes(_NONCE_BYTES) if nonce is None else nonce
        head = bytes((_VERSION, len(key_id))) + key_id
        return head + fresh + under.encrypt(fresh, plain, self._bound(head, entry, person))

    def open(self, sealed: bytes, *, entry: UUID, person: bytes | None = None) -> bytes:
        """Return the plain bytes; any change, or another entry's, raises ``CannotOpen``.

        ``person`` is the look-up key of whom the entry is about; ``KeyMissing`` is raised where
        that person's key is not there.
        """
        head, nonce, cipher = _split(sealed)
        if head[2:] == _OF_PERSON and person is not None:
            under = AESGCM(self.persons.find(self.service, person))
        elif head[2:] == _OF_SERVICE:
            under, person = self.ring.body, None
        else:
            raise CannotOpen(entry=str(entry))
        try:
            return under.decrypt(nonce, cipher, self._bound(head, entry, person))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(entry=str(entry)) from error

    def seal_record(
        self, plain: bytes, *, person: bytes, record: UUID, version: int, came: bytes = b""
    ) -> bytes:
        """Seal a record's value under the person's key, made first where there is none.

        ``person`` is a look-up key.
        """
        given = PlainRecord(plain, person, record, version, came)
        return self._seal_under(self._obtained(person), given)

    def open_record(
        self, sealed: bytes, *, person: bytes, record: UUID, version: int, came: bytes = b""
    ) -> bytes:
        """Return the value; any change, or another row's, raises ``RecordSealBroken``.

        ``KeyMissing`` is raised where the person's key is not there.
        """
        under = AESGCM(self.persons.find(self.service, person))
        return self._open_under(under, SealedRecord(sealed, person, record, version, came))

    def seal_records(self, records: Sequence[PlainRecord]) -> list[bytes]:
        """Seal many records as :meth:`seal_record` does; the keys come by a few statements."""
        keys = self.persons.obtain_many(self.service, {record.person for record in records})
        return [self._seal_under(AESGCM(keys[each.person]), each) for each in records]

    def open_records(self, records: Sequence[SealedRecord]) -> list[bytes | None]:
        """Open many records as :meth:`open_record` does; the keys come by one statement.

        ``None`` stands where a person's key is not there any more: whoever reads many does not
        fail for one who is erased meanwhile.
        """
        keys = self.persons.find_many(self.service, {record.person for record in records})
        return [
            None if each.person not in keys else self._open_under(AESGCM(keys[each.person]), each)
            for each in records
        ]

    @property
    def index_key(self) -> int:
        """The number of the index key that is written."""
        return max(self.ring.indexes)

    def blind(self, kind: str, value: str) -> bytes:
        """Return the 32 bytes under which a sealed value of this kind is written to be found."""
        return _blind(self.ring.indexes[self.index_key], kind, value)

    def blinds(self, kind: str, value: str) -> tuple[bytes, ...]:
        """Return all under which the value may stand now, the one that is written first.

        While the index key is being replaced there are several: rows made under the key before
        are found until they are written anew.
        """
        newest = self.index_key
        older = sorted(self.ring.indexes.keys() - {newest}, reverse=True)
        keys = [self.ring.indexes[number] for number in (newest, *older)]
        keys += [] if self.ring.next_index is None else [self.ring.next_index]
        return tuple(_blind(key, kind, value) for key in keys)

    def _obtained(self, person: bytes) -> AESGCM:
        return AESGCM(self.persons.obtain(self.service, person))

    def _seal_under(self, under: AESGCM, given: PlainRecord) -> bytes:
        fresh = secrets.token_bytes(_NONCE_BYTES)
        form = BOUND_FORM if given.came else _PLACE_FORM
        bound = record_bound(self.service, given, form)
        return form + fresh + under.encrypt(fresh, given.plain, bound)

    def _open_under(self, under: AESGCM, given: SealedRecord) -> bytes:
        sealed = given.sealed
        form = sealed[:1]
        if form not in {_PLACE_FORM, BOUND_FORM}:
            raise RecordSealBroken(record=str(given.record))
        bound = record_bound(self.service, given, form)
        try:
            return under.decrypt(sealed[1:_RECORD_BEGINS], sealed[_RECORD_BEGINS:], bound)
        except (InvalidTag, ValueError) as error:
            raise RecordSealBroken(record=str(given.record)) from error

    def _bound(self, head: bytes, entry: UUID, person: bytes | None) -> bytes:
        """Return the associated data."""
        return _TAG + head + self.service.encode("utf-8") + b"\0" + entry.bytes + (person or b"")


@lru_cache(maxsize=256)
def _keyed(key: bytes) -> HMAC:
    """Return HMAC-SHA-256 with its key taken in, to be copied: a third of the time."""
    return HMAC(key, SHA256())


def record_bound(service: str, given: PlainRecord | SealedRecord, form: bytes) -> bytes:
    """Return what a record's sealed value of this form is bound to."""
    head = _RECORD_TAG + form + service.encode("utf-8") + b"\0"
    place = head + given.person + given.record.bytes + given.version.to_bytes(4, "big")
    return place + given.came if form == BOUND_FORM else place


def _split(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    """Cut the sealed form in head, nonce and ciphertext; another version has none of them."""
    if len(sealed) < 2 or sealed[0] != _VERSION:  # noqa: PLR2004 - version and length, a byte each
        raise CannotOpen(entry="?")
    end = 2 + sealed[1]
    return sealed[:end], sealed[end : end + _NONCE_BYTES], sealed[end + _NONCE_BYTES :]


def _blind(key: bytes, kind: str, value: str) -> bytes:
    """Return the blind index of a value; a kind is a plain word and so has no zero byte."""
    named = _BLIND_TAG + kind.encode("ascii") + b"\0" + value.encode("utf-8")
    return hmac.digest(key, named, hashlib.sha256)
