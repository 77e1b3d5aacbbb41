"""What the policy page shows: the text as published, and the standing of each promise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amana.domain.evidence.proof import Standing
from amana.domain.policy.model import Controller
from amana.domain.policy.proposal import Role
from amana.domain.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A heading, sentence or item of the published text, with the promises that it makes."""

    text: str
    role: Role
    promises: tuple[str, ...]
    """Ids, in the order of the policy file; empty where the passage promises nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry:
    """A ledger entry that a standing rests on, as far as it is public."""

    id: UUID
    act: str
    outcome: str
    hour: datetime
    position: int | None
    """Its place in the tree; ``None`` until the sequencer has taken it."""
    leaf_hash: str | None
    """Hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """A promise as a reader meets it."""

    id: str
    kind: str
    title: Words
    says: Words
    """In the words of its kind; where the text is quoted, this is what was understood."""
    standing: Standing
    entries: tuple[EvidenceEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """A published version in the list of versions."""

    number: int
    published_at: datetime
    effective_at: datetime
    material: bool | None
    """Whether the step to it was judged material; ``None`` for the first."""
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPage:
    """A version of a policy, in one language, with the standings of this moment."""

    service: str
    title: Words
    controller: Controller
    language: Language
    languages: tuple[Language, ...]
    written: bool
    """Whether the text was written from the model, since none was published in this language."""
    version: VersionView
    versions: tuple[VersionView, ...]
    in_force: int | None
    """The number of the version in force; ``None`` while the first is still to take effect."""
    passages: tuple[Passage, ...]
    promises: Mapping[str, PromiseView]
    unquoted: tuple[str, ...]
    """Promises whose sentence does not stand in this language's text."""
    seen_at: datetime
    checkpoint: str | None
    """The latest signed checkpoint, as published."""
    closing: str | None = None
    """The notice of a service that was closed, in the words of who closed it."""
