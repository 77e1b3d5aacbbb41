"""What the page of one promise shows: its evidence, entry by entry, ready to be checked."""

from dataclasses import dataclass

from amana.acts.policy_page import EvidenceEntry, PromiseView, VersionView
from amana.domain.policy.model import Controller
from amana.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryProof:
    """A ledger entry with what shows that it stands in the tree of a checkpoint."""

    entry: EvidenceEntry
    leaf: str
    """The public leaf, hex: the bytes that are hashed."""
    tree_size: int
    path: tuple[str, ...]
    """The inclusion proof (RFC 9162, 2.1.3), hex, from the leaf upwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisePage:
    """A promise, its sentences in both languages, and the entries that its standing rests on."""

    service: str
    title: Words
    controller: Controller
    version: VersionView
    promise: PromiseView
    quotes: tuple[Words, ...]
    proofs: tuple[EntryProof, ...]
    """For those of ``promise.entries`` that the tree already holds."""
    checkpoint: str | None
    key: str | None
    """The verifier key of the service's ledger: ``name+hash+base64``."""
