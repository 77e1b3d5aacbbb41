"""The doors of customers: the service's program registers them, each instructs for its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.certificate import Certificate
from amana.acts.customers.instruct import (
    MOST,
    EndUserPage,
    actor_of,
    check_end_user,
    list_end_users,
)
from amana.acts.customers.register import (
    customers_json,
    describe_customer,
    end_customer,
    join,
    register_customer,
)
from amana.acts.records.asked import Collected, Correcting
from amana.acts.records.correct_record import correct_record
from amana.acts.records.list_records import Page, list_records
from amana.acts.requests.erase_everywhere import erase_everywhere
from amana.acts.requests.receive import Asking, Received, receive
from amana.acts.taking_part import refuse_absent
from amana.domain.ledger.entry import Json
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage.customers import DescribedCustomer, NamedCustomer
from amana.storage.database import Storage
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class CustomersDoor:
    """What a service's own program does with its customers."""

    storage: Storage

    def register(self, service: str, new: NamedCustomer) -> None:
        """Register a customer."""
        with self._act(service, "register") as act:
            register_customer(act, new)

    def listed(self, service: str) -> list[dict[str, Json]]:
        """Return the customers, those that ended too."""
        with self.storage.reading(service) as view:
            return customers_json(view)

    def describe(self, service: str, customer: str, said: DescribedCustomer) -> None:
        """Say who speaks for a customer, and what is done for it."""
        with self._act(service, "describe") as act:
            describe_customer(act, customer, said)

    def end(self, service: str, customer: str) -> None:
        """End a customer: its keys reach nobody from here on."""
        with self._act(service, "end") as act:
            end_customer(act, customer)

    def join(self, service: str, customer: str, *, person: str) -> UUID | None:
        """Note that a person is an end user of a customer."""
        with self._act(service, "join") as act:
            return join(act, customer=customer, person=person)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)


@dataclass(frozen=True, slots=True)
class EndUsersDoor:
    """What one customer has done to its own end users; the key says which customer it is."""

    storage: Storage

    def persons(
        self, service: str, customer: str, *, after: UUID | None = None, limit: int = MOST
    ) -> EndUserPage:
        """Return a page of them."""
        with self._act(service, customer, "list_end_users") as act:
            return list_end_users(act, customer, after=after, limit=limit)

    def records(
        self,
        service: str,
        customer: str,
        *,
        person: str,
        after: str | None = None,
        limit: int = 100,
    ) -> Page:
        """Return a page of all that is held about one of them: for a copy."""
        with self._act(service, customer, "list_records") as act:
            check_end_user(act.work, customer, person)
            return list_records(act, person=person, after=after, limit=limit)

    def correct(self, service: str, customer: str, given: Correcting) -> Collected:
        """Put values in place of those that a record of one of them holds."""
        with self._act(service, customer, "correct_record") as act:
            check_end_user(act.work, customer, given.person)
            return correct_record(act, given)

    def restrict(self, service: str, customer: str, *, person: str) -> Received:
        """Have the use of one's data restricted: a proven request, with its term."""
        with self._act(service, customer, "restrict") as act:
            check_end_user(act.work, customer, person)
            asking = Asking(
                kind=RequestKind.RESTRICTION,
                door=RequestDoor.API,
                person=person,
                proven_by=act.actor.role.value,
            )
            return receive(act, asking)

    def erase(self, service: str, customer: str, *, person: str) -> Certificate:
        """Erase one of them here and in every source; what was begun goes on when asked again."""
        with self._act(service, customer, "erase") as act:
            check_end_user(act.work, customer, person, erased=True)
        return erase_everywhere(self.storage, service, person=person, actor=actor_of(customer))

    @contextmanager
    def _act(self, service: str, customer: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=actor_of(customer), work=work)
