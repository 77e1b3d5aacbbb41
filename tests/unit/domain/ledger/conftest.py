"""A signed log of 700 entries as public files in memory, made with the domain alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import pytest

from amana.domain.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from amana.domain.ledger.encoding import commitment, encode_body, encode_header, leaf_bytes
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.frontier import EMPTY
from amana.domain.ledger.opened import OpenedEntry
from amana.domain.ledger.tile import bundle_names, encode_bundle
from amana.domain.ledger.tree import hash_leaves
from amana.domain.ledger.verify import Verdict, verify_log
from amana.storage.ledger.signing import Ed25519Signer, check_signature

ORIGIN: Final = "privacy.example.org/store"
SIZE: Final = 700
SEED: Final = bytes(range(32))


def _header(number: int) -> bytes:
    entry = Entry(act="use", promises=(f"M{number % 20}",), policy_version=1, body={})
    return encode_header(entry, service="store", hour=datetime(2026, 11, 22, 9, tzinfo=UTC))


def _opened(number: int) -> OpenedEntry:
    return OpenedEntry(
        header=_header(number),
        salt=number.to_bytes(32, "big"),
        body=encode_body({"n": number}),
        position=number,
    )


@dataclass(slots=True, kw_only=True)
class PublicLog:
    """Public files that a test may change, with the means to publish and check them."""

    leaves: list[bytes]
    files: dict[str, bytes]
    signer: Ed25519Signer
    opened: Callable[[int], OpenedEntry] = _opened

    def publish(self, leaves: Sequence[bytes]) -> None:
        """Make all files anew for these leaves, as whoever holds the key can."""
        growth = EMPTY.grown(hash_leaves(leaves))
        self.files.clear()
        for tile in (*growth.completed, *growth.frontier.partial_tiles):
            self.files[tile.name.path] = tile.data
        for name in bundle_names(len(leaves)):
            start = name.index * 256
            self.files[name.path] = encode_bundle(leaves[start : start + name.width])
        head = Checkpoint(origin=ORIGIN, size=len(leaves), root=growth.frontier.root)
        self.files["checkpoint"] = sign_checkpoint(head, self.signer)

    def head(self) -> Checkpoint:
        """Return the checkpoint that is published now."""
        return open_checkpoint(self.files["checkpoint"], key=self.signer.key, check=check_signature)

    def check(
        self, *, since: Checkpoint | None = None, entry: OpenedEntry | None = None
    ) -> Verdict:
        """Check the files as they are now."""
        return verify_log(
            self.files.get, key=self.signer.key, check=check_signature, since=since, entry=entry
        )

    def wrong(self, *, since: Checkpoint | None = None) -> set[str]:
        """Return the kinds of what is wrong now."""
        return {fault.wrong.value for fault in self.check(since=since).faults}


@pytest.fixture(name="public_log")
def _public_log() -> PublicLog:
    leaves = [_opened(number).leaf for number in range(SIZE)]
    made = PublicLog(leaves=leaves, files={}, signer=Ed25519Signer(name=ORIGIN, seed=SEED))
    made.publish(leaves)
    return made


@pytest.fixture(name="other_leaf")
def _other_leaf() -> bytes:
    """Return a well-formed leaf that the log does not hold."""
    return leaf_bytes(_header(1), commitment(b"\x07" * 32, b"{}"))
