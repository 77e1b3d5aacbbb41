"""What a consent binds to, what the words of several ids come to, and what lasts over versions."""

from datetime import UTC, datetime, timedelta

import pytest

from amana.domain.choice.binding import (
    Binding,
    bound_to,
    confirmed_twice,
    promised_way_out,
    still_holds,
)
from amana.domain.choice.word import Last, State, chosen
from amana.domain.policy.earlier import Chosen, Published, promised_since, steps_of
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.policy.rule_book import rule_book

POLICY = """\
amana: 1
service: app
title: {{en: Notice}}
controller: {{name: {{en: App}}, email: privacy@app.example}}
languages: [en]
data: {{email: {{}}, phone: {{}}}}
purposes:
  orders: {{basis: contract, name: {{en: orders}}}}
  news: {{basis: consent, name: {{en: {news}}}}}
  calls: {{basis: consent, name: {{en: calls}}}}
  idle: {{basis: contract, name: {{en: nothing}}}}
promises:
  P1: {{use: email, for: [{uses}]}}
  P2: {{only: phone, for: orders, unless: calls}}
  {more}
"""
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def policy(uses: str = "orders, news", more: str = "", news: str = "news") -> Policy:
    """Return a policy with these promises."""
    return parse(POLICY.format(uses=uses, more=more, news=news), texts={})


def version(number: int, said: Policy, *, material: bool | None = None) -> Published:
    """Return a published version."""
    return Published(number=number, policy=said, book=rule_book(said), material=material)


def last(state: State, *, minutes: int = 0, holds: bool = True) -> Last:
    """Return the last word of an id about the news."""
    return Last(purpose="news", state=state, at=NOON + timedelta(minutes=minutes), holds=holds)


def test_a_consent_binds_to_the_promise_that_offers_it_first() -> None:
    """Then to one that asks for it, then to one that permits; else to nothing."""
    offered = bound_to(policy(more="P3: {choice: news, by: opt_in}"), "news")
    assert offered is not None
    assert offered.promise == "P3"
    assert len(offered.wording) == 32
    for purpose, promise in (("calls", "P2"), ("orders", "P1"), ("news", "P1")):
        found = bound_to(policy(), purpose)
        assert found is not None
        assert found.promise == promise
    assert bound_to(policy(), "idle") is None


def test_only_a_double_opt_in_asks_for_a_confirmation() -> None:
    """Of its own purposes."""
    double = policy(more="P3: {choice: news, by: double_opt_in}")
    assert confirmed_twice(double, "news")
    assert not confirmed_twice(double, "orders")
    assert not confirmed_twice(policy(more="P3: {choice: news, by: opt_in}"), "news")


@pytest.mark.parametrize(
    ("uses", "material", "holds"),
    [
        ("orders, news", True, True),
        ("orders, news, calls", False, True),
        ("orders, news, calls", True, False),
    ],
)
def test_a_consent_holds_where_the_words_stay_or_the_step_was_judged_minor(
    uses: str, *, material: bool, holds: bool
) -> None:
    """Order and other promises say nothing."""
    binding = bound_to(policy(), "news")
    assert binding is not None
    assert still_holds(binding, [])
    steps = steps_of([version(1, policy()), version(2, policy(uses), material=material)])
    assert still_holds(binding, steps[1:]) is holds
    assert not still_holds(Binding(promise="P9", wording=binding.wording), steps[1:])


def test_the_latest_word_of_any_id_counts_and_a_tie_refuses() -> None:
    """A consent that lapsed is none."""
    agreed = last(State.CONSENTED, minutes=1)
    assert chosen([agreed]).consented == {"news"}
    assert chosen([agreed, last(State.WITHDRAWN)]).consented == {"news"}
    assert not chosen([agreed, last(State.WITHDRAWN, minutes=1)]).consented
    assert not chosen([last(State.OPTED_IN, holds=False)]).consented
    lifted = chosen([agreed, last(State.OPTED_OUT)])
    assert (set(lifted.consented), set(lifted.objected)) == ({"news"}, set())
    for minutes in (1, 2):
        refused = chosen([last(State.OPTED_OUT, minutes=minutes), agreed])
        assert (set(refused.consented), set(refused.objected)) == (set(), {"news"})


def test_data_serves_what_was_promised_then_and_what_came_with_notice_and_choice() -> None:
    """(14) A minor step is enough notice; a material one needs acceptance or consent."""
    old, new = policy("orders"), policy("orders, news")
    for material, chose, promised in (
        (False, Chosen(), {"orders", "news"}),
        (True, Chosen(), {"orders"}),
        (True, Chosen(accepted=frozenset({2})), {"orders", "news"}),
        (True, Chosen(accepted=frozenset({1})), {"orders"}),
        (True, Chosen(consented=frozenset({"news"})), {"orders", "news"}),
    ):
        steps = steps_of([version(1, old), version(2, new, material=material)])
        assert promised_since(steps, data=["email"], chosen=chose) == promised
        assert promised_since(steps[1:], data=["email"], chosen=Chosen()) == {"orders", "news"}
    assert promised_since(
        steps_of([version(1, new)]), data=["email", "phone"], chosen=Chosen()
    ) == (frozenset())
    assert promised_since((), data=["email"], chosen=Chosen()) == frozenset()


def test_a_purpose_that_became_another_under_its_id_is_new() -> None:
    """Where a person judged the step material."""
    renamed = parse(
        POLICY.format(uses="orders, news", more="", news="news").replace(
            "basis: consent, name: {en: news}", "basis: contract, name: {en: news}"
        ),
        texts={},
    )
    for material, promised in ((True, {"orders"}), (False, {"orders", "news"})):
        steps = steps_of([version(1, policy()), version(2, renamed, material=material)])
        assert promised_since(steps, data=["email"], chosen=Chosen()) == promised


def test_a_right_to_see_data_promises_no_purpose() -> None:
    """(14) Telling people their own data is nothing that data was collected for."""
    seen = policy(uses="orders", more="P3: {right: [access, copy], of: [email]}")
    steps = steps_of([version(1, seen)])
    assert promised_since(steps, data=["email"], chosen=Chosen()) == {"orders"}


def test_a_refusal_carries_out_each_promised_way_out() -> None:
    """An opt-out beside an opt-in, and a right to withdraw, each for the purposes it names."""
    said = policy(
        more="""\
P3: {choice: news, by: opt_in}
  P4: {choice: news, by: opt_out}
  P5: {right: withdrawal, for: news}
  P6: {right: withdrawal}
  P7: {right: objection, for: calls}""",
    )
    assert [each.id for each in promised_way_out(said, "news")] == ["P4", "P5", "P6"]
    assert [each.id for each in promised_way_out(said, "calls")] == ["P6"]
    assert [each.id for each in promised_way_out(said, "calls", objects=True)] == ["P6", "P7"]
