"""The rules that look at person, data and law, as the promises' rows tell them."""

from dataclasses import replace

import pytest

from amana.domain.decision.compiled import compiled
from amana.domain.decision.duty import Certainty, LawDuty
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Facts, Question, RuleBook
from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.policy.parse import parse
from amana.domain.policy.rule_book import rule_book

POLICY = """\
amana: 1
service: app
title: {en: Notice}
controller: {name: {en: App}, email: privacy@app.example}
languages: [en]
data:
  email: {is: "pd:EmailAddress"}
  usage: {is: "pd:ServiceConsumptionBehavior", name: {en: usage}}
purposes:
  take: {is: "dpv:ServiceProvision", basis: contract, name: {en: taking requests}}
  functions: {is: "dpv:ServiceProvision", basis: contract, name: {en: functions}}
  performance: {is: "dpv:ServiceUsageAnalytics", basis: legitimate_interest}
  errors: {is: "dpv:ServiceOptimisation", basis: legitimate_interest, name: {en: mending errors}}
  fraud: {is: "dpv:MisusePreventionAndDetection", basis: legitimate_interest}
  list: {is: "dpv:DirectMarketing", basis: consent, name: {en: the mailing list}}
promises:
  W6: {use: usage, for: [functions, performance, errors]}
  W9: {use: [email, usage], for: fraud}
  C1: {collect: email, at: [order, registration], for: take}
  C2: {use: email, for: [take, list], through: email}
  C5: {only: email, at: order, for: [take], unless: list}
"""
BOOK = rule_book(parse(POLICY, texts={}))


def refusing(doing: Doing, data: str, purpose: str, **more: object) -> set[int]:
    """Return the rules that refuse one field for one purpose, both ways asked."""
    facts = more.pop("facts", Facts())
    assert isinstance(facts, Facts)
    question = Question(
        doing=doing,
        data=frozenset(data.split()),
        purposes=frozenset({purpose}),
        **more,  # type: ignore[arg-type]  # texts of a question
    )
    answer = evaluate(BOOK, question, facts)
    assert compiled(BOOK).answer(question, facts) == answer
    return {refusal.rule for refusal in answer.refusals}


@pytest.mark.promise("W6", "A6")
@pytest.mark.parametrize("purpose", ["functions", "performance", "errors"])
def test_the_purposes_that_are_named_are_permitted_and_nothing_beyond(purpose: str) -> None:
    """(1) Usage serves these three, and no other purpose of the policy."""
    assert not refusing(Doing.USE, "usage", purpose)
    assert refusing(Doing.USE, "usage", "take") == {1}
    assert refusing(Doing.USE, "email", purpose, occasion="registration") == {1}


@pytest.mark.promise("W9")
def test_fraud_may_be_looked_for_in_what_is_named() -> None:
    """In data of an order too, unless a limit says otherwise."""
    assert not refusing(Doing.USE, "usage", "fraud")
    assert not refusing(Doing.USE, "email", "fraud", occasion="registration")


@pytest.mark.promise("C5")
def test_an_address_of_an_order_gets_no_promotion_unless_its_person_joined() -> None:
    """(3) The limit follows the occasion at which it was given."""
    message = {"channel": "email", "occasion": "order"}
    assert refusing(Doing.USE, "email", "fraud", occasion="order") == {3}
    assert refusing(Doing.MESSAGE, "email", "list", **message) == {4}
    joined = Facts(consented=frozenset({"list"}))
    assert not refusing(Doing.MESSAGE, "email", "list", facts=joined, **message)


@pytest.mark.promise("A2")
def test_what_is_not_declared_is_neither_collected_nor_shared() -> None:
    """(1) It is named in the answer."""
    question = Question(
        doing=Doing.COLLECT,
        data=frozenset({"email", "shoe_size"}),
        purposes=frozenset({"take"}),
        occasion="order",
        origin="person",
    )
    answer = evaluate(BOOK, question, Facts())
    assert not answer.permitted
    assert "shoe_size" in answer.gaps
    assert evaluate(BOOK, replace(question, data=frozenset({"email"})), Facts()).permitted


def test_the_mask_that_shows_least_wins() -> None:
    """(11) Where a promise names no part, nothing is shown."""
    permit = Rule(effect=Effect.PERMIT, doings=frozenset({Doing.READ}))
    masks = [
        Rule(
            effect=Effect.REQUIRE,
            doings=frozenset({Doing.READ}),
            needs=frozenset({Need.MASK}),
            part=part,
        )
        for part in ("last4", "initial", None)
    ]
    asked = Question(
        doing=Doing.READ,
        data=frozenset({"card"}),
        purposes=frozenset({"take"}),
        staff="m-1",
        reason="complaint",
    )
    for count, part in ((1, "last4"), (2, "initial"), (3, "hidden")):
        book = RuleBook(
            data=frozenset({"card"}),
            purposes={"take": "contract"},
            recipients=frozenset(),
            rules=(("P", permit), *(("M", mask) for mask in masks[:count])),
        )
        answer = evaluate(book, asked, Facts())
        assert (answer.masks, answer.masked, answer.duties) == (
            {"card": part},
            ("card",),
            ("mask",),
        )


def test_a_law_refuses_what_it_rules_out_and_asks_for_duties() -> None:
    """(13) A certain article binds, an uncertain one warns; one about other data is silent."""
    article = LawDuty(
        law="land",
        article="7",
        certainty=Certainty.CERTAIN,
        doings=frozenset({Doing.USE}),
        data=frozenset({"usage"}),
        refuses=True,
        duty="tell_authority",
    )
    uncertain = LawDuty(
        law="land",
        article="9",
        certainty=Certainty.UNCERTAIN,
        doings=frozenset({Doing.USE}),
        duty="name_sender",
    )
    calm = LawDuty(
        law="land",
        article="10",
        certainty=Certainty.UNCERTAIN,
        doings=frozenset({Doing.USE}),
    )
    asked = Question(doing=Doing.USE, data=frozenset({"usage"}), purposes=frozenset({"functions"}))
    facts = Facts(law=(article, uncertain, calm))
    answer = compiled(BOOK).answer(asked, facts)
    assert answer == evaluate(BOOK, asked, facts)
    assert [(each.rule, each.articles) for each in answer.refusals] == [(13, ("land 7",))]
    assert (answer.articles, answer.duties) == (("land 7",), ("tell_authority",))
    assert answer.warnings == ("land 9",)
    other = compiled(BOOK).answer(
        replace(asked, data=frozenset({"email"}), purposes=frozenset({"take"})), facts
    )
    assert (other.articles, other.warnings) == ((), ("land 9",))


def test_a_fault_in_the_facts_or_in_the_question_refuses_by_its_name() -> None:
    """(12) The compiled rule book falls back on the evaluation, and both refuse."""
    asked = Question(doing=Doing.USE, data=frozenset({"email"}), purposes=frozenset({"take"}))
    wrong = Facts(consented=None)  # type: ignore[arg-type]  # what must not come in
    ready = compiled(BOOK)
    assert ready.answer(asked, wrong).faults == ("TypeError",)
    assert not ready.answer(asked, wrong).permitted
    broken = replace(asked, data=None)  # type: ignore[arg-type]  # the same
    assert ready.answer(broken, Facts()).faults == ("TypeError",)


def test_what_is_prepared_is_kept_and_let_go_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was asked before, memory stays bounded and answers the same."""
    monkeypatch.setattr("amana.domain.decision.compiled._KEPT", 1)
    monkeypatch.setattr("amana.domain.decision.prepared._KEPT", 1)
    ready = compiled(BOOK)
    duty = LawDuty(
        law="land", article="1", certainty=Certainty.CERTAIN, doings=frozenset({Doing.KEEP})
    )
    for purpose in ("take", "list", "take"):
        asked = Question(doing=Doing.USE, data=frozenset({"email"}), purposes=frozenset({purpose}))
        for facts in (Facts(), Facts(expired=True), Facts(law=(duty,)), Facts(law=(duty, duty))):
            assert ready.answer(asked, facts) == evaluate(BOOK, asked, facts)
    assert ready.prepare(asked) is ready.prepare(asked)
