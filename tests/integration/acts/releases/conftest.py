"""A service that releases data on a legal ground, and two of its staff."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act, Actor, Role
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.deciding.decide import decide
from amana.acts.in_force import in_force, published
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.releases.deciding import (
    Proposed,
    approve_release,
    propose_release,
)
from amana.acts.releases.telling import tell_released
from amana.acts.standings import standings
from amana.acts.tell_history import tell_history
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.evidence.proof import State
from amana.domain.release.release import Document, Scope
from amana.domain.staff import StaffRole
from amana.domain.vocabulary.sharing import Ground
from amana.storage import ServerAddress, Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "السوق", en: "The Market"}}, email: privacy@market.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
  name: {{is: "pd:Name"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  compliance: {{is: "dpv:LegalCompliance", basis: legal_obligation}}
  fraud: {{is: "dpv:MisusePreventionAndDetection", basis: legitimate_interest}}
recipients:
  court: {{kind: authorities, country: QA}}
  bank: {{kind: payment_processors, country: QA, safeguards: [contract]}}
  buyer: {{kind: service_providers, country: QA}}
promises:
  P1: {{collect: [email, phone, name], from: person, at: [registration], for: [orders]}}
  R1: {{share: [name, email], to: [court], for: [compliance], grounds: [law]}}
  R2: {{share: [email], to: [bank], for: [fraud], grounds: [fraud, credit_risk]}}
  R3: {{share: [name, email, phone], to: [buyer], for: [orders], grounds: [merger]}}
"""
DOCUMENT = Document(
    asker="Court of first instance",
    contact="clerk@court.example",
    reference="2026/118",
    sha256="ab" * 32,
    reason="an order",
)
COURT = Scope(
    recipient="court", purpose="compliance", ground=Ground.LAW, data=frozenset({"name", "email"})
)
ASKED = frozenset({"name", "email", "phone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The service, and two of its staff."""

    storage: Storage
    service: str
    thief: psycopg.Connection
    owner: str
    """Where the owner of the database connects."""
    first: Actor
    second: Actor

    def propose(self, *persons: str, scope: Scope = COURT, **more: Any) -> UUID:  # noqa: ANN401 - parts of a proposal
        """Propose a release as the first."""
        given = {"asked": ASKED, "document": DOCUMENT, **more}
        with self.storage.work(self.service) as work:
            return propose_release(
                Act(actor=self.first, work=work),
                Proposed(scope=scope, persons=persons or ("layla",), **given),
            )

    def approve(self, release: UUID, *, by: Actor | None = None) -> None:
        """Approve it, as the second unless said otherwise."""
        with self.storage.work(self.service) as work:
            approve_release(Act(actor=by or self.second, work=work), release)

    def disclose(
        self,
        release: UUID | None,
        *,
        person: str = "layla",
        data: frozenset[str] = frozenset({"email"}),
        nature: str = "disclose_by_law",
        scope: Scope = COURT,
    ) -> Decided:
        """Ask whether the person's data may go there."""
        question = Question(
            doing=Doing.DISCLOSE,
            data=data,
            purposes=frozenset({scope.purpose}),
            recipient=scope.recipient,
            nature=nature,
        )
        asked = Asked(question=question, person=person, ground="order 118", release=release)
        with self.storage.work(self.service) as work:
            return decide(Act(actor=OPERATOR, work=work), asked)

    def history(self, person: str = "layla") -> list[str]:
        """Return the acts that the person is told of."""
        with self.storage.reading(self.service) as view:
            return [act.act for act in tell_history(view, person=person).acts]

    def publish(self, policy: str) -> None:
        """Put another policy in force."""
        with self.storage.work(self.service) as work:
            source = policy.format(service=self.service)
            given = Publication(source=source, texts={}, material=False, reason="a test")
            publish_policy(Act(actor=OPERATOR, work=work), given)

    def standing(self, promise: str = "R1") -> State:
        """Return how a promise stands, by default that of releases to the court."""
        with self.storage.reading(self.service) as view:
            version = in_force(view)
            return standings(view, published(view, version).policy, version.number)[promise].state

    def told(self) -> int:
        """Tell who is to be told, and return how many messages there are."""
        tell_released(self.storage, self.service)
        rows = self.thief.execute("select count(*) from outbox").fetchone()
        assert rows is not None
        return int(rows[0])


@pytest.fixture
def office(
    storage: Storage, service: str, thief: psycopg.Connection, server: ServerAddress
) -> Office:
    """Make the service ready, with two people whose data it has."""
    with storage.work(service) as work:
        given = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), given)
    with storage.work(service) as work:
        entry = work.name_entry()
        for person in ("layla", "omar"):
            work.people.meet(work.sealer.person_key(person))
            work.identifiers.note_own(person, entry=entry)
            work.people.record_acceptance(person, version=1, how="explicit", language="en")
        work.over()
    role = StaffRole.PRIVACY_OFFICER
    first, second = (
        Actor(role=Role.OFFICER, label=name, member=uuid4(), at=role) for name in ("one", "two")
    )
    return Office(
        storage=storage,
        service=service,
        thief=thief,
        owner=server.conninfo(),
        first=first,
        second=second,
    )
