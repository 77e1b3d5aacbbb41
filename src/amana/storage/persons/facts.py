"""What was declared about persons: sealed rows, of which the latest of each fact counts."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import count
from typing import Final, TypeAlias
from uuid import UUID

from amana.domain.ledger.entry import Json
from amana.domain.person.facts import ORIGINS, Age, BornIn, OfAge, PersonKind
from amana.domain.person.groups import PersonKey
from amana.domain.vocabulary.collecting import Origin
from amana.storage.at_hand import AtHand
from amana.storage.errors import RecordSealBroken
from amana.storage.keys.sealing import Sealer
from amana.storage.persons.sealed import seal, unsealed
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7


class Fact(StrEnum):
    """What is declared."""

    JURISDICTION = "jurisdiction"
    AGE = "age"
    KIND = "kind"


Countries: TypeAlias = tuple[str, ...]
FactValue: TypeAlias = Countries | Age | PersonKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The latest that was declared of one fact about one id of a person."""

    person: PersonKey = field(repr=False)
    value: FactValue
    origin: Origin
    source: str | None
    at: datetime


class DeclaredFacts:
    """What was declared about one service's persons, in one transaction."""

    __slots__ = ("_at_hand", "_made", "_now", "_sealer", "_service", "_transaction")

    def __init__(
        self, transaction: Transaction, *, service: str, now: datetime, sealer: Sealer
    ) -> None:
        """Work in the transaction, whose instant is ``now``; the sealer seals and opens."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._sealer = sealer
        self._at_hand: AtHand[Declared] = AtHand()
        # Rows of one instant sort in the order in which they were made.
        self._made = count()

    def declare(
        self,
        person: PersonKey,
        value: FactValue,
        *,
        origin: Origin,
        source: str | None,
        entry: UUID,
    ) -> None:
        """Keep what was declared; what was said before stays as history."""
        self._at_hand.clear()
        identity, fact = uuid7(self._now, order=next(self._made)), fact_of(value)
        sealed = seal(self._sealer, _json(value), what=fact.value, row=identity, person=person)
        self._transaction.change(
            "identifiers",
            "declare",
            service=self._service,
            id=identity,
            person_key=person,
            fact=fact.value,
            sealed=sealed,
            origin=origin.value,
            source=source,
            entry=entry,
        )

    def bring(self, members: Collection[PersonKey]) -> None:
        """Read what is declared of many ids by one statement, to be asked about one by one."""
        self._at_hand.clear()
        self._at_hand.bring(members, self.of(members))

    def of(self, members: Iterable[PersonKey]) -> tuple[Declared, ...]:
        """Return the latest of each fact about each of these ids."""
        asked = tuple(members)
        if self._at_hand.has(asked):
            return self._at_hand.of(asked)
        rows = self._transaction.rows(
            "identifiers", "declared", service=self._service, members=list(asked)
        )
        if len(rows) > 1:
            # By one statement; each is then opened by itself.
            self._sealer.persons.find_many(
                self._service, {bytes(row["person_key"]) for row in rows}
            )
        return tuple(
            Declared(
                person=bytes(row["person_key"]),
                value=self._opened(row),
                origin=ORIGINS[row["origin"]],
                source=row["source"],
                at=row["at"],
            )
            for row in rows
        )

    def _opened(self, row: dict[str, object]) -> FactValue:
        fact, identity = str(row["fact"]), row["id"]
        sealed, person = row["sealed"], row["person_key"]
        value = unsealed(self._sealer, sealed, what=fact, row=identity, person=person)  # type: ignore[arg-type]  # the driver's row
        try:
            return _READERS[Fact(fact)](value)
        except (KeyError, TypeError, ValueError) as error:
            raise RecordSealBroken(record=str(identity)) from error


def fact_of(value: FactValue) -> Fact:
    """Return which fact a value states."""
    if isinstance(value, tuple):
        return Fact.JURISDICTION
    return Fact.KIND if isinstance(value, PersonKind) else Fact.AGE


def _json(value: FactValue) -> Mapping[str, Json]:
    if isinstance(value, tuple):
        return {"countries": value}
    if isinstance(value, PersonKind):
        return {"kind": value.value}
    if isinstance(value, BornIn):
        return {"born_in": value.year}
    return {"at_least": value.at_least, "yes": value.yes}


def _age(value: Mapping[str, Json]) -> Age:
    if "born_in" in value:
        return BornIn(year=_whole(value["born_in"]))
    return OfAge(at_least=_whole(value["at_least"]), yes=value["yes"] is True)


def _countries(value: Mapping[str, Json]) -> Countries:
    found = value["countries"]
    return tuple(str(each) for each in found) if isinstance(found, tuple | list) else ()


def _whole(value: Json) -> int:
    if not isinstance(value, int):
        msg = "no whole number"
        raise TypeError(msg)
    return value


_READERS: Final[Mapping[Fact, Callable[[Mapping[str, Json]], FactValue]]] = {
    Fact.JURISDICTION: _countries,
    Fact.AGE: _age,
    Fact.KIND: lambda value: PersonKind(str(value["kind"])),
}
