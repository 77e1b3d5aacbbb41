"""What is held about a person: the acts about them, and how they met each version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from amana.domain.ledger import canonical
from amana.domain.ledger.encoding import SALT_BYTES
from amana.domain.ledger.entry import Json, Outcome
from amana.domain.words import Language
from amana.storage.errors import CannotOpen
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
        """Return the acts about the person, the latest first; nobody known has none.

        A body that does not open raises ``CannotOpen``: a copy with holes is no copy.
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
                body=self._open(row["sealed"], row["entry"]),
            )
            for row in rows
        )

    def _open(self, sealed: bytes, entry: UUID) -> Mapping[str, Json]:
        """Open one body: the salt of its commitment, then its canonical text."""
        try:
            body = canonical.read(self._sealer.open(sealed, entry=entry)[SALT_BYTES:])
        except ValueError as error:
            raise CannotOpen(entry=str(entry)) from error
        if not isinstance(body, Mapping):
            raise CannotOpen(entry=str(entry))
        return body

    def record_acceptance(self, person: str, *, version: int, how: How, language: Language) -> None:
        """Record how the person met a published version; an earlier record stays."""
        self._transaction.change(
            "people",
            "accept",
            service=self._service,
            person_key=self._sealer.person_key(person),
            version=version,
            id=uuid7(self._now),
            how=how,
            language=language,
        )

    def acceptances(self, person: str) -> tuple[Acceptance, ...]:
        """Return how the person met the versions, the latest first."""
        rows = self._transaction.rows(
            "people",
            "acceptances",
            service=self._service,
            person_key=self._sealer.person_key(person),
        )
        return tuple(Acceptance(**row) for row in rows)

    def accepted(self, person: str, *, version: int) -> bool:
        """Tell whether the person accepted this version and did not decline it since.

        Going on after having declined is no acceptance; only an explicit one is then.
        """
        told = [a.how for a in reversed(self.acceptances(person)) if a.version == version]
        state = False
        declined = False
        for how in told:
            if how == "declined":
                state, declined = False, True
            elif how == "explicit":
                state, declined = True, False
            else:
                state = not declined
        return state
