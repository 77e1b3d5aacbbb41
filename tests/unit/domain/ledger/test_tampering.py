"""Whatever is changed in a published log is found, each way in a test of its own."""

from typing import Any

import pytest

from amana.domain.ledger.checkpoint import Checkpoint, sign_checkpoint
from amana.domain.ledger.errors import NoLedger
from amana.domain.ledger.tile import BundleName, decode_bundle, encode_bundle
from amana.domain.ledger.tree import EMPTY_ROOT
from amana.storage.ledger.signing import Ed25519Signer

FIRST = "tile/entries/000"


def _put(public_log: Any, leaves: list[bytes]) -> None:  # noqa: ANN401 - conftest's type cannot be imported
    """Put these leaves into the first bundle, and touch nothing else."""
    public_log.files[FIRST] = encode_bundle(leaves)


def test_an_untouched_log_is_sound(public_log: Any) -> None:  # noqa: ANN401 - as above
    """Every leaf was hashed, every tile compared, and nothing is wrong."""
    earlier = public_log.head()
    verdict = public_log.check(since=earlier, entry=public_log.opened(300))
    assert verdict.sound
    assert (verdict.leaves, verdict.tiles, verdict.entry) == (700, 4, 300)


def test_an_empty_log_is_sound(public_log: Any) -> None:  # noqa: ANN401 - as above
    """A log that has just begun has a checkpoint and no files."""
    public_log.publish([])
    assert public_log.head().root == EMPTY_ROOT
    assert public_log.check(since=public_log.head()).sound


def test_a_log_may_grow(public_log: Any, other_leaf: bytes) -> None:  # noqa: ANN401 - as above
    """A log that only grew agrees with every earlier checkpoint, the empty one included."""
    for size in (0, 1, 255, 256, 257, 512, 700):
        public_log.publish(public_log.leaves[:size])
        earlier = public_log.head()
        public_log.publish([*public_log.leaves, other_leaf])
        assert public_log.check(since=earlier).sound


def test_a_changed_leaf_is_found(public_log: Any, other_leaf: bytes) -> None:  # noqa: ANN401 - as above
    """A leaf exchanged for another is named by its position."""
    leaves = public_log.leaves[:256]
    _put(public_log, [*leaves[:17], other_leaf, *leaves[18:]])
    verdict = public_log.check()
    assert {fault.wrong.value for fault in verdict.faults} == {
        "leaf_differs",
        "tile_differs",
        "root_differs",
    }
    assert verdict.faults[0].position == 17


def test_a_dropped_leaf_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """A bundle that is a leaf short does not have its form."""
    _put(public_log, public_log.leaves[:255])
    assert public_log.wrong() == {"file_malformed"}


def test_reordered_leaves_are_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """Two leaves that changed places are both named."""
    leaves = public_log.leaves[:256]
    leaves[3], leaves[9] = leaves[9], leaves[3]
    _put(public_log, leaves)
    positions = {f.position for f in public_log.check().faults if f.wrong.value == "leaf_differs"}
    assert positions == {3, 9}


def test_an_inserted_leaf_is_found(public_log: Any, other_leaf: bytes) -> None:  # noqa: ANN401 - as above
    """A bundle that is a leaf too long does not have its form."""
    _put(public_log, [*public_log.leaves[:100], other_leaf, *public_log.leaves[100:256]])
    assert public_log.wrong() == {"file_malformed"}


@pytest.mark.parametrize(
    "change", ["changed", "dropped", "reordered", "inserted"], ids=lambda name: name
)
def test_a_past_that_was_signed_anew_is_found(
    public_log: Any,  # noqa: ANN401 - as above
    other_leaf: bytes,
    change: str,
) -> None:
    """Whoever holds the key can make a log that agrees with itself, but not with the past."""
    earlier, leaves = public_log.head(), list(public_log.leaves)
    new = {
        "changed": [*leaves[:5], other_leaf, *leaves[6:], *leaves[:9]],
        "dropped": [*leaves[:5], *leaves[6:], *leaves[:9]],
        "reordered": [leaves[1], leaves[0], *leaves[2:], *leaves[:9]],
        "inserted": [*leaves[:5], other_leaf, *leaves[5:]],
    }[change]
    public_log.publish(new)
    assert public_log.check().sound
    assert public_log.wrong(since=earlier) == {"history_differs"}


def test_a_shrunk_log_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """Taking the last entries away leaves a log smaller than the earlier checkpoint."""
    earlier = public_log.head()
    public_log.publish(public_log.leaves[:600])
    assert public_log.check().sound
    assert public_log.wrong(since=earlier) == {"shrunk"}


def test_another_log_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """A checkpoint of another log says nothing about this one."""
    other = Checkpoint(origin="other.example", size=700, root=public_log.head().root)
    assert public_log.wrong(since=other) == {"origin_differs"}


@pytest.mark.parametrize("path", ["tile/0/001", "tile/0/002.p/188"])
def test_a_changed_lowest_tile_is_found(public_log: Any, path: str) -> None:  # noqa: ANN401 - as above
    """A hash that is not its leaf's is named by the position."""
    data = bytearray(public_log.files[path])
    data[40] ^= 1
    public_log.files[path] = bytes(data)
    assert [fault.wrong.value for fault in public_log.check().faults] == ["leaf_differs"]


def test_a_changed_upper_tile_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """A hash above the leaves that does not follow from them is found."""
    data = bytearray(public_log.files["tile/1/000.p/2"])
    data[0] ^= 1
    public_log.files["tile/1/000.p/2"] = bytes(data)
    assert public_log.wrong() == {"tile_differs"}


@pytest.mark.parametrize(
    "path", ["tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2", FIRST, "tile/entries/002.p/188"]
)
def test_a_missing_or_cut_file_is_found(public_log: Any, path: str) -> None:  # noqa: ANN401 - as above
    """Nothing can be left out or cut short."""
    whole = public_log.files.pop(path)
    assert public_log.wrong() == {"file_missing"}
    public_log.files[path] = whole[:-1]
    assert public_log.wrong() == {"file_malformed"}


def test_full_files_stand_in_for_partial_ones(public_log: Any) -> None:  # noqa: ANN401 - as above
    """A log that has grown in the meantime still answers for the older checkpoint."""
    old = public_log.files["checkpoint"]
    public_log.publish([*public_log.leaves, *public_log.leaves])
    assert "tile/0/002.p/188" not in public_log.files
    public_log.files["tile/1/000.p/2"] = public_log.files["tile/1/000.p/5"][:64]
    public_log.files["checkpoint"] = old
    assert public_log.check().sound


def test_every_changed_byte_of_a_checkpoint_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """No byte of text or signature can be another without being noticed."""
    whole = public_log.files["checkpoint"]
    for at in range(len(whole)):
        public_log.files["checkpoint"] = whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :]
        assert public_log.wrong() & {"checkpoint_malformed", "checkpoint_forged"}


def test_every_cut_checkpoint_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """However much is missing at the end, it is no checkpoint."""
    whole = public_log.files["checkpoint"]
    for end in range(len(whole)):
        public_log.files["checkpoint"] = whole[:end]
        assert public_log.wrong() & {"checkpoint_malformed", "checkpoint_forged"}


def test_a_forged_checkpoint_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """A checkpoint under the right name, signed with another key, is not the log's."""
    forger = Ed25519Signer(name=public_log.signer.key.name, seed=b"\x09" * 32)
    public_log.files["checkpoint"] = sign_checkpoint(public_log.head(), forger)
    assert public_log.wrong() == {"checkpoint_forged"}


def test_a_root_that_was_signed_falsely_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """Even the right key cannot make the leaves give another root."""
    false = Checkpoint(origin=public_log.head().origin, size=700, root=b"\x01" * 32)
    public_log.files["checkpoint"] = sign_checkpoint(false, public_log.signer)
    assert public_log.wrong() == {"root_differs"}


def test_a_leaf_that_is_no_entry_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """Bytes without a header have no place in the ledger, even if all hashes agree."""
    public_log.publish([*public_log.leaves[:9], b"short", b"{}" + bytes(32)])
    verdict = public_log.check()
    assert [fault.position for fault in verdict.faults] == [9, 10]
    assert public_log.wrong() == {"leaf_malformed"}


def test_an_own_entry_that_is_not_there_is_found(public_log: Any) -> None:  # noqa: ANN401 - as above
    """An entry at another place than its own, or beyond the end, is not in the log."""
    assert public_log.check(entry=public_log.opened(699)).sound
    public_log.publish(public_log.leaves[1:])
    differs = public_log.check(entry=public_log.opened(300)).faults
    absent = public_log.check(entry=public_log.opened(699)).faults
    assert [fault.wrong.value for fault in differs] == ["entry_differs"]
    assert [fault.wrong.value for fault in absent] == ["entry_absent"]


def test_a_place_without_a_ledger_is_refused(public_log: Any) -> None:  # noqa: ANN401 - as above
    """Nothing to check is not the same as nothing wrong."""
    public_log.files.clear()
    with pytest.raises(NoLedger):
        public_log.check()


def test_a_bundle_decodes_to_its_leaves_only(public_log: Any) -> None:  # noqa: ANN401 - as above
    """What was encoded comes back."""
    name = BundleName(index=2, width=188)
    assert list(decode_bundle(public_log.files[name.path], name)) == public_log.leaves[512:]
