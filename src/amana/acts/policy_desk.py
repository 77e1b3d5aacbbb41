"""What the console shows of a policy on its way to being published."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amana.acts.changes_page import ChangeView
from amana.domain.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The policy file as it is being written, with the texts that its quotes stand in."""

    text: str
    texts: Mapping[Language, str] = field(default_factory=dict)
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionView:
    """Two promises that cannot both be kept, or only with care."""

    promises: tuple[str, ...]
    why: Words
    blocks: bool
    """Whether it stops the publication, or only warns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """What publishing the draft would change."""

    number: int
    """Of the version that would be published."""
    digest: str
    """Of the draft that was planned, hex."""
    changes: tuple[ChangeView, ...]
    contradictions: tuple[ContradictionView, ...]
    material: bool | None
    """As proposed; ``None`` for the first version, which changes nothing for anyone."""
    why: Words | None
    """The reason for the proposal."""

    @property
    def blocked(self) -> bool:
        """Tell whether a contradiction stops the publication."""
        return any(found.blocks for found in self.contradictions)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDecision:
    """What a person decides when they publish the draft."""

    number: int
    """The version that they saw planned."""
    digest: str
    """Of the draft that they saw planned."""
    effective_at: datetime | None
    """``None``: at once."""
    material: bool | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttestation:
    """A named person's word for a promise, as it is given."""

    promise: str
    statement: str
    document: bytes
    document_name: str
    valid_for: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationView:
    """A named person's word for a promise, with a document, until it expires."""

    id: uuid.UUID
    promise: str
    statement: str
    by: str
    document_name: str
    document_hash: str
    """SHA-256 of the document, hex."""
    attested_at: datetime
    expires_at: datetime
    expired: bool
    """Whether it proves nothing any more."""
