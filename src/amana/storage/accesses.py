"""The accesses of staff, in one transaction: who may read what about whom, and until when."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.access.access import Access, Scope
from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Json
from amana.domain.staff import StaffRole
from amana.storage.bodies import open_body
from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

LISTED: Final = 200
"""How many a list shows at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An access as it is kept, with what the sealed entry that asked for it says."""

    id: UUID
    access: Access
    policy_version: int
    reason: str
    person: str | None
    """The service's own id of the person, where it is about one."""


class Accesses:
    """The accesses of one service, in one transaction."""

    __slots__ = ("_now", "_sealer", "_service", "_transaction")

    def __init__(
        self, transaction: Transaction, *, service: str, now: datetime, sealer: Sealer
    ) -> None:
        """Work in the transaction; the sealer opens the entries that asked."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._sealer = sealer

    def add(self, access: Access, *, identity: UUID, policy_version: int, entry: UUID) -> None:
        """Add an access that was asked for by this entry."""
        scope = access.scope
        role = isinstance(scope.reader, StaffRole)
        self._change(
            "add",
            mark=self._mark(identity, access, policy_version, entry),
            id=identity,
            reader=None if role else scope.reader,
            reader_role=str(scope.reader) if role else None,
            person_key=scope.person,
            data=sorted(scope.data),
            purpose=scope.purpose,
            whole=scope.whole,
            policy_version=policy_version,
            approval=access.approval,
            asked_by=access.asked_by,
            asked_entry=entry,
            ends_at=access.ends_at,
        )

    def find(self, identity: UUID) -> Kept:
        """Return an access, or raise ``NotFound``."""
        return self._opened(self._found(identity))

    def _found(self, identity: UUID) -> DictRow:
        row = self._transaction.row("access", "one", service=self._service, id=identity)
        if row is None or not self._is_ours(row):
            raise NotFound(what="access")
        return row

    def hold(self, identity: UUID, *, change: bool) -> Kept:
        """Return an access, which nobody else changes before this transaction ends.

        To change it is for one transaction at a time, to read under it for many at once. Raises
        ``NotFound``.
        """
        # Looked up again once it is held: what was waited for counts.
        lock = "to_change" if change else "to_read_under"
        self._transaction.row("access", lock, service=self._service, id=identity)
        return self.find(identity)

    def of_reader(self, member: UUID, role: StaffRole) -> tuple[Access, ...]:
        """Return the open accesses of a member, by their own name or by their role."""
        rows = self._transaction.rows(
            "access",
            "of_reader",
            service=self._service,
            member=member,
            role=role.value,
            now=self._now,
        )
        return tuple(_access(row) for row in rows if self._is_ours(row))

    def latest(self) -> tuple[Kept, ...]:
        """Return the latest accesses, however they stand."""
        rows = self._transaction.rows("access", "latest", service=self._service, limit=LISTED)
        return tuple(self._opened(row) for row in rows if self._is_ours(row))

    def keep(self, identity: UUID, access: Access) -> None:
        """Keep what was decided of it, or that it was taken back."""
        row = self._found(identity)
        self._change(
            "keep",
            id=identity,
            mark=self._mark(identity, access, row["policy_version"], row["asked_entry"]),
            decided_by=access.decided_by,
            decided_at=access.decided_at,
            approved=access.approved,
            taken_back_by=access.taken_back_by,
            taken_back_at=access.taken_back_at,
        )

    def _opened(self, row: Mapping[str, Any]) -> Kept:
        body: Mapping[str, Json] = {}
        if row["sealed"] is not None:
            # A service that was closed has no bodies any more: nobody reads for no reason.
            entry, person = row["asked_entry"], row["person_key"]
            body = open_body(self._sealer, row["sealed"], entry=entry, person=person)
        return Kept(
            id=row["id"],
            access=_access(row),
            policy_version=row["policy_version"],
            reason=_text(body, "reason") or "",
            person=_text(body, "person"),
        )

    def forged(self) -> tuple[UUID, ...]:
        """Return the latest rows that no act of ours wrote as they stand: none of them counts."""
        rows = self._transaction.rows("access", "latest", service=self._service, limit=LISTED)
        return tuple(row["id"] for row in rows if not self._is_ours(row))

    def _is_ours(self, row: Mapping[str, Any]) -> bool:
        """Tell whether the row says what an act wrote: a login alone makes no access."""
        wanted = self._mark(row["id"], _access(row), row["policy_version"], row["asked_entry"])
        return hmac.compare_digest(bytes(row["mark"] or b""), wanted)

    def _mark(self, identity: UUID, access: Access, policy_version: int, entry: UUID) -> bytes:
        """Return the mark over all that an access says, but when it was asked for."""
        scope = access.scope
        told: dict[str, Json] = {
            "id": str(identity),
            "entry": str(entry),
            "policy_version": policy_version,
            "reader": str(scope.reader),
            "person": None if scope.person is None else scope.person.hex(),
            "data": tuple(sorted(scope.data)),
            "purpose": scope.purpose,
            "whole": scope.whole,
            "approval": access.approval,
            "approved": access.approved,
            "ends_at": _instant(access.ends_at),
            "asked_by": str(access.asked_by),
            "decided_by": _text_of(access.decided_by),
            "decided_at": _instant(access.decided_at),
            "taken_back_by": _text_of(access.taken_back_by),
            "taken_back_at": _instant(access.taken_back_at),
        }
        return self._sealer.mark("access", canonical.write(told))

    def _change(self, statement: str, **values: object) -> int:
        return self._transaction.change("access", statement, service=self._service, **values)


def _text_of(member: object) -> str | None:
    return None if member is None else str(member)


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _access(row: Mapping[str, Any]) -> Access:
    role = row["reader_role"]
    return Access(
        scope=Scope(
            reader=row["reader"] if role is None else StaffRole(role),
            person=row["person_key"],
            data=frozenset(row["data"]),
            purpose=row["purpose"],
            whole=row["whole"],
        ),
        asked_by=row["asked_by"],
        asked_at=row["asked_at"],
        ends_at=row["ends_at"],
        approval=row["approval"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        approved=row["approved"],
        taken_back_by=row["taken_back_by"],
        taken_back_at=row["taken_back_at"],
    )


def _text(body: Mapping[str, Json], name: str) -> str | None:
    found = body.get(name)
    return found if isinstance(found, str) else None
