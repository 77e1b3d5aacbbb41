"""What Global Privacy Control stops, and how a word weighs against it."""

from datetime import UTC, datetime, timedelta

import pytest

from amana.domain.choice.signal import reaches, stopped_by, stopped_purposes
from amana.domain.choice.word import Last, State
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.policy.parse import parse

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
POLICY = """\
amana: 1
service: app
title: {en: Notice}
controller: {name: {en: App}, email: privacy@app.example}
languages: [en]
data: {id: {name: {en: an id}}}
purposes:
  shop: {basis: contract, name: {en: the shop}}
  adverts: {is: "dpv:TargetedAdvertising", basis: consent, name: {en: adverts}}
  letters: {is: "dpv:Marketing", basis: consent}
  tags: {is: "dpv:Marketing", basis: consent, name: {en: tags}}
  stats: {is: "dpv:ServiceUsageAnalytics", basis: consent}
  partners: {basis: legitimate_interest, name: {en: partners}}
  calls: {basis: legitimate_interest, name: {en: calls}}
recipients: {network: {kind: advertisers_marketers, name: {en: a network}}}
promises:
  P1: {use: id, for: [shop, adverts, letters]}
  P2: {cookie: [tags, stats], data: id, set_by: network}
  P3: {choice: partners, by: opt_out, of: sharing}
  P4: {choice: calls, by: opt_out}
"""


def said(state: State, minutes: int, *, holds: bool = True) -> Last:
    """Return a word about the adverts."""
    return Last(purpose="adverts", state=state, at=NOON + timedelta(minutes=minutes), holds=holds)


def test_it_stops_sale_sharing_and_advertising_alone() -> None:
    """Marketing where others set the cookies; own letters, measuring and calls go on."""
    assert stopped_purposes(parse(POLICY, texts={})) == {"adverts", "tags", "partners"}


def test_of_a_sale_it_stops_every_purpose() -> None:
    """Whatever the purpose is called."""
    stopped = frozenset({"adverts"})
    question = Question(
        doing=Doing.DISCLOSE, data=frozenset({"id"}), purposes=frozenset({"shop"}), nature="sell"
    )
    assert reaches(question, stopped) == {"shop"}
    used = Question(
        doing=Doing.USE, data=frozenset({"id"}), purposes=frozenset({"shop", "adverts"})
    )
    assert reaches(used, stopped) == {"adverts"}


@pytest.mark.parametrize(
    ("words", "stops"),
    [
        ([], True),
        ([said(State.CONSENTED, -1)], True),
        ([said(State.CONSENTED, 0)], False),
        ([said(State.CONSENTED, 5)], False),
        ([said(State.CONSENTED, 5, holds=False)], True),
        ([said(State.CONSENTED, 5), said(State.WITHDRAWN, 6)], True),
        ([said(State.WITHDRAWN, 5), said(State.CONSENTED, 5)], True),
    ],
)
def test_only_a_later_word_lifts_it(words: list[Last], *, stops: bool) -> None:
    """An older consent does not, nor one that lapsed or was taken back."""
    found = stopped_by(frozenset({"adverts"}), begun=NOON, words=words)
    assert found == ({"adverts"} if stops else set())
