"""Sealing: the bytes are pinned, and nothing but the sealed thing itself opens."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amana.storage import GivenRootKey
from amana.storage.errors import CannotOpen, CannotUnwrap, KeyMissing
from amana.storage.keys import Keyring, Purpose, Sealer
from amana.storage.keys.persons import bound
from amana.storage.keys.wrapping import unwrap, wrap

_FILE = json.loads(
    (Path(__file__).parents[3] / "spec" / "vectors" / "sealing.json").read_text(encoding="utf-8")
)
VECTORS = _FILE["vectors"]
PERSONS = _FILE["persons"]["vectors"]
ENTRY = UUID("01a200b4-09ae-75f7-9915-180f03036e11")


@dataclass(frozen=True)
class _Keys:
    """The keys of persons, from a list."""

    held: Mapping[bytes, bytes]

    def cached(self, service: str, person_key: bytes) -> bytes | None:
        """Return the key, if it is listed."""
        del service
        return self.held.get(person_key)

    def find(self, service: str, person_key: bytes) -> bytes:
        """Return the key, or raise as the database of keys does."""
        found = self.cached(service, person_key)
        if found is None:
            raise KeyMissing(service=service)
        return found

    def find_many(self, service: str, person_keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Return those that are listed."""
        del service
        return {key: self.held[key] for key in person_keys if key in self.held}

    obtain, begin, obtain_many = find, find, find_many


def _sealer(
    *,
    service: str = "shop",
    key: bytes = bytes(32),
    held: Mapping[bytes, bytes] | None = None,
    indexes: Mapping[int, bytes] | None = None,
    next_index: bytes | None = None,
) -> Sealer:
    """Return the sealer of a service older than key rings."""
    root = GivenRootKey(key)
    ring = Keyring(
        service=service,
        lookup=root.derive(Purpose.PERSON, service=service),
        body=AESGCM(root.derive(Purpose.BODY, service=service)),
        epochs={},
        indexes=indexes or {},
        next_index=next_index,
    )
    return Sealer(ring, _Keys(held or {}))


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_the_sealed_form_is_pinned(vector: dict[str, str]) -> None:
    """What was sealed once opens for ever, and comes out the same bytes."""
    sealer = _sealer(service=vector["service"], key=bytes.fromhex(vector["root_key"]))
    entry, plain = UUID(vector["entry"]), bytes.fromhex(vector["plain"])
    sealed = sealer.seal(plain, entry=entry, nonce=bytes.fromhex(vector["nonce"]))
    assert sealed.hex() == vector["sealed"]
    assert sealer.open(sealed, entry=entry) == plain
    assert sealer.person_key(vector["person"]).hex() == vector["person_key"]


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_the_vectors_follow_from_the_description_alone(vector: dict[str, str]) -> None:
    """HKDF by HMAC, and the sealed form cut by hand, give the same: no code of ours is used."""
    extracted = hmac.digest(bytes(32), bytes.fromhex(vector["root_key"]), hashlib.sha256)
    info = f"amana-key-1\0body\0{vector['service']}\1".encode()
    key = hmac.digest(extracted, info, hashlib.sha256)
    assert key.hex() == vector["body_key"]
    sealed = bytes.fromhex(vector["sealed"])
    head = b"\x01\x09service.1"
    bound = b"amana-body-1\0" + head + vector["service"].encode() + b"\0"
    plain = AESGCM(key).decrypt(sealed[11:23], sealed[23:], bound + UUID(vector["entry"]).bytes)
    assert sealed.startswith(head)
    assert plain.hex() == vector["plain"]


def test_every_changed_byte_is_found() -> None:
    """A flipped bit anywhere, the head included, does not open."""
    sealer = _sealer()
    sealed = sealer.seal(b"body", entry=ENTRY)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(CannotOpen):
            sealer.open(bytes(changed), entry=ENTRY)


@pytest.mark.parametrize("length", [0, 1, 2, 11, 23, 38])
def test_a_cut_form_does_not_open(length: int) -> None:
    """However short it is, the error is the same one."""
    sealer = _sealer()
    with pytest.raises(CannotOpen):
        sealer.open(sealer.seal(b"body", entry=ENTRY)[:length], entry=ENTRY)


def test_another_entry_service_or_key_does_not_open() -> None:
    """The sealed form is bound to where it belongs."""
    sealed = _sealer().seal(b"body", entry=ENTRY)
    for sealer, entry in (
        (_sealer(), UUID(int=ENTRY.int + 1)),
        (_sealer(service="shop2"), ENTRY),
        (_sealer(key=bytes([1] * 32)), ENTRY),
    ):
        with pytest.raises(CannotOpen):
            sealer.open(sealed, entry=entry)


def test_keys_differ_by_purpose_and_service() -> None:
    """No two purposes or services share a key."""
    root = GivenRootKey(bytes(32))
    keys = {root.derive(p, service=s) for p in Purpose for s in ("a", "b")}
    assert len(keys) == 2 * len(Purpose)
    assert repr(root) == "GivenRootKey()"


def test_the_same_body_is_sealed_differently_each_time() -> None:
    """Nobody sees that two bodies are alike."""
    sealer = _sealer()
    assert sealer.seal(b"body", entry=ENTRY) != sealer.seal(b"body", entry=ENTRY)


@pytest.mark.parametrize("vector", PERSONS, ids=range(len(PERSONS)))
def test_the_forms_of_persons_keys_and_bodies_are_pinned(vector: dict[str, Any]) -> None:
    """A wrapped key and a body under it open for ever, and come out the same bytes."""
    held = {name: bytes.fromhex(vector[name]) for name in vector if name not in PLAIN_NAMES}
    under, here = (
        AESGCM(held["epoch_key"]),
        bound(vector["service"], held["person_key"], vector["epoch"]),
    )
    assert wrap(under, held["key"], bound=here, nonce=held["wrap_nonce"]) == held["wrapped"]
    assert unwrap(under, held["wrapped"], bound=here) == held["key"]
    sealer = _sealer(service=vector["service"], held={held["person_key"]: held["key"]})
    entry, person = UUID(vector["entry"]), held["person_key"]
    sealed = sealer.seal(held["plain"], entry=entry, person=person, nonce=held["nonce"])
    assert sealed == held["sealed"]
    assert sealer.open(sealed, entry=entry, person=person) == held["plain"]


PLAIN_NAMES = {"service", "epoch", "entry"}


@pytest.mark.parametrize("vector", PERSONS, ids=range(len(PERSONS)))
def test_the_persons_vectors_follow_from_the_description_alone(vector: dict[str, Any]) -> None:
    """Cut by hand, with bindings written out here: no code of ours is used."""
    service, person = vector["service"].encode(), bytes.fromhex(vector["person_key"])
    wrapped, sealed = bytes.fromhex(vector["wrapped"]), bytes.fromhex(vector["sealed"])
    assert wrapped[:1] == b"\1"
    here = b"amana-person-key-1\0" + service + b"\0" + person + vector["epoch"].to_bytes(4, "big")
    key = AESGCM(bytes.fromhex(vector["epoch_key"])).decrypt(wrapped[1:13], wrapped[13:], here)
    head = b"\x01\x08person.1"
    assert sealed.startswith(head)
    here = b"amana-body-1\0" + head + service + b"\0" + UUID(vector["entry"]).bytes + person
    plain = AESGCM(key).decrypt(sealed[10:22], sealed[22:], here)
    assert plain.hex() == vector["plain"]


def test_a_wrapped_key_opens_only_where_it_belongs() -> None:
    """Another service, person or epoch, and any changed byte, do not open it."""
    under, key, person = AESGCM(bytes(32)), bytes(range(32)), bytes(32)
    wrapped = wrap(under, key, bound=bound("shop", person, 1))
    for here in (bound("shop2", person, 1), bound("shop", key, 1), bound("shop", person, 2)):
        with pytest.raises(CannotUnwrap):
            unwrap(under, wrapped, bound=here)
    for place in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[place] ^= 1
        with pytest.raises(CannotUnwrap):
            unwrap(under, bytes(changed), bound=bound("shop", person, 1))


def test_a_root_key_unwraps_what_it_wrapped_and_nothing_else() -> None:
    """Another root key, another binding and a cut form are refused alike."""
    root, other = GivenRootKey(bytes(32)), GivenRootKey(bytes([1] * 32))
    wrapped = root.wrap(b"k" * 32, bound=b"here")
    assert root.unwrap(wrapped, bound=b"here") == b"k" * 32
    for who, what, where in (
        (other, wrapped, b"here"),
        (root, wrapped, b"there"),
        (root, wrapped[:20], b"here"),
        (root, b"", b"here"),
    ):
        with pytest.raises(CannotUnwrap):
            who.unwrap(what, bound=where)
