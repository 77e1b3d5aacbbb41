"""A market with customers, a policy that begins to share with somebody new, and a clock to move."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self
from uuid import UUID

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.announcing.answering import (
    SharingPage,
    answer_by_link,
    answer_sharing,
    show_sharing,
)
from amana.acts.announcing.sharing_telling import SharingTelling
from amana.acts.announcing.wording import Where
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.deciding.decide import decide
from amana.acts.in_force import in_force, published
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import Outlet, Parcel
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.standings import standings
from amana.domain.announced.reach import Answer
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.evidence.proof import Standing, State
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Language
from amana.storage import Storage
from amana.storage.sharing_notices import Counted

POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "السوق", en: "The Market"}}, email: privacy@market.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  offers: {{is: "dpv:DirectMarketing", basis: legitimate_interest, name: {{en: "offers"}}}}
recipients:
  courier: {{kind: service_providers, country: QA, safeguards: [contract]}}
  partner:
    kind: advertisers_marketers
    country: QA
    safeguards: [contract]
    name: {{ar: "الشريك", en: "The Partner"}}
promises:
  P1: {{collect: [email, phone], from: person, at: [registration], for: [orders]}}
  S1: {{share: [phone], to: [courier], for: [orders]}}
{more}
"""
NEW: Final = "  S2: {share: [email], to: [partner], for: [offers], if: [announced]}\n"
AHEAD: Final = "  C1: {choice: [offers], by: opt_out, of: sharing, ahead: P30D}\n"


@dataclass(slots=True)
class Letters:
    """Takes mail as a relay would."""

    taken: list[Parcel]
    failing: bool = False

    def open(self) -> "Letters":
        """Be ready."""
        return self

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End."""

    def give(self, parcel: Parcel) -> None:
        """Take one letter."""
        self.taken.append(parcel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """The service, as the tests use it."""

    storage: Storage
    service: str
    thief: psycopg.Connection
    letters: Letters
    telling: SharingTelling

    def publish(self, *promises: str, effective_at: datetime | None = None) -> int:
        """Publish the next version with these promises more."""
        source = POLICY.format(service=self.service, more="".join(promises))
        with self.storage.work(self.service) as work:
            given = Publication(
                source=source, texts={}, material=True, reason="new", effective_at=effective_at
            )
            return publish_policy(Act(actor=OPERATOR, work=work), given)

    def add(self, *persons: str, language: Language = "en") -> None:
        """Add people with an address, who accepted the version in force."""
        with self.storage.work(self.service) as work:
            entry = work.name_entry()
            version = in_force(work).number
            for person in persons:
                key = work.sealer.person_key(person)
                work.people.meet(key)
                work.identifiers.note_own(person, entry=entry)
                work.identifiers.note(
                    key,
                    IdentifierKind.EMAIL,
                    f"{person}@people.example",
                    origin=Origin.PERSON,
                    source=None,
                    entry=entry,
                )
                work.people.record_acceptance(
                    person, version=version, how="explicit", language=language
                )
            work.over()

    def tell(self) -> None:
        """Tell everybody, send what is due, and note whom it reached."""
        self.telling.go_on(self.storage, self.service)
        self.send()
        self.telling.go_on(self.storage, self.service)

    def send(self) -> None:
        """Send what is due."""
        outlet = Outlet(
            ways={Channel.EMAIL: self.letters},
            clock=lambda: datetime.now(UTC),
            sender="privacy@market.example",
        )
        send_due(self.storage, self.service, outlet, claim=UUID(int=1))

    def pass_days(self, days: int) -> None:
        """Let so many days have passed since people were told, and versions since then."""
        self.thief.execute(
            "update sharing_told set told_at = told_at - %(days)s * interval '1 day',"
            " over_at = over_at - %(days)s * interval '1 day'",
            {"days": days},
        )

    def link(self, person: str) -> str:
        """Return the token of the link in a person's letter."""
        (letter,) = (it for it in self.letters.taken if it.address == f"{person}@people.example")
        (line,) = (it for it in letter.text.splitlines() if "/sharing/" in it)
        return line.rsplit("/", 1)[1].split("?")[0]

    def disclose(self, person: str, *data: str) -> Decided:
        """Ask whether the person's data may go to the partner."""
        question = Question(
            doing=Doing.DISCLOSE,
            data=frozenset(data or ("email",)),
            purposes=frozenset({"offers"}),
            recipient="partner",
        )
        with self.storage.work(self.service) as work:
            return decide(Act(actor=OPERATOR, work=work), Asked(question=question, person=person))

    def click(self, person: str, answer: Answer) -> None:
        """Answer by the link of the letter."""
        with self.storage.work(self.service) as work:
            answer_by_link(work, self.link(person), answer)

    def say(self, person: str, answer: Answer) -> None:
        """Answer in the privacy centre to every announcement shown."""
        for shown in self.page(person).announced:
            with self.storage.work(self.service) as work:
                answer_sharing(Act(actor=OPERATOR, work=work), shown.id, answer, person=person)

    def page(self, person: str) -> SharingPage:
        """Return what the person sees."""
        with self.storage.reading(self.service) as view:
            return show_sharing(view, person=person)

    def listed(self) -> tuple[Counted, ...]:
        """Return the announcements."""
        with self.storage.reading(self.service) as view:
            return view.sharing_notices.listed()

    def standing(self, promise: str) -> Standing:
        """Return how the promise stands, and on what."""
        with self.storage.reading(self.service) as view:
            version = in_force(view)
            return standings(view, published(view, version).policy, version.number)[promise]

    def state(self, promise: str) -> State:
        """Return how the promise stands."""
        return self.standing(promise).state


@pytest.fixture
def market(storage: Storage, service: str, thief: psycopg.Connection) -> Market:
    """Make the service ready."""
    return Market(
        storage=storage,
        service=service,
        thief=thief,
        letters=Letters(taken=[]),
        telling=SharingTelling(where=Where(public_url="https://privacy.market.example"), batch=2),
    )
