"""The laws that come with Amana, in decisions: each adds, none permits."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Facts, Question
from amana.domain.decision.rule import Doing
from amana.domain.law.pack import duties
from amana.domain.law.packs import PACKS
from amana.domain.policy.parse import parse
from amana.domain.policy.rule_book import rule_book

POLICY = parse(
    """\
amana: 1
service: app
title: {en: Notice}
controller: {name: {en: App}, email: privacy@app.example}
languages: [en]
data: {email: {is: "pd:EmailAddress"}, health: {is: "pd:Health", name: {en: health}}}
purposes:
  offers: {is: "dpv:Marketing", basis: legitimate_interest}
  orders: {is: "dpv:ServiceProvision", basis: contract, name: {en: orders}}
recipients: {broker: {kind: advertisers_marketers, name: {en: Broker}}}
promises:
  P1: {use: [email, health], for: [offers, orders]}
  P2: {message: promotional, for: offers, to: email, by: email}
  P3: {share: [email, health], to: broker, for: [offers, orders]}
""",
    texts={},
)
BOOK = rule_book(POLICY)
DUTIES = {name: duties(pack, POLICY) for name, pack in PACKS.items()}
NAMES = (frozenset({"offers"}), frozenset({"orders"}), frozenset({"offers", "orders"}))
PURPOSES = st.sampled_from((frozenset[str](), *NAMES))
QUESTIONS = st.builds(
    Question,
    doing=st.sampled_from([Doing.USE, Doing.MESSAGE, Doing.DISCLOSE]),
    data=st.sampled_from((frozenset({"email"}), frozenset({"email", "health"}))),
    purposes=st.sampled_from(NAMES),
    recipient=st.sampled_from([None, "broker"]),
    channel=st.sampled_from([None, "email"]),
)


@pytest.mark.promise("A35")
@settings(max_examples=300)
@given(
    question=QUESTIONS,
    consented=PURPOSES,
    objected=PURPOSES,
    some=st.sets(st.sampled_from(sorted(PACKS)), max_size=3),
    more=st.sampled_from(sorted(PACKS)),
)
def test_a_law_more_never_permits_more(
    question: Question,
    consented: frozenset[str],
    objected: frozenset[str],
    some: set[str],
    more: str,
) -> None:
    """Whichever laws hold already, and whatever is known of the person."""
    under = tuple(duty for name in sorted(some) for duty in DUTIES[name])
    known = Facts(consented=consented, objected=objected, law=under)
    before = evaluate(BOOK, question, known)
    after = evaluate(BOOK, question, replace(known, law=(*under, *DUTIES[more])))
    assert before.permitted or not after.permitted
    assert set(before.duties) <= set(after.duties)
    assert set(before.articles) <= set(after.articles)
