"""Notices that a service's own pages show to a person: sealed, listed, marked as read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.ledger.entry import Json
from amana.domain.words import Language
from amana.storage.keys.sealing import Sealer
from amana.storage.persons.sealed import seal, unsealed
from amana.storage.transaction import Transaction

_WHAT: Final = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice, opened."""

    id: UUID
    message_class: str
    purpose: str | None
    language: Language
    subject: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime
    read_at: datetime | None


class Notices:
    """The notices of one service's people, in one transaction."""

    __slots__ = ("_sealer", "_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str, sealer: Sealer) -> None:
        """Work in the transaction; the sealer seals and opens."""
        self._transaction = transaction
        self._service = service
        self._sealer = sealer

    def keep(  # noqa: PLR0913 - what it is, whose, and what it says
        self,
        identity: UUID,
        person: bytes,
        *,
        message_class: str,
        purpose: str | None,
        language: Language,
        content: Mapping[str, Json],
    ) -> bool:
        """Keep a notice; tell whether it is news. Of who was erased none is kept."""
        return bool(
            self._transaction.change(
                "outbox",
                "note",
                service=self._service,
                id=identity,
                person_key=person,
                purpose=purpose,
                language=language,
                sealed=seal(self._sealer, content, what=_WHAT, row=identity, person=person),
                **{"class": message_class},
            )
        )

    def of(
        self,
        members: Collection[bytes],
        *,
        limit: int,
        before: UUID | None = None,
        unread: bool = False,
    ) -> tuple[Notice, ...]:
        """Return the notices of a person's ids, the latest first."""
        rows = self._transaction.rows(
            "outbox",
            "notices",
            service=self._service,
            members=list(members),
            unread=unread,
            before=before,
            limit=limit,
        )
        return tuple(self._opened(row) for row in rows)

    def read(self, members: Collection[bytes], notices: Collection[UUID]) -> int:
        """Mark notices of a person as read; return how many were not before."""
        rows = self._transaction.rows(
            "outbox",
            "read_notices",
            service=self._service,
            members=list(members),
            ids=list(notices),
        )
        return len(rows)

    def _opened(self, row: DictRow) -> Notice:
        said = unsealed(
            self._sealer,
            row["sealed"],
            what=_WHAT,
            row=row["id"],
            person=bytes(row["person_key"]),
        )
        return Notice(
            id=row["id"],
            message_class=row["class"],
            purpose=row["purpose"],
            language=row["language"],
            subject=str(said["subject"]),
            text=str(said["text"]),
            at=row["at"],
            read_at=row["read_at"],
        )
