"""Customers of a service, and what each has done to its own end users."""

from typing import Protocol
from uuid import UUID

from amana.acts.certificate import Certificate
from amana.acts.customers.instruct import MOST, EndUserPage
from amana.acts.records.asked import Collected, Correcting
from amana.acts.records.list_records import Page
from amana.acts.requests.receive import Received
from amana.domain.ledger.entry import Json
from amana.storage.customers import DescribedCustomer, NamedCustomer


class CustomerActs(Protocol):
    """What a service's own program does with its customers."""

    def register(self, service: str, new: NamedCustomer) -> None:
        """Register a customer."""

    def listed(self, service: str) -> list[dict[str, Json]]:
        """Return the customers, those that ended too."""

    def describe(self, service: str, customer: str, said: DescribedCustomer) -> None:
        """Say who speaks for a customer, and what is done for it."""

    def end(self, service: str, customer: str) -> None:
        """End a customer."""

    def join(self, service: str, customer: str, *, person: str) -> UUID | None:
        """Note that a person is an end user of a customer."""


class EndUserActs(Protocol):
    """What one customer has done to its own end users."""

    def persons(
        self, service: str, customer: str, *, after: UUID | None = None, limit: int = MOST
    ) -> EndUserPage:
        """Return a page of them."""

    def records(
        self,
        service: str,
        customer: str,
        *,
        person: str,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """Return a page of all that is held about one of them."""

    def correct(self, service: str, customer: str, given: Correcting) -> Collected:
        """Correct a record of one of them."""

    def restrict(self, service: str, customer: str, *, person: str) -> Received:
        """Have the use of one's data restricted."""

    def erase(self, service: str, customer: str, *, person: str) -> Certificate:
        """Erase one of them."""
