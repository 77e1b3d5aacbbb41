"""What named persons attest: a statement for a promise, with a document and an expiry."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A named person's word for a promise, with the document that it rests on."""

    promise: str
    statement: str
    by: str
    document_name: str
    document_hash: str
    """SHA-256 of the document, hex."""
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation(Statement):
    """A statement as it was recorded."""

    id: UUID
    at: datetime


class Attestations:
    """The attestations of one service, in one transaction."""

    __slots__ = ("_now", "_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str, now: datetime) -> None:
        """Work in the transaction, whose instant is ``now``."""
        self._transaction = transaction
        self._service = service
        self._now = now

    def add(self, statement: Statement) -> UUID:
        """Add an attestation and return its id; one that has expired already is refused."""
        identity = uuid7(self._now)
        self._transaction.change(
            "attestations",
            "add",
            service=self._service,
            id=identity,
            promise=statement.promise,
            statement=statement.statement,
            by=statement.by,
            document_name=statement.document_name,
            document_hash=bytes.fromhex(statement.document_hash),
            expires_at=statement.expires_at,
        )
        return identity

    def all(self) -> tuple[Attestation, ...]:
        """Return every attestation, expired ones too, the latest first."""
        return tuple(
            Attestation(
                id=row["id"],
                promise=row["promise"],
                statement=row["statement"],
                by=row["attested_by"],
                document_name=row["document_name"],
                document_hash=row["document_hash"].hex(),
                at=row["at"],
                expires_at=row["expires_at"],
            )
            for row in self._transaction.rows("attestations", "all", service=self._service)
        )
