"""A service that knows its persons by e-mail, phone and device, and its door of persons."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.certificate import Certificate
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.in_force import in_force, published
from amana.acts.person_facts import facts_of_group
from amana.acts.persons.identify import GivenIdentifier, Identified, Identifying
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.tell_history import DoneAct
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.person.facts import PersonFacts
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.collecting import Origin
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
  bank_account: {{is: "pd:BankAccount"}}
{data}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  checks: {{is: "dpv:LegalCompliance", basis: legal_obligation, name: {{en: "checks"}}}}
recipients:
  bureau: {{kind: service_providers, name: {{en: "the bureau"}}, safeguards: [contract]}}
promises:
  P1: {{collect: [email, phone, bank_account], from: person, for: [orders, checks]}}
  P2: {{collect: [email], from: third-party, source: [bureau], at: [registration], for: [orders]}}
  P3: {{use: [email, bank_account], for: [orders, checks]}}
{more}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A service, and what its program does."""

    storage: Storage
    service: str

    @property
    def door(self) -> PersonsDoor:
        """The door of persons."""
        return PersonsDoor(self.storage)

    @property
    def application(self) -> ApplicationDoor:
        """The door of everything else."""
        return ApplicationDoor(self.storage)

    def identify(  # noqa: PLR0913 - each says how they come in
        self,
        person: str,
        *values: str,
        kind: IdentifierKind = IdentifierKind.EMAIL,
        origin: Origin = Origin.PERSON,
        replaces: str | None = None,
        category: str | None = None,
        occasion: str = "registration",
    ) -> Identified:
        """Take identifiers in as a registration."""
        given = tuple(
            GivenIdentifier(kind=kind, value=one, replaces=replaces, category=category)
            for one in values
        )
        return self.door.identify(
            self.service,
            Identifying(
                person=person,
                identifiers=given,
                occasion=occasion,
                purposes=frozenset({"orders"}),
                origin=origin,
                source="bureau" if origin is Origin.THIRD_PARTY else None,
            ),
        )

    def find(self, value: str, kind: IdentifierKind = IdentifierKind.EMAIL) -> tuple[str, ...]:
        """Return who has the identifier."""
        return self.door.find(self.service, kind=kind, value=value)

    def merge(self, person: str, other: str) -> None:
        """Say that two ids are one person."""
        self.door.merge(self.service, person=person, other=other)

    def decide(self, person: str) -> Decided:
        """Ask about a use, which leaves an entry about the person."""
        question = Question(
            doing=Doing.USE, data=frozenset({"email"}), purposes=frozenset({"orders"})
        )
        return self.application.decide(self.service, Asked(question=question, person=person))

    def history(self, person: str) -> tuple[DoneAct, ...]:
        """Return what was done with the person's data."""
        return self.application.history(self.service, person=person).acts

    def erase(self, person: str) -> Certificate:
        """Erase the person."""
        return self.application.erase(self.service, person=person)

    def facts(self, person: str) -> PersonFacts:
        """Return what a decision would know."""
        with self.storage.reading(self.service) as view:
            policy = published(view, in_force(view)).policy
            return facts_of_group(view, view.persons.group(person), policy)


@pytest.fixture
def found_house(storage: Storage, service: str) -> Callable[..., House]:
    """Return what publishes a policy with more promises, and gives the house."""

    def found(*more: str, data: str = "") -> House:
        lines = "\n".join(f"  {promise}" for promise in more)
        source = POLICY.format(service=service, more=lines, data=f"  {data}" if data else "")
        with storage.work(service) as work:
            publication = Publication(source=source, texts={}, material=False, reason="first")
            publish_policy(Act(actor=OPERATOR, work=work), publication)
        return House(storage=storage, service=service)

    return found


@pytest.fixture
def house(found_house: Callable[..., House]) -> House:
    """Open a house with the promises above."""
    return found_house()
