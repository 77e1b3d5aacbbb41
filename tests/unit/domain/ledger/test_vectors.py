"""The exact bytes of ``spec/vectors/ledger.json``, made again from their inputs."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from amana.domain.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from amana.domain.ledger.encoding import (
    commitment,
    decode_header,
    encode_body,
    encode_header,
    leaf_bytes,
    split_leaf,
)
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.ledger.frontier import EMPTY
from amana.domain.ledger.note import parse_key
from amana.domain.ledger.opened import OpenedEntry, parse_opened, write_opened
from amana.domain.ledger.proof import consistency_proof, inclusion_proof
from amana.domain.ledger.tile import (
    BundleName,
    TileName,
    bundle_names,
    encode_bundle,
    parse_path,
    tile_names,
)
from amana.domain.ledger.tree import EMPTY_ROOT, hash_leaf, hash_leaves, root_of
from amana.storage.ledger.signing import Ed25519Signer, check_signature

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[4] / "spec" / "vectors" / "ledger.json").read_text(encoding="utf-8")
)
TREE = VECTORS["tree"]
LEAVES = [bytes.fromhex(leaf) for leaf in TREE["leaves"]]
HASHES = hash_leaves(LEAVES)


def _subtree(height: int, index: int) -> bytes:
    """Return the root of a complete subtree over the vectors' leaves."""
    return root_of(HASHES[index << height : (index + 1) << height])


def _tuples(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return the value with tuples for lists, as bodies hold them."""
    if isinstance(value, list):
        return tuple(_tuples(part) for part in value)
    if isinstance(value, dict):
        return {key: _tuples(part) for key, part in value.items()}
    return value


@pytest.mark.parametrize("vector", VECTORS["entries"], ids=lambda v: v["entry"]["act"])
def test_an_entry_has_exactly_these_bytes(vector: dict[str, Any]) -> None:
    """Header, body, commitment, leaf and leaf hash are those of the vector."""
    given = vector["entry"]
    entry = Entry(
        act=given["act"],
        outcome=Outcome(given["outcome"]),
        promises=tuple(given["promises"]),
        policy_version=given["policy_version"],
        body=_tuples(given["body"]),
    )
    header = encode_header(
        entry, service=vector["service"], hour=datetime.fromisoformat(vector["at"])
    )
    body = encode_body(entry.body)
    bound = commitment(bytes.fromhex(vector["salt"]), body)
    leaf = leaf_bytes(header, bound)
    assert header.decode() == vector["header"]
    assert body.decode() == vector["body"]
    assert bound.hex() == vector["commitment"]
    assert leaf.hex() == vector["leaf"]
    assert hash_leaf(leaf).hex() == vector["leaf_hash"]
    assert split_leaf(leaf) == (decode_header(header), bound)


def test_the_published_roots_come_out() -> None:
    """The eight roots over the first one to eight leaves, at once and one by one."""
    frontier = EMPTY
    assert EMPTY_ROOT.hex() == TREE["empty_root"]
    assert frontier.root == EMPTY_ROOT
    for size, root in enumerate(TREE["roots"], start=1):
        frontier = frontier.grown([HASHES[size - 1]]).frontier
        assert frontier.root.hex() == root_of(HASHES[:size]).hex() == root


@pytest.mark.parametrize("vector", TREE["inclusion"], ids=str)
def test_an_inclusion_proof_has_exactly_these_hashes(vector: dict[str, Any]) -> None:
    """The path of the vector comes out."""
    proof = inclusion_proof(vector["index"], vector["size"], _subtree)
    assert [part.hex() for part in proof] == vector["proof"]


@pytest.mark.parametrize("vector", TREE["consistency"], ids=str)
def test_a_consistency_proof_has_exactly_these_hashes(vector: dict[str, Any]) -> None:
    """The path of the vector comes out."""
    proof = consistency_proof(vector["old"], vector["new"], _subtree)
    assert [part.hex() for part in proof] == vector["proof"]


@pytest.mark.parametrize("vector", VECTORS["paths"], ids=lambda v: v["path"])
def test_a_public_file_has_exactly_this_path(vector: dict[str, Any]) -> None:
    """A tile's or bundle's place gives the path, and the path gives the place."""
    name = (
        BundleName(index=vector["index"], width=vector["width"])
        if vector["level"] is None
        else TileName(level=vector["level"], index=vector["index"], width=vector["width"])
    )
    assert name.path == vector["path"]
    assert parse_path(vector["path"]) == name


def test_a_bundle_has_exactly_these_bytes() -> None:
    """Each leaf stands behind its length in sixteen bits."""
    vector = VECTORS["bundle"]
    leaves = [bytes.fromhex(leaf) for leaf in vector["leaves"]]
    assert encode_bundle(leaves).hex() == vector["bytes"]


def test_a_checkpoint_has_exactly_these_bytes() -> None:
    """Ed25519 is deterministic, so that the whole note is."""
    vector = VECTORS["checkpoint"]
    signer = Ed25519Signer(name=vector["origin"], seed=bytes.fromhex(vector["seed"]))
    head = Checkpoint(
        origin=vector["origin"], size=vector["size"], root=bytes.fromhex(vector["root"])
    )
    note = sign_checkpoint(head, signer)
    assert str(signer.key) == vector["key"]
    assert note.decode() == vector["note"]
    assert open_checkpoint(note, key=parse_key(vector["key"]), check=check_signature) == head


def test_an_opened_entry_has_exactly_these_bytes() -> None:
    """The file that a person gets is the vector's, and leads to the vector's leaf."""
    vector = VECTORS["entries"][0]
    opened = OpenedEntry(
        header=vector["header"].encode(),
        salt=bytes.fromhex(vector["salt"]),
        body=vector["body"].encode(),
        position=0,
    )
    assert write_opened(opened).decode() == VECTORS["opened"]
    assert parse_opened(VECTORS["opened"].encode()) == opened
    assert opened.leaf.hex() == vector["leaf"]


def test_a_tree_of_70000_leaves_has_the_tiles_that_the_format_counts() -> None:
    """273 full and one partial at the bottom, one full and one partial above, one on top."""
    paths = [name.path for name in tile_names(70_000)]
    assert len(paths) == 277
    assert paths[273:] == ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
    assert [name.path for name in tile_names(256)] == ["tile/0/000", "tile/1/000.p/1"]
    assert [name.path for name in bundle_names(256)] == ["tile/entries/000"]
