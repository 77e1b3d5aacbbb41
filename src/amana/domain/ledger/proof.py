"""Inclusion and consistency proofs: made from complete subtrees, and checked strictly.

RFC 9162, sections 2.1.3 and 2.1.4. A proof that is longer or shorter than its tree demands, or
holds anything but hashes, is false.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from amana.domain.ledger.tree import EMPTY_ROOT, HASH_BYTES, LARGEST_SIZE, hash_node

Subtree: TypeAlias = Callable[[int, int], bytes]
"""Given a height and an index, the root of the complete subtree of ``2 ** height`` leaves there."""


def range_root(start: int, end: int, subtree: Subtree) -> bytes:
    """Return the root over the leaves from ``start`` up to, and without, ``end``.

    ``start`` must be a multiple of the largest power of two that is not above the length: so it
    is for every range that a proof names.
    """
    root: bytes | None = None
    for height, index in reversed(_peaks(start, end)):
        peak = subtree(height, index)
        root = peak if root is None else hash_node(peak, root)
    return EMPTY_ROOT if root is None else root


def inclusion_proof(index: int, size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return the path from the leaf at ``index`` up to the root of the first ``size`` leaves."""
    if not 0 <= index < size:
        msg = "the leaf is not in the tree"
        raise ValueError(msg)
    siblings: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((start, middle))
            start = middle
    return tuple(range_root(*sibling, subtree) for sibling in reversed(siblings))


def verify_inclusion(
    leaf_hash: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether the proof shows the leaf at ``index`` of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size <= LARGEST_SIZE or not _are_hashes(leaf_hash, root, *proof):
        return False
    node, last, current = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            return False
        if node % 2 or node == last:
            current = hash_node(sibling, current)
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            current = hash_node(current, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and current == root


def consistency_proof(old_size: int, new_size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return what shows that the first ``old_size`` leaves are those of the older tree."""
    if not 0 <= old_size <= new_size:
        msg = "the older tree is larger than the newer one"
        raise ValueError(msg)
    if old_size in {0, new_size}:
        return ()
    path: list[tuple[int, int]] = []
    start, end = 0, new_size
    while end != old_size:
        middle = start + _split(end - start)
        if old_size <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    if start:
        # The old tree's own root need not be named where it is a subtree of the new one.
        path.append((start, end))
    return tuple(range_root(*part, subtree) for part in reversed(path))


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the newer tree begins with the older one (RFC 9162, 2.1.4.2).

    The empty tree is the beginning of every tree, and needs no proof.
    """
    if not 0 <= old_size <= new_size <= LARGEST_SIZE:
        return False
    if not _are_hashes(old_root, new_root, *proof):
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT and (new_size > 0 or new_root == EMPTY_ROOT)
    if old_size == new_size:
        return not proof and old_root == new_root
    return _roots_from(old_size, old_root, new_size, proof) == (old_root, new_root)


def _roots_from(
    old_size: int, old_root: bytes, new_size: int, proof: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """Return the two roots that the proof leads to; ``None`` where it does not fit the sizes."""
    path = (old_root, *proof) if _is_power_of_two(old_size) else tuple(proof)
    if not path:
        return None
    node, last = old_size - 1, new_size - 1
    while node % 2:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for part in path[1:]:
        if last == 0:
            return None
        if node % 2 or node == last:
            old, new = hash_node(part, old), hash_node(part, new)
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            new = hash_node(new, part)
        node, last = node >> 1, last >> 1
    return (old, new) if last == 0 else None


def _split(length: int) -> int:
    """Return the largest power of two below ``length``."""
    return 1 << (length - 1).bit_length() - 1


def _is_power_of_two(number: int) -> bool:
    return number & (number - 1) == 0


def _peaks(start: int, end: int) -> list[tuple[int, int]]:
    """Split a range into complete subtrees, the largest first, as height and index."""
    peaks: list[tuple[int, int]] = []
    while start < end:
        height = (end - start).bit_length() - 1
        peaks.append((height, start >> height))
        start += 1 << height
    return peaks


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
