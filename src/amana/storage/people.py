"""What is held about a person: the acts about them, and how they met each version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.ledger.entry import Json, Outcome
from amana.domain.words import Language
from amana.storage.bodies import open_body
from amana.storage.errors import PersonErased
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

How: TypeAlias = Literal["explicit", "continued_use", "declined"]


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

    def acts(self, person: str, *, limit: int = 1000) -> tuple[ActAbout, ...]:
        """Return the acts about the person, under any of their ids, the latest first.

        Somebody unknown has none.

        A body that does not open raises ``CannotOpen``: a copy with holes is no copy. One who
        was erased raises ``PersonErased``, from the transaction of the erasure on.
        """
        rows = self._transaction.rows(
            "people",
            "acts",
            service=self._service,
            person_key=self._sealer.person_key(person),
            limit=limit,
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

    def meet(self, person_key: bytes) -> None:
        """Note the person of this look-up key, and keep them from being erased meanwhile.

        One who was erased raises ``PersonErased``.
        """
        here = {"service": self._service, "person_key": person_key}
        if self._transaction.change("people", "meet", **here):
            return
        if self._transaction.row("people", "alive", **here) is None:
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
        told = self.acceptances(person)
        return frozenset(
            version
            for version in {each.version for each in told}
            if _accepted([each.how for each in reversed(told) if each.version == version])
        )


def _accepted(told: list[How]) -> bool:
    """Tell what the words about one version come to, the oldest first."""
    state = declined = False
    for how in told:
        if how == "declined":
            state, declined = False, True
        elif how == "explicit":
            state, declined = True, False
        else:
            state = not declined
    return state


def _not_erased(rows: list[DictRow]) -> list[DictRow]:
    """Return the rows, or raise ``PersonErased`` where the statement found a tombstone."""
    if rows and rows[0]["erased"]:
        raise PersonErased
    return rows
