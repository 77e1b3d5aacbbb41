"""What is not exactly of the format is refused, and the error names the part."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest

from amana.domain.errors import AmanaError
from amana.domain.ledger import canonical
from amana.domain.ledger.encoding import (
    LONGEST_BODY,
    LONGEST_LEAF,
    commitment,
    decode_header,
    encode_body,
    encode_header,
    leaf_bytes,
    split_leaf,
)
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.errors import (
    MalformedEntry,
    MalformedLeaf,
    MalformedTile,
)
from amana.domain.ledger.note import (
    VerifierKey,
)
from amana.domain.ledger.proof import consistency_proof, inclusion_proof, range_root
from amana.domain.ledger.tile import BundleName, TileName, decode_tile, first_leaves, parse_path
from amana.domain.ledger.tiled import frontier_of
from amana.domain.ledger.tree import EMPTY_ROOT

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEADER = encode_header(
    Entry(act="use", promises=("W1", "W2"), policy_version=1, body={}), service="store", hour=NOON
)
PUBLIC = VerifierKey(name="log.example", public=bytes(32))
ROOT = "A" * 43 + "="


def _part(error: pytest.ExceptionInfo[AmanaError]) -> object:
    return error.value.fields["part"]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("act", {"act": "Use"}),
        ("act", {"act": "use case"}),
        ("act", {"act": "a" * 65}),
        ("promises", {"promises": ("a person's name",)}),
        ("promises", {"promises": ("",)}),
        ("policy", {"policy_version": 0}),
        ("policy", {"policy_version": True}),
        ("promises", {"promises": tuple(f"W{number:060}" for number in range(1100))}),
    ],
    ids=str,
)
def test_what_has_no_public_form_is_refused(part: str, change: dict[str, Any]) -> None:
    """Free text finds no place in a header, and a leaf has an end."""
    with pytest.raises(MalformedEntry) as error:
        encode_header(Entry(**{"act": "use", "body": {}, **change}), service="store", hour=NOON)
    assert _part(error) == part


@pytest.mark.parametrize("service", ["", "Store", "a store", "-a", "a--b", "متجر"])
def test_a_service_is_a_slug(service: str) -> None:
    """Nothing else names a service."""
    with pytest.raises(MalformedEntry) as error:
        encode_header(Entry(act="use", body={}), service=service, hour=NOON)
    assert _part(error) == "service"


def test_an_hour_has_a_zone() -> None:
    """An instant without a zone is no instant."""
    with pytest.raises(MalformedEntry) as error:
        encode_header(Entry(act="use", body={}), service="store", hour=NOON.replace(tzinfo=None))
    assert _part(error) == "hour"


def test_an_hour_has_a_year_of_four_digits() -> None:
    """Shorter years have more than one text."""
    with pytest.raises(MalformedEntry) as error:
        encode_header(Entry(act="use", body={}), service="store", hour=NOON.replace(year=999))
    assert _part(error) == "hour"


def test_minutes_do_not_become_public() -> None:
    """Within the hour every instant gives the same header."""
    later = encode_header(
        Entry(act="use", promises=("W2", "W1", "W2"), policy_version=1, body={}),
        service="store",
        hour=NOON + timedelta(minutes=59, seconds=59),
    )
    assert later == HEADER


@pytest.mark.parametrize(
    "change",
    [
        (b'"policy":1', b'"policy":true'),
        (b'"policy":1', b'"policy":false'),
        (b'"policy":1', b'"policy":-1'),
        (b'"policy":1', b'"policy":1.0'),
        (b'"policy":1', b'"policy":"1"'),
        (b'["W1","W2"]', b'["W2","W1"]'),
        (b'["W1","W2"]', b'["W1","W1"]'),
        (b'["W1","W2"]', b'"W1"'),
        (b'["W1","W2"]', b"[1]"),
        (b'"outcome":"done"', b'"outcome":"gone"'),
        (b"amana-ledger-1", b"amana-ledger-2"),
        (b"T12Z", b"T24Z"),
        (b"T12Z", b"T9Z"),
        (b'"act":"use",', b""),
        (b'{"act"', b'{"a":1,"act"'),
        (b'{"act"', b'{ "act"'),
        (b'"use"', b'"\\u0075se"'),
        (b'"use"', b'"Use"'),
        (b'"service":"store"', b'"service":["store"]'),
    ],
    ids=str,
)
def test_no_other_header_is_read(change: tuple[bytes, bytes]) -> None:
    """Wrong types, orders, spaces, escapes, missing and additional keys are refused."""
    changed = HEADER.replace(*change)
    assert changed != HEADER
    with pytest.raises(MalformedLeaf):
        decode_header(changed)


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"\xff", b"[" * 100_000, b'"\\ud800"'])
def test_what_is_no_header_is_refused(data: bytes) -> None:
    """However deep or broken the bytes are."""
    with pytest.raises(MalformedLeaf):
        decode_header(data)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        2**53,
        -(2**53),
        "\ud800",
        {"é": 1},
        {"": 1},
        {'"': 1},
        {1: 1},
        [1],
        {1, 2},
        b"bytes",
        {"a": {"b": 0.0}},
    ],
    ids=repr,
)
def test_what_has_no_canonical_text_is_refused(value: Any) -> None:  # noqa: ANN401 - on purpose of any type
    """Floats, large integers, foreign keys and types have no one text."""
    with pytest.raises(MalformedEntry) as error:
        encode_body({"value": value})
    assert _part(error) == "body"


def test_bodies_have_bounds() -> None:
    """Too deep and too long are refused; any mapping will do."""
    deep: dict[str, Any] = {}
    for _ in range(canonical.DEEPEST):
        deep = {"a": deep}
    for body in (deep, {"a": "x" * LONGEST_BODY}):
        with pytest.raises(MalformedEntry):
            encode_body(body)
    assert encode_body(MappingProxyType({"b": (1,), "a": None})) == b'{"a":null,"b":[1]}'


@pytest.mark.parametrize("data", [b"1.5", b"[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", b'{"a":1,"a":1}'])
def test_foreign_json_is_refused(data: bytes) -> None:
    """Fractions, too many levels, and keys that stand twice."""
    with pytest.raises(ValueError, match=r".+"):
        canonical.read_loosely(data)


def test_lengths_are_fixed() -> None:
    """Salt, commitment and leaf are exactly as long as they may be."""
    with pytest.raises(MalformedEntry):
        commitment(bytes(31), b"{}")
    with pytest.raises(MalformedEntry):
        leaf_bytes(HEADER, bytes(31))
    for header in (b"", bytes(LONGEST_LEAF - 31)):
        with pytest.raises(MalformedEntry):
            leaf_bytes(header, bytes(32))
    for leaf in (bytes(32), bytes(LONGEST_LEAF + 1)):
        with pytest.raises(MalformedLeaf):
            split_leaf(leaf)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "checkpoint",
        "/tile/0/000",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/00/000",
        "tile/0/001/x002",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/64/000",
        "tile/0/000\n",
        "tile/0/../000",
        "tile/0/٠٠٠",
    ],
)
def test_other_paths_name_nothing(path: str) -> None:
    """A path that is not a file's one path is refused, also one that leads elsewhere."""
    with pytest.raises(MalformedTile):
        parse_path(path)


def test_tiles_and_bundles_have_their_width() -> None:
    """A hash too many or too few, a leaf cut off."""
    with pytest.raises(MalformedTile):
        decode_tile(bytes(33), TileName(level=0, index=0, width=1))
    with pytest.raises(MalformedTile):
        first_leaves(b"\x00\x05abc", BundleName(index=0, width=1))
    with pytest.raises(ValueError, match="edge"):
        frontier_of(3, [(0, bytes(64))])
    with pytest.raises(ValueError, match="edge"):
        frontier_of(1, [(0, bytes(32)), (1, bytes(32))])


def test_there_is_no_proof_outside_the_tree() -> None:
    """A place beyond the end, or an older tree that is larger, has none."""
    with pytest.raises(ValueError, match="not in the tree"):
        inclusion_proof(3, 3, lambda _height, _index: bytes(32))
    with pytest.raises(ValueError, match="larger"):
        consistency_proof(4, 3, lambda _height, _index: bytes(32))
    assert range_root(0, 0, lambda _height, _index: bytes(32)) == EMPTY_ROOT
