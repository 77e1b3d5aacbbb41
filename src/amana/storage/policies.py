"""Policies: the draft, and the published versions with the passages of their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amana.domain.policy.proposal import Role
from amana.domain.words import Language
from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """The policy file as it is being written, with its texts."""

    source: str
    texts: Mapping[Language, str]
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """A heading, sentence or item of a published text; ``text`` is ``whole[start:end]``."""

    start: int
    end: int
    role: Role
    text: str
    kinds: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A published version without its text."""

    number: int
    languages: tuple[Language, ...]
    published_at: datetime
    effective_at: datetime
    material: bool | None
    """Whether a person judged the step to it material; ``None`` for the first."""
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(VersionRow):
    """A published version, whole."""

    source: str
    """The policy file, canonical."""
    texts: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is published as the next version."""

    source: str
    """The policy file, canonical."""
    languages: tuple[Language, ...]
    texts: Mapping[Language, str]
    passages: Mapping[Language, Sequence[StoredPassage]]
    effective_at: datetime | None = None
    """``None`` is the instant of the publication."""
    material: bool | None = None
    """A person's judgement of the step from the version before; a first version has none."""
    reason: str | None = None


class Policies:
    """The policies of one service, in one transaction."""

    __slots__ = ("_current", "_now", "_published", "_service", "_transaction")

    def __init__(
        self,
        transaction: Transaction,
        *,
        service: str,
        now: datetime,
        current: VersionRow | None,
    ) -> None:
        """Work in the transaction, whose instant is ``now``."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._current = current
        self._published = False

    def save_draft(self, source: str, texts: Mapping[Language, str]) -> None:
        """Save the draft in place of the one before."""
        self._change("save_draft", source=source)
        self._change("drop_draft_texts")
        for language, text in texts.items():
            self._change("save_draft_text", language=language, text=text)

    def draft(self) -> StoredDraft | None:
        """Return the draft, or ``None`` where nothing is being written."""
        row = self._row("draft")
        if row is None:
            return None
        return StoredDraft(source=row["source"], texts=row["texts"], saved_at=row["saved_at"])

    def publish(self, release: Release) -> VersionRow:
        """Add the next version and take the draft away; what is published never changes.

        From the second version on ``material`` must be judged (``Inconsistent`` else).
        """
        self._transaction.rows("policies", "lock_versions", service=self._service)
        self._published = True
        row = self._transaction.rows(
            "policies",
            "publish",
            service=self._service,
            source=release.source,
            languages=list(release.languages),
            effective_at=release.effective_at,
            material=release.material,
            reason=release.reason,
        )[0]
        for language, text in release.texts.items():
            self._change("publish_text", version=row["number"], language=language, text=text)
        for language, parts in release.passages.items():
            self._publish_passages(row["number"], language, parts)
        self._change("drop_draft")
        return VersionRow(
            number=row["number"],
            languages=release.languages,
            published_at=row["published_at"],
            effective_at=row["effective_at"],
            material=release.material,
            reason=release.reason,
        )

    def _publish_passages(
        self, number: int, language: Language, parts: Sequence[StoredPassage]
    ) -> None:
        """Add the passages of one language, sent together."""
        self._transaction.changes(
            "policies",
            "publish_passage",
            [
                {
                    "service": self._service,
                    "version": number,
                    "language": language,
                    "position": position,
                    "starts": part.start,
                    "ends": part.end,
                    "role": part.role.value,
                    "text": part.text,
                    "kinds": list(part.kinds),
                    "promises": list(part.promises),
                }
                for position, part in enumerate(parts)
            ],
        )

    def versions(self) -> tuple[VersionRow, ...]:
        """Return all published versions, the latest first."""
        rows = self._transaction.rows("policies", "versions", service=self._service)
        return tuple(VersionRow(**{**row, "languages": tuple(row["languages"])}) for row in rows)

    def version(self, number: int) -> Published | None:
        """Return one version whole, or ``None`` where there is none of this number."""
        row = self._row("version", number=number)
        return None if row is None else Published(**{**row, "languages": tuple(row["languages"])})

    def in_force(self, at: datetime | None = None) -> VersionRow | None:
        """Return the version in force at an instant, by default this one."""
        if at is None and not self._published:
            return self._current
        row = self._row("in_force", at=self._now if at is None else at)
        return None if row is None else VersionRow(**{**row, "languages": tuple(row["languages"])})

    def passages(self, number: int, language: Language) -> tuple[StoredPassage, ...]:
        """Return the passages of a version's text in one language, in its order."""
        rows = self._transaction.rows(
            "policies", "passages", service=self._service, number=number, language=language
        )
        return tuple(
            StoredPassage(
                start=row["starts"],
                end=row["ends"],
                role=Role(row["role"]),
                text=row["text"],
                kinds=tuple(row["kinds"]),
                promises=tuple(row["promises"]),
            )
            for row in rows
        )

    def _row(self, name: str, **values: Any) -> dict[str, Any] | None:  # noqa: ANN401 - what the driver adapts
        return self._transaction.row("policies", name, service=self._service, **values)

    def _change(self, name: str, **values: Any) -> None:  # noqa: ANN401 - what the driver adapts
        self._transaction.change("policies", name, service=self._service, **values)
