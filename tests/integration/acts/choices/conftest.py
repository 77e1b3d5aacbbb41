"""A shop whose people choose: its policy in force, and the doors of its program."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import pytest

from amana.acts.choices.choose import Choosing
from amana.acts.deciding.asked import Asked, Decided, Known
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.domain.choice.word import Word
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry
from amana.storage import Storage
from amana.storage.policies import Release

POLICY: Final = """\
amana: 1
service: shop
title: {{en: Notice}}
controller: {{name: {{en: Shop}}, email: privacy@shop.example}}
languages: [en]
laws: [{laws}]
data:
  email: {{is: "pd:EmailAddress"}}
  visits: {{is: "pd:ServiceConsumptionBehavior", name: {{en: visits}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract, name: {{en: orders}}}}
  offers: {{is: "dpv:Marketing", basis: legitimate_interest, name: {{en: offers}}}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: the newsletter}}}}
  analysis: {{is: "dpv:ServiceUsageAnalytics", basis: legitimate_interest, name: {{en: analysis}}}}
  {idle}: {{basis: contract, name: {{en: nothing}}}}
promises:
  P1: {{use: email, for: [orders, offers, news], through: email}}
  P2: {{use: visits, for: analysis}}
  P3: {{choice: {offered}, by: {by}}}
  P4: {{choice: news, by: {news}{more}}}
"""
SAID: Final = {
    "laws": "jordan",
    "offered": "[offers, analysis]",
    "by": "opt_out",
    "news": "opt_in",
    "more": "",
    "idle": "idle",
}
"""What the first version says where a test says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A service with a policy in force, and what its program asks of Amana."""

    storage: Storage
    service: str

    def publish(self, *, material: bool | None = None, **said: str) -> None:
        """Publish a version, judged material or not, with other words where they are given."""
        source = POLICY.format(**SAID | said)
        reason = None if material is None else "said so"
        with self.storage.work(self.service) as work:
            work.policies.publish(
                Release(
                    source=source,
                    languages=("en",),
                    texts={},
                    passages={"en": ()},
                    material=material,
                    reason=reason,
                )
            )
            work.commit(Entry(act="publish", promises=(), body={}))

    def choose(
        self, word: Word, *purposes: str, person: str = "who-1", confirmed: bool = False
    ) -> None:
        """Let a person say something about purposes."""
        given = Choosing(
            person=person, word=word, purposes=frozenset(purposes), confirmed=confirmed
        )
        ChoicesDoor(self.storage).choose(self.service, given)

    def erase(self, person: str) -> None:
        """Forget a person."""
        ApplicationDoor(self.storage).erase(self.service, person=person)

    def ask(
        self,
        doing: Doing,
        purpose: str,
        *,
        data: str = "email",
        person: str = "who-1",
        known: Known | None = None,
    ) -> Decided:
        """Ask whether it may be done for the purpose."""
        question = Question(
            doing=doing,
            data=frozenset({data}),
            purposes=frozenset({purpose}),
            channel="email" if doing is Doing.MESSAGE else None,
        )
        asked = Asked(question=question, person=person, known=known or Known())
        return ApplicationDoor(self.storage).decide(self.service, asked)

    def ask_entry(self) -> UUID:
        """Ask something, and return the entry of the answer."""
        return self.ask(Doing.USE, "orders").entry

    def refusing(
        self, doing: Doing, purpose: str, *, data: str = "email", person: str = "who-1"
    ) -> set[int]:
        """Return the numbers of the rules that refuse; none where it is permitted."""
        answer = self.ask(doing, purpose, data=data, person=person).answer
        assert answer.permitted is not bool(answer.refusals)
        return {refusal.rule for refusal in answer.refusals}


@pytest.fixture
def shop(storage: Storage, service: str) -> Shop:
    """Open a shop with its first version in force."""
    made = Shop(storage=storage, service=service)
    made.publish()
    return made


@pytest.fixture
def unopened(storage: Storage, service: str) -> Callable[..., Shop]:
    """Return what opens a shop under other promises."""

    def opened(**promises: str) -> Shop:
        made = Shop(storage=storage, service=service)
        made.publish(material=None, **promises)
        return made

    return opened
