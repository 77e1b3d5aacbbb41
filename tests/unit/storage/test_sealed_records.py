"""Sealed records and blind indexes: the bytes are pinned, and a moved value does not open."""

import hashlib
import hmac
import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amana.storage.errors import KeyMissing, RecordSealBroken
from amana.storage.keys import Keyring, Sealer
from amana.storage.keys.sealing import PlainRecord, SealedRecord

_FILE = json.loads(
    (Path(__file__).parents[3] / "spec" / "vectors" / "sealing.json").read_text(encoding="utf-8")
)
RECORDS = _FILE["records"]["vectors"]
BLIND = _FILE["blind"]["vectors"]
LOOKS = _FILE["looks"]["vectors"]
ONE, OTHER, NOBODY = bytes([1] * 32), bytes([2] * 32), bytes([3] * 32)
RECORD = UUID("01a200b4-09ae-75f7-9915-180f03036e21")


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
        if person_key not in self.held:
            raise KeyMissing(service=service)
        return self.held[person_key]

    def find_many(self, service: str, person_keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Return those that are listed."""
        del service
        return {key: self.held[key] for key in person_keys if key in self.held}

    obtain, begin, obtain_many = find, find, find_many


def _sealer(
    service: str = "shop",
    *,
    held: Mapping[bytes, bytes] | None = None,
    indexes: Mapping[int, bytes] | None = None,
    next_index: bytes | None = None,
) -> Sealer:
    """Return a sealer of two persons, each with an own key."""
    ring = Keyring(
        service=service,
        lookup=bytes(32),
        body=AESGCM(bytes(32)),
        epochs={},
        indexes=indexes or {1: bytes(32)},
        next_index=next_index,
    )
    return Sealer(ring, _Keys({ONE: bytes([7] * 32), OTHER: bytes([7] * 32)} | dict(held or {})))


@pytest.mark.promise("C8")
@pytest.mark.parametrize("vector", RECORDS, ids=range(len(RECORDS)))
def test_a_record_that_was_sealed_once_opens_for_ever(vector: dict[str, Any]) -> None:
    """The pinned bytes open to what was sealed."""
    person = bytes.fromhex(vector["person_key"])
    sealer = _sealer(vector["service"], held={person: bytes.fromhex(vector["key"])})
    sealed = bytes.fromhex(vector["sealed"])
    record, version = UUID(vector["record"]), vector["version"]
    plain = sealer.open_record(sealed, person=person, record=record, version=version)
    assert plain.hex() == vector["plain"]


@pytest.mark.parametrize("vector", RECORDS, ids=range(len(RECORDS)))
def test_the_records_vectors_follow_from_the_description_alone(vector: dict[str, Any]) -> None:
    """Cut by hand, with the binding written out here: no code of ours is used."""
    bound = (
        b"amana-record-1\0\1"
        + vector["service"].encode()
        + b"\0"
        + bytes.fromhex(vector["person_key"])
        + UUID(vector["record"]).bytes
        + vector["version"].to_bytes(4, "big")
    )
    sealed = bytes.fromhex(vector["sealed"])
    assert sealed[:1] == b"\1"
    assert sealed[1:13].hex() == vector["nonce"]
    plain = AESGCM(bytes.fromhex(vector["key"])).decrypt(sealed[1:13], sealed[13:], bound)
    assert plain.hex() == vector["plain"]


@pytest.mark.promise("C8")
def test_a_value_moved_to_another_row_person_service_or_version_does_not_open() -> None:
    """The two persons even share a key here: the binding alone refuses."""
    sealed = _sealer().seal_record(b"value", person=ONE, record=RECORD, version=1)
    for sealer, person, record, version in (
        (_sealer("shop2"), ONE, RECORD, 1),
        (_sealer(), OTHER, RECORD, 1),
        (_sealer(), ONE, UUID(int=RECORD.int + 1), 1),
        (_sealer(), ONE, RECORD, 2),
    ):
        with pytest.raises(RecordSealBroken) as caught:
            sealer.open_record(sealed, person=person, record=record, version=version)
        assert "value" not in str(caught.value)
    assert _sealer().open_record(sealed, person=ONE, record=RECORD, version=1) == b"value"


@pytest.mark.promise("C8")
def test_every_changed_byte_of_a_record_is_found() -> None:
    """A flipped bit anywhere, and any cut, does not open."""
    sealer = _sealer()
    sealed = sealer.seal_record(b"value", person=ONE, record=RECORD, version=1)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        for wrong in (bytes(changed), sealed[:place]):
            with pytest.raises(RecordSealBroken):
                sealer.open_record(wrong, person=ONE, record=RECORD, version=1)


def test_many_records_are_sealed_and_opened_as_one_is() -> None:
    """Each opens alone as well; one whose key is gone gives nothing, and the others open."""
    sealer = _sealer()
    plain = [
        PlainRecord(b"%d" % number, (ONE, OTHER)[number % 2], RECORD, number) for number in range(5)
    ]
    sealed = [
        SealedRecord(value, given.person, given.record, given.version)
        for value, given in zip(sealer.seal_records(plain), plain, strict=True)
    ]
    assert sealer.open_records(sealed) == [given.plain for given in plain]
    for each, given in zip(sealed, plain, strict=True):
        opened = sealer.open_record(
            each.sealed, person=each.person, record=each.record, version=each.version
        )
        assert opened == given.plain
    gone = sealed[0]._replace(person=NOBODY)
    assert sealer.open_records([gone, sealed[1]]) == [None, b"1"]
    with pytest.raises(RecordSealBroken):
        sealer.open_records([sealed[0]._replace(version=9)])


@pytest.mark.parametrize("vector", BLIND, ids=range(len(BLIND)))
def test_blind_indexes_are_pinned(vector: dict[str, str]) -> None:
    """They come out the same for ever, and follow from the description alone."""
    key = bytes.fromhex(vector["index_key"])
    sealer = _sealer(indexes={1: key})
    assert sealer.blind(vector["kind"], vector["value"]).hex() == vector["blind"]
    named = b"amana-blind-1\0" + vector["kind"].encode() + b"\0" + vector["value"].encode()
    assert hmac.digest(key, named, hashlib.sha256).hex() == vector["blind"]


@pytest.mark.parametrize("vector", LOOKS, ids=range(len(LOOKS)))
def test_what_records_are_found_by_is_pinned(vector: dict[str, str]) -> None:
    """It comes out the same for ever, and follows from the description alone."""
    key = bytes.fromhex(vector["lookup_key"])
    plain = _sealer()
    sealer = replace(plain, ring=replace(plain.ring, lookup=key))
    assert sealer.record_look(vector["type"], vector["key"]).hex() == vector["look"]
    named = vector["type"].encode() + b"\0" + vector["key"].encode()
    assert hmac.digest(key, named, hashlib.sha256).hex() == vector["look"]


def test_a_blind_index_differs_by_kind_value_and_key() -> None:
    """The same digits as a phone and as an own id have nothing in common."""
    made = {
        _sealer(indexes={1: key}).blind(kind, value)
        for key in (bytes(32), ONE)
        for kind in ("phone", "own")
        for value in ("12", "123")
    }
    assert len(made) == 8
    assert _sealer().blind("own", "person") != _sealer().person_key("person")


def test_while_an_index_key_is_replaced_both_are_searched() -> None:
    """The key to come is searched before anyone writes it, and the key before after it."""
    old, new = bytes([8] * 32), bytes([9] * 32)
    stages = [
        _sealer(indexes={1: old}),
        _sealer(indexes={1: old}, next_index=new),
        _sealer(indexes={1: old, 2: new}),
        _sealer(indexes={2: new}),
    ]
    for before, after in itertools.pairwise(stages[:3]):
        # Who has not heard of the next stage yet finds what is written in it, and the reverse.
        assert before.blind("email", "a@b.example") in after.blinds("email", "a@b.example")
        assert after.blind("email", "a@b.example") in before.blinds("email", "a@b.example")
    for stage in stages:
        assert stage.blinds("email", "a@b.example")[0] == stage.blind("email", "a@b.example")
    assert "indexes" not in repr(replace(stages[1].ring))
