"""Merkle tree hashing with SHA-256, as RFC 9162, section 2.1.1, says."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

HASH_BYTES: Final = 32
LARGEST_SIZE: Final = 2**63 - 1
"""The most leaves that a log can count: a tile path has no room for more."""
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


def hash_leaf(leaf: bytes) -> bytes:
    """Return the hash of one leaf's bytes."""
    return hashlib.sha256(_LEAF + leaf).digest()


def hash_leaves(leaves: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the hash of each leaf, in order."""
    sha256 = hashlib.sha256
    return tuple(sha256(_LEAF + leaf).digest() for leaf in leaves)


def hash_node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node from those of its two children."""
    return hashlib.sha256(_NODE + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the root over these leaf hashes, ``EMPTY_ROOT`` over none.

    Pairing level by level, and taking a last one without a partner up as it is, builds the same
    tree as splitting at the largest power of two. So the last hash may itself be the root of an
    incomplete subtree, as long as all before it are of complete ones of one height.
    """
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    sha256 = hashlib.sha256
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(_NODE + left + right).digest() for left, right in pairs] + odd
    return level[0]
