"""Laws of the ledger: proofs, tiles, strict parsers, and an independent implementation."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

import pymerkle
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.ledger import canonical
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
from amana.domain.ledger.errors import ForgedCheckpoint, MalformedCheckpoint, MalformedLeaf
from amana.domain.ledger.frontier import EMPTY
from amana.domain.ledger.note import decode_base64, encode_base64, parse_key
from amana.domain.ledger.proof import (
    consistency_proof,
    inclusion_proof,
    range_root,
    verify_consistency,
    verify_inclusion,
)
from amana.domain.ledger.tile import (
    BundleName,
    TileName,
    decode_bundle,
    encode_bundle,
    first_leaves,
    leaf_of,
    new_names,
    parse_path,
    tile_names,
)
from amana.domain.ledger.tiled import frontier_of, subtrees
from amana.domain.ledger.tree import hash_leaf, hash_leaves, root_of
from amana.storage.ledger.signing import Ed25519Signer, check_signature

MOST = 70
HASHES = hash_leaves(b"%d" % number for number in range(MOST))
names = st.from_regex(r"[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
keys = st.from_regex(r"[ !#-\[\]-~]{1,12}", fullmatch=True)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)
entries = st.builds(
    Entry,
    act=st.from_regex(r"[a-z][a-z0-9]{0,9}([._-][a-z0-9]{1,5}){0,2}", fullmatch=True),
    outcome=st.sampled_from(Outcome),
    promises=st.lists(st.from_regex(r"[A-Z][0-9]{1,3}", fullmatch=True), max_size=5).map(tuple),
    policy_version=st.none() | st.integers(1, 10**6),
    body=st.dictionaries(keys, values, max_size=4),
)
hours = st.datetimes(min_value=datetime(1000, 1, 2), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone


def _subtree(height: int, index: int) -> bytes:
    """Return the root of a complete subtree over the hashes."""
    return root_of(HASHES[index << height : (index + 1) << height])


@cache
def _root(size: int) -> bytes:
    return root_of(HASHES[:size])


@cache
def _independent() -> pymerkle.InmemoryTree:
    """Return the same tree as another implementation makes it."""
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(MOST):
        tree.append_entry(b"%d" % number)
    return tree


def test_an_independent_implementation_gives_the_same_roots() -> None:
    """At every size pymerkle's root is ours."""
    assert all(_independent().get_root(size) == _root(size) for size in range(1, MOST + 1))


def test_an_independent_implementation_gives_the_same_inclusion_proofs() -> None:
    """For every leaf of every size pymerkle's path is ours, and we accept it."""
    for size in range(1, MOST + 1):
        for index in range(size):
            theirs = _independent().prove_inclusion(index + 1, size).path[1:]
            assert theirs == list(inclusion_proof(index, size, _subtree))
            assert verify_inclusion(
                HASHES[index], index=index, size=size, proof=theirs, root=_root(size)
            )


def test_every_pair_of_sizes_is_consistent() -> None:
    """For all pairs the proof is the one of RFC 9162, 2.1.4.1, read literally, and holds."""
    for new in range(1, MOST + 1):
        for old in range(new + 1):
            proof = consistency_proof(old, new, _subtree)
            assert list(proof) == (_subproof(old, 0, new, whole=True) if old else [])
            assert verify_consistency(
                old_size=old, old_root=_root(old), new_size=new, new_root=_root(new), proof=proof
            )


def _subproof(old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
    """Return SUBPROOF as the RFC defines it."""
    size = end - start
    if old == size:
        return [] if whole else [root_of(HASHES[start:end])]
    split = 1 << (size - 1).bit_length() - 1
    if old <= split:
        left = _subproof(old, start, start + split, whole=whole)
        return [*left, root_of(HASHES[start + split : end])]
    right = _subproof(old - split, start + split, end, whole=False)
    return [*right, root_of(HASHES[start : start + split])]


@given(st.data())
def test_no_other_inclusion_proof_holds(data: st.DataObject) -> None:
    """A proof for another leaf, place, size or root, longer, shorter or changed, is false."""
    size = data.draw(st.integers(2, MOST))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, _subtree)
    other = data.draw(st.integers(0, size - 1).filter(lambda at: at != index))

    def holds(
        *, leaf: bytes = HASHES[index], at: int = index, path: tuple[bytes, ...] = proof
    ) -> bool:
        return verify_inclusion(leaf, index=at, size=size, proof=path, root=_root(size))

    assert holds()
    assert not holds(leaf=HASHES[other])
    assert not holds(at=other)
    assert not holds(path=proof[:-1])
    assert not holds(path=(*proof, HASHES[0]))
    assert not holds(path=(proof[0][:-1], *proof[1:]))
    assert not verify_inclusion(
        HASHES[index], index=index, size=size, proof=proof, root=_root(size - 1)
    )
    assert not holds(at=size)
    assert not holds(at=-1)


@given(st.data())
def test_no_other_consistency_proof_holds(data: st.DataObject) -> None:
    """A proof between other sizes or roots, longer, shorter or changed, is false."""
    new = data.draw(st.integers(2, MOST))
    old = data.draw(st.integers(1, new - 1))
    proof = consistency_proof(old, new, _subtree)

    def holds(
        *,
        old_root: bytes = _root(old),
        new_root: bytes = _root(new),
        path: tuple[bytes, ...] = proof,
    ) -> bool:
        return verify_consistency(
            old_size=old, old_root=old_root, new_size=new, new_root=new_root, proof=path
        )

    assert holds()
    assert not holds(old_root=_root(new))
    assert not holds(new_root=_root(old))
    assert not holds(path=proof[:-1])
    assert not holds(path=(*proof, HASHES[0]))
    assert not holds(path=())
    assert not holds(path=(b"", *proof[1:]))
    assert not verify_consistency(
        old_size=new, old_root=_root(new), new_size=old, new_root=_root(old), proof=proof
    )
    assert not verify_consistency(
        old_size=0, old_root=_root(1), new_size=new, new_root=_root(new), proof=()
    )


@given(st.lists(st.integers(0, 900), min_size=1, max_size=6))
def test_a_log_grows_the_same_in_any_steps(steps: list[int]) -> None:
    """Tiles, edge and root do not depend on how many leaves come at a time."""
    hashes = [hash_leaf(b"%d" % number) for number in range(sum(steps))]
    tiles: dict[str, bytes] = {}
    frontier, at, published = EMPTY, 0, set()
    for step in steps:
        published |= {name.path for name in new_names(at, at + step)}
        growth = frontier.grown(hashes[at : at + step])
        frontier, at = growth.frontier, at + step
        tiles.update({tile.name.path: tile.data for tile in growth.completed})
    tiles.update({tile.name.path: tile.data for tile in frontier.partial_tiles})
    assert set(tiles) == {name.path for name in tile_names(at)}
    assert set(tiles) <= published
    assert frontier.root == root_of(hashes)
    assert frontier == EMPTY.grown(hashes).frontier
    edge = ((tile.name.level, tile.data) for tile in frontier.partial_tiles)
    assert frontier_of(at, edge) == frontier
    subtree = subtrees(lambda name: tiles[name.path], at)
    for size in {at, at // 2, at // 3}:
        assert range_root(0, size, subtree) == root_of(hashes[:size])


@given(st.integers(0, 63), st.integers(0, 2**60), st.integers(1, 256))
def test_a_path_names_one_place(level: int, index: int, width: int) -> None:
    """Every place has one path, and the path gives it back."""
    for name in (
        TileName(level=level, index=index, width=width),
        BundleName(index=index, width=width),
    ):
        assert parse_path(name.path) == name


@given(st.lists(st.binary(max_size=60), min_size=1, max_size=20), st.data())
def test_a_bundle_gives_its_leaves_back(leaves: list[bytes], data: st.DataObject) -> None:
    """Whole, the first of them, or the one at a place."""
    encoded, width = encode_bundle(leaves), data.draw(st.integers(1, len(leaves)))
    some = BundleName(index=0, width=width)
    assert list(decode_bundle(encoded, BundleName(index=0, width=len(leaves)))) == leaves
    assert list(decode_bundle(first_leaves(encoded, some), some)) == leaves[:width]
    assert leaf_of(encoded, BundleName(index=0, width=len(leaves)), width - 1) == leaves[width - 1]


@given(values)
def test_canonical_json_gives_its_value_back(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Reading what was written gives the value, and any JSON reader agrees."""
    written = canonical.write(value)
    assert canonical.write(canonical.read(written)) == written
    assert (
        canonical.write(canonical.read_loosely(json.dumps(json.loads(written)).encode())) == written
    )


@given(entries, names, hours, st.binary(min_size=32, max_size=32))
def test_a_leaf_gives_its_header_back(
    entry: Entry, service: str, hour: datetime, salt: bytes
) -> None:
    """What the header says is what the act said, to the hour."""
    bound = commitment(salt, encode_body(entry.body))
    header, given_back = split_leaf(
        leaf_bytes(encode_header(entry, service=service, hour=hour), bound)
    )
    assert given_back == bound
    assert (header.service, header.act, header.outcome) == (service, entry.act, entry.outcome)
    assert header.promises == tuple(sorted(set(entry.promises)))
    assert header.policy_version == entry.policy_version
    assert header.hour == hour.replace(minute=0, second=0, microsecond=0)


@given(entries, names, hours, st.data())
def test_a_changed_header_is_refused_or_another_header(
    entry: Entry, service: str, hour: datetime, data: st.DataObject
) -> None:
    """No two byte strings are read as the same header."""
    header = encode_header(entry, service=service, hour=hour)
    at, bits = data.draw(st.integers(0, len(header) - 1)), data.draw(st.integers(1, 255))
    changed = header[:at] + bytes((header[at] ^ bits,)) + header[at + 1 :]
    try:
        read = decode_header(changed)
    except MalformedLeaf:
        return
    assert read != decode_header(header)


def _refused(parse: Callable[[], object]) -> bool:
    try:
        parse()
    except (MalformedCheckpoint, ForgedCheckpoint):
        return True
    return False


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**63 - 1), st.data())
def test_no_changed_checkpoint_is_opened(root: bytes, size: int, data: st.DataObject) -> None:
    """A byte changed, added or removed anywhere makes the checkpoint another one, or none."""
    signer = Ed25519Signer(name="log.example/a", seed=b"\x05" * 32)
    head = Checkpoint(origin="log.example/a", size=size, root=root)
    note = sign_checkpoint(head, signer)

    def opened(changed: bytes) -> Checkpoint:
        return open_checkpoint(changed, key=signer.key, check=check_signature)

    assert opened(note) == head
    at, byte = data.draw(st.integers(0, len(note) - 1)), bytes((data.draw(st.integers(0, 255)),))
    changes = {
        note[:at] + byte + note[at + 1 :],
        note[:at] + note[at + 1 :],
        note[:at] + byte + note[at:],
    }
    for changed in changes - {note}:
        assert _refused(partial(opened, changed))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80))
def test_the_notes_signature_is_plain_ed25519(seed: bytes, extra: bytes) -> None:
    """Taken apart by hand, the signature holds under the cryptography library alone."""
    signer = Ed25519Signer(name="log.example/a", seed=seed)
    head = Checkpoint(origin="log.example/a", size=len(extra), root=hash_leaf(extra))
    text, _, line = sign_checkpoint(head, signer).decode().partition("\n\n")
    decoded = decode_base64(line.split(" ")[2].rstrip("\n"))
    assert decoded is not None
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    public.verify(decoded[4:], f"{text}\n".encode())
    with pytest.raises(InvalidSignature):
        public.verify(decoded[4:], text.encode())
    assert parse_key(str(signer.key)) == signer.key


@given(st.binary(max_size=40), st.data())
def test_base64_has_one_text(raw: bytes, data: st.DataObject) -> None:
    """Any other text, even one that lenient decoders take for the same, is refused."""
    text = encode_base64(raw)
    assert decode_base64(text) == raw
    at = data.draw(st.integers(0, len(text)))
    other = text[:at] + data.draw(st.characters()) + text[at + data.draw(st.integers(0, 1)) :]
    assert other == text or decode_base64(other) != raw
