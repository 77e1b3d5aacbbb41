"""Keys of one log that follow one another."""

from dataclasses import replace
from itertools import pairwise

import pytest

from amana.domain.ledger.checkpoint import Checkpoint, sign_checkpoint
from amana.domain.ledger.errors import BrokenKeyChain, ForgedCheckpoint
from amana.domain.ledger.note import Signer, sign_note
from amana.domain.ledger.proof import Subtree, inclusion_proof
from amana.domain.ledger.succession import MOST, chain_of, sign_succession
from amana.domain.ledger.tile import TileName
from amana.domain.ledger.tiled import tiles_of
from amana.domain.ledger.tree import EMPTY_ROOT
from amana.storage.ledger import Ed25519Signer, check_signature

NAME = "privacy.example.org/store"
FIRST, SECOND, THIRD, STRANGER = (
    Ed25519Signer(name=NAME, seed=bytes([number]) * 32) for number in range(4)
)
HEAD = Checkpoint(origin=NAME, size=0, root=EMPTY_ROOT)


def _files(*signers: Ed25519Signer) -> dict[str, bytes]:
    pairs = enumerate(pairwise(signers), 1)
    return {f"keys/{number}": sign_succession(*pair) for number, pair in pairs}


@pytest.mark.parametrize("trusted", [FIRST, SECOND, THIRD])
def test_any_key_leads_to_all_others(trusted: Ed25519Signer) -> None:
    """Forward to the one that signs now, back to those that signed older checkpoints."""
    chain = chain_of(_files(FIRST, SECOND, THIRD).get, trusted.key, check_signature)
    assert chain.keys == (FIRST.key, SECOND.key, THIRD.key)
    assert chain.current == THIRD.key
    for signer in (FIRST, SECOND, THIRD):
        assert chain.open(sign_checkpoint(HEAD, signer), check_signature) == HEAD
    with pytest.raises(ForgedCheckpoint):
        chain.open(sign_checkpoint(HEAD, STRANGER), check_signature)


def test_a_log_with_one_key_has_a_chain_of_it_alone() -> None:
    """Without notes the trusted key is the only one."""
    none: dict[str, bytes] = {}
    assert chain_of(none.get, FIRST.key, check_signature).keys == (FIRST.key,)


def _named_by_one(signer: Signer) -> bytes:
    text = sign_succession(FIRST, SECOND).decode().partition("\n\n")[0] + "\n"
    return sign_note(text, signer)


def _of_another_name() -> bytes:
    other = Ed25519Signer(name="other", seed=bytes(32))
    return sign_succession(FIRST, other)


@pytest.mark.parametrize(
    "note",
    [
        _named_by_one(FIRST),
        _named_by_one(SECOND),
        _of_another_name(),
        sign_note("amana-ledger-key-1\nno keys\n", FIRST, SECOND),
        sign_note(f"amana-ledger-key-2\n{NAME}\n{FIRST.key}\n{SECOND.key}\n", FIRST, SECOND),
        b"nothing",
    ],
    ids=["by the first", "by the next", "another log", "no keys", "another form", "no note"],
)
def test_a_note_counts_only_if_both_keys_of_the_log_signed_it(note: bytes) -> None:
    """Neither a thief of the old key's log nor a stranger names the next key alone."""
    with pytest.raises(BrokenKeyChain):
        chain_of({"keys/1": note}.get, FIRST.key, check_signature)


def test_a_chain_without_the_trusted_key_or_with_a_gap_is_broken() -> None:
    """Nobody is led from one key to another that it never named."""
    with pytest.raises(BrokenKeyChain):
        chain_of(_files(FIRST, SECOND).get, STRANGER.key, check_signature)
    gap = {"keys/1": sign_succession(FIRST, SECOND), "keys/2": sign_succession(THIRD, STRANGER)}
    with pytest.raises(BrokenKeyChain):
        chain_of(gap.get, FIRST.key, check_signature)


def test_the_tiles_of_a_proof_are_known_before_any_is_read() -> None:
    """So that they can be read in one look."""

    def proof(subtree: Subtree) -> None:
        inclusion_proof(0, 70_000, subtree)

    lowest = TileName(level=0, index=0)
    assert tiles_of(proof, 70_000) == {
        lowest,
        replace(lowest, level=1),
        TileName(level=1, index=1, width=17),
        TileName(level=0, index=273, width=112),
    }


def test_no_more_notes_are_read_than_a_chain_may_have() -> None:
    """A log that never ends its notes ends no reader."""
    forth, back = sign_succession(FIRST, SECOND), sign_succession(SECOND, FIRST)
    asked: list[str] = []

    def endless(path: str) -> bytes:
        asked.append(path)
        return forth if len(asked) % 2 else back

    assert len(chain_of(endless, FIRST.key, check_signature).keys) == MOST
    assert asked[-1] == f"keys/{MOST - 1}"
