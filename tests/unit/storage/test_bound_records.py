"""What is bound to a record's seal, and the mark of its time: the bytes are pinned."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from amana.storage.errors import RecordSealBroken
from amana.storage.keys import Keyring, Sealer
from amana.storage.records.bound import came, check_purposes, check_terms, sealed_of, terms

_FILE = json.loads(
    (Path(__file__).parents[3] / "spec" / "vectors" / "sealing.json").read_text(encoding="utf-8")
)
BOUND, TERMS = _FILE["bound_records"]["vectors"], _FILE["terms"]["vectors"]
KEY, RECORD = bytes(32), UUID("01a200b4-09ae-75f7-9915-180f03036e21")
TEXT = st.none() | st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8)
CAME = st.tuples(
    st.sampled_from(("profile", "visit")),
    st.integers(1, 70_000),
    TEXT,
    st.sampled_from(("person", "third-party")),
    TEXT,
    st.booleans(),
)


class _One:
    """The key of one person."""

    def __init__(self, key: bytes) -> None:
        """Take the key."""
        self.key = key

    def cached(self, service: str, person_key: bytes) -> bytes:
        """Return the key."""
        del service, person_key
        return self.key

    find = obtain = begin = cached

    def find_many(self, service: str, person_keys: Any) -> Mapping[bytes, bytes]:  # noqa: ANN401 - some
        """Return the key for each."""
        del service
        return dict.fromkeys(person_keys, self.key)

    obtain_many = find_many


def _sealer(vector: dict[str, Any]) -> Sealer:
    ring = Keyring(
        service=vector["service"],
        lookup=KEY,
        body=AESGCM(KEY),
        epochs={},
        indexes={1: KEY},
    )
    return Sealer(ring, _One(bytes.fromhex(vector["key"])))


def _row(vector: dict[str, Any]) -> dict[str, Any]:
    """Return the vector as the row of a table."""
    return {
        **vector,
        "id": UUID(vector["record"]),
        "entry": UUID(vector["entry"]),
        "person_key": bytes.fromhex(vector["person_key"]),
        "sealed": bytes.fromhex(vector["sealed"]),
    }


@pytest.mark.promise("C8")
@pytest.mark.parametrize("vector", BOUND, ids=range(len(BOUND)))
def test_a_bound_record_that_was_sealed_once_opens_for_ever(vector: dict[str, Any]) -> None:
    """And with anything else beside it, it does not."""
    row, sealer = _row(vector), _sealer(vector)
    assert sealer.open_records([sealed_of(row)]) == [bytes.fromhex(vector["plain"])]
    for changed in (
        {"type": "other"},
        {"policy_version": 9},
        {"occasion": "other"},
        {"origin": "other"},
        {"source": "other"},
        {"imported": not vector["imported"]},
        {"entry": UUID(int=7)},
        {"version": 9},
    ):
        with pytest.raises(RecordSealBroken):
            sealer.open_records([sealed_of(row | changed)])


@pytest.mark.parametrize("vector", BOUND, ids=range(len(BOUND)))
def test_the_vectors_of_bound_records_follow_from_the_description(vector: dict[str, Any]) -> None:
    """Cut by hand, with the binding written out here."""
    texts = (vector[name] for name in ("type", "origin", "occasion", "source"))
    bound = (
        b"amana-record-1\0\2"
        + vector["service"].encode()
        + b"\0"
        + bytes.fromhex(vector["person_key"])
        + UUID(vector["record"]).bytes
        + vector["version"].to_bytes(4, "big")
        + vector["policy_version"].to_bytes(4, "big")
        + bytes((vector["imported"],))
        + b"".join((b"\xff" if each is None else each.encode()) + b"\0" for each in texts)
        + UUID(vector["entry"]).bytes
    )
    sealed = bytes.fromhex(vector["sealed"])
    plain = AESGCM(bytes.fromhex(vector["key"])).decrypt(sealed[1:13], sealed[13:], bound)
    assert (sealed[:1], sealed[1:13].hex()) == (b"\2", vector["nonce"])
    assert plain.hex() == vector["plain"]


@pytest.mark.parametrize("vector", TERMS, ids=range(len(TERMS)))
def test_the_mark_of_time_and_automation_is_pinned(vector: dict[str, Any]) -> None:
    """A microsecond more, or the other answer, has another mark."""
    until = vector["expires_at"] and datetime.fromisoformat(vector["expires_at"])
    key, record = bytes.fromhex(vector["key"]), UUID(vector["record"])
    mark = terms(key, record, until, automated=vector["automated"])
    assert mark.hex() == vector["mark"]
    row = {"sealed": b"\2", "id": record, "expires_at": until, "automated": vector["automated"]}
    check_terms(key, row | {"terms": mark})
    later = (until or datetime(1970, 1, 1, tzinfo=UTC)) + timedelta(microseconds=1)
    for wrong in (
        {"terms": None},
        {"terms": mark, "expires_at": later},
        {"terms": mark, "automated": not vector["automated"]},
        {"terms": mark, "id": UUID(int=1)},
    ):
        with pytest.raises(RecordSealBroken):
            check_terms(key, row | wrong)
    check_terms(key, row | {"sealed": b"\1", "terms": None})


@given(CAME, CAME)
def test_two_ways_of_coming_in_have_two_bindings(one: Any, other: Any) -> None:  # noqa: ANN401 - columns
    """Nothing of one column runs into the next."""
    assert (came(*one) == came(*other)) == (one == other)


def test_a_record_serves_the_purposes_that_are_sealed_in_it_alone() -> None:
    """Fewer are fine, others are not; in older records none are sealed."""
    check_purposes(RECORD, ("orders",), ("orders", "news"))
    check_purposes(RECORD, ("orders",), None)
    with pytest.raises(RecordSealBroken):
        check_purposes(RECORD, ("orders", "checks"), ("orders",))
