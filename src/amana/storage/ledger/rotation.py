"""A log's next key: named by the one before, in one transaction with the entry that says so."""

from datetime import timedelta
from typing import Final

from amana.domain.ledger.checkpoint import read_unverified, sign_checkpoint
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.note import Signer, VerifierKey
from amana.domain.ledger.succession import sign_succession
from amana.storage.database import Storage
from amana.storage.keys.signing import SigningKeys
from amana.storage.ledger.errors import NotSequenced
from amana.storage.ledger.signing import Ed25519Signer
from amana.storage.transaction import Transaction

ROTATED: Final = "rotate-ledger-key"
"""The act's name in the public header."""
OVERLAP: Final = timedelta(days=30)
"""How long the key before signs checkpoints too, by default."""


def signers_of(
    transaction: Transaction, keys: SigningKeys, *, service: str, origin: str
) -> tuple[Signer, ...]:
    """Return who signs the log's checkpoints now: its key, and for a time the one before."""
    row = transaction.row("ledger", "latest_key", service=service)
    number, overlaps = (0, False) if row is None else (row["number"], row["overlaps"])
    numbers = (number, number - 1) if overlaps else (number,)
    return tuple(
        Ed25519Signer(name=origin, seed=keys.seed(service, number=each)) for each in numbers
    )


def rotate_ledger_key(
    storage: Storage, service: str, *, overlap: timedelta = OVERLAP
) -> VerifierKey:
    """Give the service's log its next key and return it; older receipts stay verifiable.

    The next key is on the disk first; then, in one transaction, the key at work names it, the
    checkpoint is signed by both, and the entry is left. A rotation that was killed before that
    is begun again with the same key. Raises ``NotSequenced`` where the log has not begun.
    """
    keys = storage.signing_keys
    with storage.as_owner(service) as work:
        here = work.transaction
        standing = here.row("ledger", "hold", service=service)
        if standing is None:
            raise NotSequenced(service=service)
        origin = standing["origin"]
        before, *_ = signers_of(here, keys, service=service, origin=origin)
        number = 1 + here.rows("ledger", "count_keys", service=service)[0]["count"]
        keys.make(service, number=number)
        after = Ed25519Signer(name=origin, seed=keys.seed(service, number=number))
        here.change(
            "ledger",
            "put_succession",
            service=service,
            number=number,
            note=sign_succession(before, after),
            overlap=overlap,
        )
        head = read_unverified(bytes(standing["checkpoint"]))
        signers = signers_of(here, keys, service=service, origin=origin)
        signed = sign_checkpoint(head, *signers)
        here.change("ledger", "sign_again", service=service, checkpoint=signed)
        body = {"number": number, "before": str(before.key), "key": str(after.key)}
        work.commit(Entry(act=ROTATED, body=body))
    # What signs neither now nor for a time can sign nothing any more.
    keys.forget(service, below=number - 1)
    return after.key
