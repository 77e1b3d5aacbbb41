"""A promise of use names its purposes: data serves each of them, and no other purpose at all."""

from dataclasses import dataclass

import pytest

from amana.acts.deciding.asked import Asked
from amana.acts.doors.application import ApplicationDoor
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry
from amana.storage import Storage
from amana.storage.policies import Release

POLICY = """\
amana: 1
service: shop
title: {en: Notice}
controller: {name: {en: Shop}, email: privacy@shop.example}
languages: [en]
laws: [jordan]
data:
  name: {is: "pd:Name"}
  email: {is: "pd:EmailAddress"}
  orders_made: {name: {en: orders_made}}
  account_number: {name: {en: account_number}}
  identity: {name: {en: identity}}
  feedback: {is: "pd:Opinion", name: {en: what you told us}}
  tools: {is: "pd:ServiceConsumptionBehavior", name: {en: which tools you use}}
purposes:
  support: {basis: contract, name: {en: support}}
  improvement: {basis: legitimate_interest, name: {en: improvement}}
  registration: {basis: contract, name: {en: registration}}
  account: {basis: contract, name: {en: account}}
  providing: {basis: contract, name: {en: providing}}
  purchases: {basis: contract, name: {en: purchases}}
  delivery: {basis: contract, name: {en: delivery}}
  payments: {basis: contract, name: {en: payments}}
  verification: {basis: contract, name: {en: verification}}
  fraud: {basis: legitimate_interest, name: {en: fraud}}
  tailoring: {basis: legitimate_interest, name: {en: tailoring}}
  research: {basis: legitimate_interest, name: {en: research}}
  safety: {basis: legitimate_interest, name: {en: safety}}
  other: {basis: legitimate_interest, name: {en: something else}}
promises:
  U1: {use: [name, email], for: [support]}
  U2: {use: [feedback], for: [improvement]}
  U3: {use: [name, email], for: [registration, account, providing]}
  U4: {use: [orders_made, account_number], for: [purchases, delivery, payments]}
  U5: {use: [identity], for: [registration, verification, fraud]}
  U6: {use: [tools], for: [providing, tailoring, research, support, safety]}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """A promise with its data and its purposes."""

    promise: str
    data: frozenset[str]
    purposes: frozenset[str]


def _uses(promise: str, data: str, purposes: str) -> Uses:
    return Uses(promise=promise, data=frozenset(data.split()), purposes=frozenset(purposes.split()))


USES = (
    pytest.param(_uses("U1", "name email", "support"), marks=pytest.mark.promise("C3")),
    pytest.param(_uses("U2", "feedback", "improvement"), marks=pytest.mark.promise("C4")),
    pytest.param(
        _uses("U3", "name email", "registration account providing"),
        marks=pytest.mark.promise("M5"),
    ),
    pytest.param(
        _uses("U4", "orders_made account_number", "purchases delivery payments"),
        marks=pytest.mark.promise("M6"),
    ),
    pytest.param(
        _uses("U5", "identity", "registration verification fraud"),
        marks=pytest.mark.promise("K11"),
    ),
    pytest.param(
        _uses("U6", "tools", "providing tailoring research support safety"),
        marks=pytest.mark.promise("A6"),
    ),
)
ALL = frozenset(
    "support improvement registration account providing purchases delivery payments verification"
    " fraud tailoring research safety other".split()
)


@pytest.mark.parametrize("uses", USES)
def test_data_serves_the_purposes_of_its_promise_and_no_other(
    storage: Storage, service: str, uses: Uses
) -> None:
    """Each is permitted under that promise; any other purpose is refused, one undeclared too."""
    _publish(storage, service)
    for data in sorted(uses.data):
        elsewhere = ALL if data not in {"name", "email"} else ALL - _OF_CONTACT
        for purpose in sorted(uses.purposes):
            answer = _ask(storage, service, data, purpose)
            assert answer.permitted, (data, purpose)
            assert uses.promise in answer.promises
        for purpose in [*sorted(elsewhere - uses.purposes), "undeclared"]:
            assert not _ask(storage, service, data, purpose).permitted, (data, purpose)


_OF_CONTACT = frozenset({"support", "registration", "account", "providing"})
"""What the two promises about name and address come to."""


def _ask(storage: Storage, service: str, data: str, purpose: str) -> Answer:
    question = Question(doing=Doing.USE, data=frozenset({data}), purposes=frozenset({purpose}))
    asked = Asked(question=question, person="who-1")
    return ApplicationDoor(storage).decide(service, asked).answer


def _publish(storage: Storage, service: str) -> None:
    release = Release(
        source=POLICY,
        languages=("en",),
        texts={},
        passages={"en": ()},
        material=None,
        reason=None,
    )
    with storage.work(service) as work:
        work.policies.publish(release)
        work.commit(Entry(act="publish", promises=(), body={}))
