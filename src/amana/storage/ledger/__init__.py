"""The ledger in our database and in public files: sequenced, signed, published, looked up."""

from amana.storage.ledger.long_work import LongWork
from amana.storage.ledger.lookup import Inclusion, Ledger, Place
from amana.storage.ledger.public import PublicFolder
from amana.storage.ledger.restoring import GoneOn, go_on_after_restore
from amana.storage.ledger.rotation import rotate_ledger_key
from amana.storage.ledger.sequencer import Cosign, Lag, SequencedSize, Sequencer, alone
from amana.storage.ledger.signing import Ed25519Signer, check_signature

__all__ = [
    "Cosign",
    "Ed25519Signer",
    "GoneOn",
    "Inclusion",
    "Lag",
    "Ledger",
    "LongWork",
    "Place",
    "PublicFolder",
    "SequencedSize",
    "Sequencer",
    "alone",
    "check_signature",
    "go_on_after_restore",
    "rotate_ledger_key",
]
