"""Customers of one service, for whose end users the service is the processor."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from psycopg.rows import DictRow

from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCustomer:
    """A customer as it is registered."""

    id: str
    name: str
    contact: str
    instruction: str
    """What the service is to do for it, in words (GDPR article 28(3)(a))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedCustomer:
    """Who speaks for a customer, and what is done for it (GDPR article 30(2)(a) and (b))."""

    representative: str | None = None
    """Name and contact of its representative (GDPR article 27)."""
    officer: str | None = None
    """Name and contact of its data protection officer."""
    purposes: tuple[str, ...] = ()
    """Purposes of the policy that are served for it; none means all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow(NamedCustomer):
    """A customer, how it is described, and since when and until when it instructs."""

    starts_at: datetime
    ended_at: datetime | None
    representative: str | None
    officer: str | None
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUserRow:
    """An end user of one customer."""

    person: str = field(repr=False)
    """The service's own id."""
    joined_at: datetime
    entry: UUID


@dataclass(slots=True, kw_only=True)
class Customers:
    """Customers and their end users, in one transaction.

    Whatever a customer asks names it in the statement's own condition.
    """

    transaction: Transaction
    service: str
    sealer: Sealer

    def add(self, customer: NamedCustomer, *, entry: UUID) -> bool:
        """Add a customer; return whether there was none of this id."""
        added = self._change(
            "add",
            id=customer.id,
            name=customer.name,
            contact=customer.contact,
            instruction=customer.instruction,
            entry=entry,
        )
        return added > 0

    def all(self) -> tuple[CustomerRow, ...]:
        """Return the customers, those that ended too, by id."""
        return tuple(
            CustomerRow(**{**row, "purposes": tuple(row["purposes"])}) for row in self._rows("all")
        )

    def hold_in_force(self, customer: str) -> None:
        """Let a customer that instructs now go on until this is over, or raise ``NotFound``."""
        if not self._rows("in_force", customer=customer):
            raise NotFound(what="customer")

    def end(self, customer: str, *, entry: UUID) -> None:
        """End a customer, or raise ``NotFound`` where none is in force."""
        if not self._change("end", customer=customer, ended=entry):
            raise NotFound(what="customer")

    def describe(self, customer: str, said: DescribedCustomer, *, entry: UUID) -> None:
        """Put a description in place of the one before; raise ``NotFound`` without one in force."""
        done = self._change(
            "describe",
            customer=customer,
            representative=said.representative,
            officer=said.officer,
            purposes=list(said.purposes),
            entry=entry,
        )
        if not done:
            raise NotFound(what="customer")

    def join(self, customer: str, person: str, *, entry: UUID) -> bool:
        """Note whose end user a person is, who is met before; return whether they were nobody's."""
        key = self.sealer.person_key(person)
        sealed = self.sealer.seal(person.encode(), entry=entry, person=key)
        return (
            self._change("join", customer=customer, person_key=key, sealed=sealed, entry=entry) > 0
        )

    def of(self, members: Collection[bytes]) -> frozenset[str]:
        """Return whose end users these ids are."""
        return frozenset(row["customer"] for row in self._rows("of", members=list(members)))

    def persons(self, customer: str, *, after: UUID | None, limit: int) -> tuple[EndUserRow, ...]:
        """Return a customer's own end users, in the order in which they came."""
        rows = self._rows("persons", customer=customer, after=after, limit=limit)
        return tuple(map(self._person, rows))

    def _person(self, row: DictRow) -> EndUserRow:
        key = bytes(row["person_key"])
        plain = self.sealer.open(bytes(row["sealed"]), entry=row["entry"], person=key)
        return EndUserRow(person=plain.decode(), joined_at=row["joined_at"], entry=row["entry"])

    def _rows(self, name: str, /, **values: object) -> list[DictRow]:
        return self.transaction.rows("customers", name, service=self.service, **values)

    def _change(self, name: str, /, **values: object) -> int:
        return self.transaction.change("customers", name, service=self.service, **values)
