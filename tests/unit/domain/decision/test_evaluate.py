"""The numbered rules, one story each. The numbers are those of ``spec/decision.md``."""

from dataclasses import replace

import pytest

from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Facts, Question, RuleBook
from amana.domain.decision.rule import Doing, Effect, Need, Rule

BOOK = RuleBook(
    data=frozenset({"email", "phone", "card"}),
    purposes={"orders": "contract", "news": "consent", "fraud": "legitimate_interest"},
    recipients=frozenset({"courier"}),
    rules=(
        (
            "P1",
            Rule(
                effect=Effect.PERMIT,
                doings=frozenset({Doing.COLLECT, Doing.USE, Doing.READ}),
                data=frozenset({"email", "phone"}),
                purposes=frozenset({"orders", "news"}),
            ),
        ),
        (
            "P2",
            Rule(
                effect=Effect.PERMIT,
                doings=frozenset({Doing.DISCLOSE}),
                data=frozenset({"phone"}),
                purposes=frozenset({"orders"}),
                recipients=frozenset({"courier"}),
                needs=frozenset({Need.GRANT}),
            ),
        ),
    ),
)
ASK = Question(doing=Doing.USE, data=frozenset({"email"}), purposes=frozenset({"orders"}))


def with_rule(promise: str, rule: Rule) -> RuleBook:
    """Return the book with one rule more."""
    return replace(BOOK, rules=(*BOOK.rules, (promise, rule)))


def numbers(book: RuleBook, question: Question, facts: Facts | None = None) -> set[int]:
    """Return the numbers of the rules that refuse."""
    answer = evaluate(book, question, facts or Facts())
    assert answer.permitted is not bool(answer.refusals)
    return {refusal.rule for refusal in answer.refusals}


def test_what_a_promise_names_is_permitted_and_the_promise_is_named() -> None:
    """The answer says which promise permitted it."""
    answer = evaluate(BOOK, ASK, Facts())
    assert answer.permitted
    assert answer.promises == ("P1",)


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        (replace(ASK, data=frozenset()), "data"),
        (replace(ASK, purposes=frozenset()), "purpose"),
        (replace(ASK, data=frozenset({"shoe_size"})), "shoe_size"),
        (replace(ASK, purposes=frozenset({"resale"})), "resale"),
        (replace(ASK, data=frozenset({"card"})), "card for orders"),
        (replace(ASK, purposes=frozenset({"fraud"})), "email for fraud"),
        (replace(ASK, doing=Doing.DISCLOSE, data=frozenset({"phone"})), "recipient"),
        (replace(ASK, doing=Doing.DISCLOSE, recipient="stranger"), "stranger"),
        (replace(ASK, doing=Doing.COLLECT, source="stranger"), "stranger"),
    ],
)
def test_a_gap_refuses(question: Question, gap: str) -> None:
    """(1) What no promise names is never a yes."""
    answer = evaluate(BOOK, question, Facts())
    assert not answer.permitted
    assert gap in answer.gaps


def test_one_field_that_nothing_names_refuses_the_whole_question() -> None:
    """(1) Each field must be permitted, not one of them."""
    assert numbers(BOOK, replace(ASK, data=frozenset({"email", "card"}))) == {1}


def test_a_ban_beats_every_permission() -> None:
    """(2) Never is stronger than any yes."""
    ban = Rule(effect=Effect.FORBID, doings=frozenset({Doing.USE}), data=frozenset({"email"}))
    answer = evaluate(with_rule("P9", ban), ASK, Facts())
    assert {(r.rule, r.promises, r.about) for r in answer.refusals} == {(2, ("P9",), ("email",))}


def test_a_limit_follows_the_occasion_of_collection() -> None:
    """(3) Data from an order serves only orders; data from elsewhere is not limited."""
    limit = Rule(
        effect=Effect.LIMIT,
        doings=frozenset({Doing.USE}),
        data=frozenset({"email"}),
        occasions=frozenset({"order"}),
        purposes=frozenset({"orders"}),
    )
    book = with_rule("P9", limit)
    news = replace(ASK, purposes=frozenset({"news"}))
    consent = Facts(consented=frozenset({"news"}))
    assert numbers(book, replace(news, occasion="order"), consent) == {3}
    assert numbers(book, replace(news, occasion="newsletter"), consent) == set()
    assert numbers(book, replace(ASK, occasion="order")) == set()


def test_an_unknown_occasion_escapes_no_limit_and_earns_no_permission() -> None:
    """(3) What the question does not say counts against it, never for it."""
    limit = Rule(
        effect=Effect.LIMIT,
        doings=frozenset({Doing.USE}),
        occasions=frozenset({"order"}),
        purposes=frozenset({"orders"}),
    )
    news = replace(ASK, purposes=frozenset({"news"}))
    assert numbers(with_rule("P9", limit), news, Facts(consented=frozenset({"news"}))) == {3}
    only_at_order = replace(BOOK.rules[0][1], occasions=frozenset({"order"}))
    assert numbers(replace(BOOK, rules=(("P1", only_at_order),)), ASK) == {1}


def test_a_limit_names_recipients_too() -> None:
    """(3) Who is outside the limit's recipients gets nothing."""
    limit = Rule(
        effect=Effect.LIMIT, doings=frozenset({Doing.DISCLOSE}), recipients=frozenset({"bank"})
    )
    question = replace(ASK, doing=Doing.DISCLOSE, data=frozenset({"phone"}), recipient="courier")
    granted = Facts(met=frozenset({Need.GRANT}))
    assert numbers(with_rule("P9", limit), question, granted) == {3}
    assert numbers(BOOK, question, granted) == set()


def test_no_limit_keeps_data_from_the_person_whose_it_is() -> None:
    """(3) Who gets their own data is outside no list of recipients."""
    limit = Rule(
        effect=Effect.LIMIT, doings=frozenset({Doing.DISCLOSE}), recipients=frozenset({"bank"})
    )
    copy = Rule(
        effect=Effect.PERMIT, doings=frozenset({Doing.DISCLOSE}), recipients=frozenset({"person"})
    )
    book = replace(
        with_rule("P9", limit),
        recipients=frozenset({"person"}),
        rules=(("P8", copy), ("P9", limit)),
    )
    assert numbers(book, replace(ASK, doing=Doing.DISCLOSE, recipient="person")) == set()


def test_a_limit_with_needs_spares_those_who_meet_them() -> None:
    """(3) An address from an order may get news if its owner joined the list."""
    limit = Rule(
        effect=Effect.LIMIT,
        doings=frozenset({Doing.USE}),
        purposes=frozenset({"orders"}),
        needs=frozenset({Need.OWN_CHOICE}),
    )
    news = replace(ASK, purposes=frozenset({"news"}))
    joined = Facts(consented=frozenset({"news"}), met=frozenset({Need.OWN_CHOICE}))
    assert numbers(with_rule("P9", limit), news, joined) == set()
    assert 3 in numbers(with_rule("P9", limit), news, replace(joined, met=frozenset()))


def test_a_purpose_by_consent_needs_one() -> None:
    """(4) No consent, no use."""
    news = replace(ASK, purposes=frozenset({"news"}))
    assert numbers(BOOK, news) == {4}
    assert numbers(BOOK, news, Facts(consented=frozenset({"news"}))) == set()


def test_an_objection_refuses_even_what_a_contract_needs() -> None:
    """(5) An objection holds for its purpose, whatever the basis."""
    assert numbers(BOOK, ASK, Facts(objected=frozenset({"orders"}))) == {5}


def test_a_recipient_without_a_grant_gets_nothing() -> None:
    """(9) An unmet need is named as such, not as a gap."""
    question = replace(ASK, doing=Doing.DISCLOSE, data=frozenset({"phone"}), recipient="courier")
    answer = evaluate(BOOK, question, Facts())
    assert [(r.rule, r.need, r.promises) for r in answer.refusals] == [(9, Need.GRANT, ("P2",))]
    assert not answer.gaps


def test_staff_need_a_name_and_a_reason() -> None:
    """(10) Reading without a stated reason is refused even where no promise says so."""
    read = replace(ASK, doing=Doing.READ)
    assert numbers(BOOK, read) == {10}
    assert numbers(BOOK, replace(read, staff="s1")) == {10}
    assert numbers(BOOK, replace(read, staff="s1", reason="complaint 12")) == set()


@pytest.mark.parametrize(
    "blank", [" ", "\t\n", "\u200b", "\u202e", "\x00", "\u2800", "\u3164", "…"]
)
def test_blanks_are_no_reader_and_no_reason(blank: str) -> None:
    """(10) What nobody can read names nobody and explains nothing."""
    read = replace(ASK, doing=Doing.READ, staff="سارة", reason="شكوى 12")
    assert numbers(BOOK, read) == set()
    assert numbers(BOOK, replace(read, staff=blank)) == {10}
    assert numbers(BOOK, replace(read, reason=blank)) == {10}


def test_masking_is_a_duty_not_a_refusal() -> None:
    """(11) Masked data may be used, and the answer says what is masked."""
    mask = Rule(
        effect=Effect.REQUIRE,
        doings=frozenset({Doing.USE}),
        data=frozenset({"email"}),
        needs=frozenset({Need.MASK}),
    )
    answer = evaluate(with_rule("P9", mask), ASK, Facts())
    assert answer.permitted
    assert answer.masked == ("email",)


def test_a_fault_in_the_facts_refuses() -> None:
    """(12) What could not be found out is not assumed."""
    answer = evaluate(BOOK, ASK, Facts(faults=("choices",)))
    assert not answer.permitted
    assert answer.faults == ("choices",)


def test_a_fault_in_a_rule_refuses_and_is_named() -> None:
    """(12) A rule that cannot be evaluated never lets anything pass."""
    broken = replace(BOOK.rules[0][1], data=5)  # type: ignore[arg-type]  # the fault itself
    answer = evaluate(replace(BOOK, rules=(("P1", broken),)), ASK, Facts())
    assert not answer.permitted
    assert answer.faults == ("TypeError",)


def test_a_requirement_holds_beside_any_permission() -> None:
    """(15) A need that a promise sets must be met, whoever permits."""
    requirement = Rule(
        effect=Effect.REQUIRE, doings=frozenset({Doing.USE}), needs=frozenset({Need.IDENTITY})
    )
    book = with_rule("P9", requirement)
    assert numbers(book, ASK) == {15}
    assert numbers(book, ASK, Facts(met=frozenset({Need.IDENTITY}))) == set()


def _from_a_third_party() -> RuleBook:
    """Return a book that lets the card come from the courier alone."""
    rule = Rule(
        effect=Effect.PERMIT,
        doings=frozenset({Doing.COLLECT}),
        data=frozenset({"card"}),
        purposes=frozenset({"orders"}),
        origins=frozenset({"third-party"}),
        sources=frozenset({"courier"}),
    )
    book = with_rule("P9", rule)
    return replace(book, recipients=book.recipients | {"broker"})


@pytest.mark.parametrize(
    ("source", "refused"), [("courier", set()), ("broker", {1}), ("stranger", {1}), (None, {1})]
)
def test_data_comes_only_from_the_source_that_a_promise_names(
    source: str | None, refused: set[int]
) -> None:
    """(1) Another source, one that is not declared, and one that is not said permit nothing."""
    taken = replace(
        ASK,
        doing=Doing.COLLECT,
        data=frozenset({"card"}),
        origin="third-party",
        source=source,
    )
    assert numbers(_from_a_third_party(), taken) == refused


def test_a_limit_to_some_recipients_rules_out_publishing() -> None:
    """(3) What is published goes to everybody, whom no limit names."""
    limit = Rule(
        effect=Effect.LIMIT, doings=frozenset({Doing.PUBLISH}), recipients=frozenset({"courier"})
    )
    open_to_all = Rule(effect=Effect.PERMIT, doings=frozenset({Doing.PUBLISH}))
    published = replace(ASK, doing=Doing.PUBLISH)
    book = with_rule("P8", open_to_all)
    assert numbers(book, published) == set()
    assert numbers(replace(book, rules=(*book.rules, ("P9", limit))), published) == {3}
