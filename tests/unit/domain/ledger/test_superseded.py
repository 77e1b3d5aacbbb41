"""Partial files that a longer one followed: they begin it, or are named."""

import pytest

from amana.domain.ledger.superseded import compare_superseded

SIZE = 5
"""Leaves: of the lowest tile the file of five is the last."""
TILE = "tile/0/000.p/"
LEAVES = [bytes([each]) * 32 for each in range(SIZE)]


def _tile(width: int) -> bytes:
    return b"".join(LEAVES[:width])


@pytest.mark.parametrize(
    ("held", "differing"),
    [(_tile(3), ()), (_tile(2) + b"x" * 32, (f"{TILE}3",)), (b"cut", (f"{TILE}3",))],
    ids=["begins", "differs", "malformed"],
)
def test_a_partial_tile_begins_the_longer_one(held: bytes, differing: tuple[str, ...]) -> None:
    """Byte for byte of each leaf; what cannot be read is no beginning."""
    files = {f"{TILE}3": held, f"{TILE}5": _tile(5)}
    found = compare_superseded(files.get, SIZE, [f"{TILE}3"])
    assert (found.compared, found.differing) == (1, differing)


def test_where_the_longer_one_is_missing_others_tell() -> None:
    """The checks of the log itself miss it: here nothing differs."""
    found = compare_superseded({f"{TILE}3": _tile(3)}.get, SIZE, [f"{TILE}3"])
    assert (found.compared, found.differing) == (1, ())


def test_what_no_longer_one_followed_is_left_out() -> None:
    """The last file, one beyond the log, and what is no file of a log."""
    paths = [f"{TILE}5", f"{TILE}7", "tile/0/001.p/3", "notes.txt"]
    found = compare_superseded(dict.fromkeys(paths, b"").get, SIZE, paths)
    assert (found.compared, found.differing) == (0, ())
