"""Cosignatures of witnesses under a checkpoint."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.domain.ledger.checkpoint import Checkpoint, sign_checkpoint
from amana.domain.ledger.cosignature import (
    WitnessKey,
    cosigned_at,
    parse_witness_key,
)
from amana.domain.ledger.errors import MalformedKey
from amana.domain.ledger.note import Signature, SignedNote, VerifierKey, parse_note
from amana.domain.ledger.tree import EMPTY_ROOT
from amana.storage.ledger import Ed25519Signer, check_signature

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WITNESS = WitnessKey(name="witness.example/w1", public=PRIVATE.public_key().public_bytes_raw())
AT = 1_679_315_147
HEAD = Checkpoint(origin="privacy.example.org/store", size=0, root=EMPTY_ROOT)
SIGNED = parse_note(sign_checkpoint(HEAD, Ed25519Signer(name=HEAD.origin, seed=bytes(32))))


def _cosigned(*, said: int = AT, signed: int = AT) -> SignedNote:
    """Add a line; the message is written out as the specification shows it."""
    message = f"cosignature/v1\ntime {signed}\n{HEAD.text}".encode()
    line = Signature(
        name=WITNESS.name,
        key_id=WITNESS.key_id,
        value=said.to_bytes(8, "big") + PRIVATE.sign(message),
    )
    return replace(SIGNED, signatures=(*SIGNED.signatures, line))


def test_a_cosignature_says_when_the_witness_signed() -> None:
    """The time is part of what is signed."""
    at = cosigned_at(_cosigned(), WITNESS, check_signature)
    assert at == datetime(2023, 3, 20, 12, 25, 47, tzinfo=UTC)


@pytest.mark.parametrize(
    "note",
    [
        SIGNED,
        _cosigned(said=AT + 1),
        _cosigned(said=0, signed=0),
        replace(_cosigned(), text=HEAD.text.replace("store", "other")),
        replace(
            SIGNED,
            signatures=(*_cosigned().signatures, *_cosigned(said=AT + 1).signatures),
        ),
        replace(
            SIGNED,
            signatures=(Signature(name=WITNESS.name, key_id=WITNESS.key_id, value=bytes(64)),),
        ),
    ],
    ids=["none", "another time", "no time", "another text", "one of two", "too short"],
)
def test_what_the_witness_did_not_sign_is_not_witnessed(note: SignedNote) -> None:
    """Neither another time nor another checkpoint."""
    assert cosigned_at(note, WITNESS, check_signature) is None


def test_a_witness_key_has_one_text() -> None:
    """It is read back as it was written, and nothing else passes for one."""
    assert parse_witness_key(str(WITNESS)) == WITNESS
    log_key = str(VerifierKey(name=WITNESS.name, public=WITNESS.public))
    short = str(WitnessKey(name="w", public=bytes(31)))
    other = str(WITNESS).replace(WITNESS.key_id.hex(), "00000000")
    for text in ("", "w+00000000", log_key, short, other):
        with pytest.raises(MalformedKey):
            parse_witness_key(text)
