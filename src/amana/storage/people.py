"""What is held about a person: the acts about them, and how they met each version."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.choice.acceptance import How, accepted
from amana.domain.ledger.entry import Json, Outcome
from amana.domain.words import Language
from amana.storage.bodies import OpenedBody, open_body, open_salted
from amana.storage.errors import PersonErased
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAbout:
    """One act about a person, its body opened."""

    entry: UUID
    act: str
    outcome: Outcome
    at: datetime
    policy_version: int | None
    promises: tuple[str, ...]
    body: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsCounted:
    """How many acts there are about a person, and how many of one name among them."""

    count: int
    last: datetime | None
    named: int
    named_last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """How a person met a version of the policy."""

    version: int
    how: How
    language: Language
    at: datetime


class People:
    """The people of one service, in one transaction, by the service's own ids."""

    __slots__ = ("_now", "_sealer", "_service", "_transaction")

    def __init__(
        self, transaction: Transaction, *, service: str, now: datetime, sealer: Sealer
    ) -> None:
        """Work in the transaction; the sealer opens what is sealed."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._sealer = sealer

    def acts(
        self,
        person: str,
        *,
        limit: int = 1000,
        before: UUID | None = None,
        names: Collection[str] | None = None,
        entry: UUID | None = None,
    ) -> tuple[ActAbout, ...]:
        """Return acts about the person, under any of their ids, the latest first.

        ``before`` goes on from an entry that was read, ``names`` are those of the acts that are
        asked for, ``entry`` asks for one alone. Somebody unknown has none.

        A body that does not open raises ``CannotOpen``: a copy with holes is no copy. One who
        was erased raises ``PersonErased``, from the transaction of the erasure on.
        """
        rows = self._transaction.rows(
            "people",
            "acts",
            service=self._service,
            person_key=self._sealer.person_key(person),
            limit=limit,
            before=before,
            names=None if names is None else sorted(names),
            entry=entry,
        )
        return tuple(
            ActAbout(
                entry=row["entry"],
                act=row["act"],
                outcome=Outcome(row["outcome"]),
                at=row["at"],
                policy_version=row["policy_version"],
                promises=tuple(row["promises"] or ()),
                body=open_body(
                    self._sealer, row["sealed"], entry=row["entry"], person=bytes(row["person_key"])
                ),
            )
            for row in _not_erased(rows)
            if row["entry"] is not None
        )

    def counted(self, person: str, *, name: str) -> ActsCounted:
        """Count the acts about the person, and those of one name. Raises ``PersonErased``."""
        rows = self._transaction.rows(
            "people",
            "acts_counted",
            service=self._service,
            person_key=self._sealer.person_key(person),
            name=name,
        )
        (row,) = _not_erased(rows)
        row.pop("erased")
        return ActsCounted(**row)

    def opened(self, entry: UUID, members: Sequence[bytes]) -> OpenedBody | None:
        """Return the body of an act about one of these ids; ``None`` where it is about none.

        Raises ``CannotOpen``.
        """
        row = self._transaction.row(
            "people", "opened", service=self._service, members=list(members), entry=entry
        )
        if row is None:
            return None
        person = bytes(row["person_key"])
        return open_salted(self._sealer, bytes(row["sealed"]), entry=entry, person=person)

    def met(self, person_key: bytes) -> bool:
        """Tell whether anybody of this look-up key was noted here, erased or not."""
        here = {"service": self._service, "person_key": person_key}
        return self._transaction.row("people", "met", **here) is not None

    def note(self, person_key: bytes) -> bool:
        """Note the person of this look-up key, and tell whether they were new; others stay free.

        For whoever takes a stronger lock than that of :meth:`meet` right afterwards.
        """
        here = {"service": self._service, "person_key": person_key}
        return self._transaction.change("people", "meet", **here) > 0

    def meet(self, person_key: bytes, *, to_choose: bool = False) -> None:
        """Note the person of this look-up key, and keep them from being erased meanwhile.

        ``to_choose`` lets nobody else choose or decide about them either: two who took the weaker
        lock and then write a choice would each wait for the other. One who was erased raises
        ``PersonErased``.
        """
        if self.note(person_key):
            return
        here = {"service": self._service, "person_key": person_key}
        if self._transaction.row("people", "alive_alone" if to_choose else "alive", **here) is None:
            raise PersonErased

    def record_acceptance(self, person: str, *, version: int, how: How, language: Language) -> None:
        """Record how the person met a published version; an earlier record stays.

        One who was erased raises ``PersonErased``.
        """
        person_key = self._sealer.person_key(person)
        self.meet(person_key)
        self._transaction.change(
            "people",
            "accept",
            service=self._service,
            person_key=person_key,
            version=version,
            id=uuid7(self._now),
            how=how,
            language=language,
        )

    def acceptances(self, person: str) -> tuple[Acceptance, ...]:
        """Return how the person met the versions, under any of their ids, the latest first.

        One who was erased raises ``PersonErased``.
        """
        rows = self._transaction.rows(
            "people",
            "acceptances",
            service=self._service,
            person_key=self._sealer.person_key(person),
        )
        return tuple(
            Acceptance(
                version=row["version"], how=row["how"], language=row["language"], at=row["at"]
            )
            for row in _not_erased(rows)
            if row["version"] is not None
        )

    def accepted(self, person: str, *, version: int) -> bool:
        """Tell whether the person accepted this version and did not decline it since.

        Going on after having declined is no acceptance; only an explicit one is then.
        """
        return version in self.accepted_versions(person)

    def accepted_versions(self, person: str) -> frozenset[int]:
        """Return the versions that the person accepted and did not decline since."""
        told = reversed(self.acceptances(person))
        return accepted((each.version, each.how) for each in told)


def _not_erased(rows: list[DictRow]) -> list[DictRow]:
    """Return the rows, or raise ``PersonErased`` where the statement found a tombstone."""
    if rows and rows[0]["erased"]:
        raise PersonErased
    return rows
