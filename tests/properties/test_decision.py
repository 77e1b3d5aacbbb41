"""Laws that hold for every decision, over random rule books, questions and facts."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Facts, Question, RuleBook
from amana.domain.decision.rule import Doing, Effect, Need, Rule

DATA = ("email", "phone")
PURPOSES = ("orders", "news")
RECIPIENTS = ("courier", "bank")
WORDS = ("order", "visit")


def subsets(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    """Draw any subset, the empty one too."""
    return st.frozensets(st.sampled_from(values))


def patterns(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str] | None]:
    """Draw a pattern: anything, or a subset."""
    return st.none() | subsets(values)


doings = st.sampled_from(list(Doing))
needs = st.frozensets(st.sampled_from(list(Need)), max_size=2)
rules = st.builds(
    Rule,
    effect=st.sampled_from(list(Effect)),
    doings=st.frozensets(doings, min_size=1),
    data=patterns(DATA),
    purposes=patterns(PURPOSES),
    recipients=patterns(RECIPIENTS),
    occasions=patterns(WORDS),
    needs=needs,
)
books = st.builds(
    RuleBook,
    data=subsets(DATA),
    purposes=st.dictionaries(st.sampled_from(PURPOSES), st.sampled_from(["contract", "consent"])),
    recipients=subsets(RECIPIENTS),
    rules=st.lists(st.tuples(st.sampled_from(["P1", "P2", "P3"]), rules), max_size=5).map(tuple),
)
questions = st.builds(
    Question,
    doing=doings,
    data=subsets(DATA),
    purposes=subsets(PURPOSES),
    recipient=st.none() | st.sampled_from(RECIPIENTS),
    occasion=st.none() | st.sampled_from(WORDS),
    staff=st.none() | st.just("s1"),
    reason=st.none() | st.just("complaint"),
)
facts = st.builds(
    Facts,
    consented=subsets(PURPOSES),
    objected=subsets(PURPOSES),
    met=st.frozensets(st.sampled_from(list(Need))),
)


@given(books, questions, facts)
def test_an_answer_is_a_yes_exactly_when_nothing_refuses(
    book: RuleBook, question: Question, known: Facts
) -> None:
    """A yes names a promise that permits; a no names a rule."""
    answer = evaluate(book, question, known)
    assert answer.permitted is not bool(answer.refusals)
    assert not answer.faults
    if answer.permitted:
        permitting = {promise for promise, rule in book.rules if rule.effect is Effect.PERMIT}
        assert answer.promises
        assert set(answer.promises) <= permitting


@given(books, questions, facts, st.tuples(st.just("P9"), rules))
def test_only_a_permission_can_turn_a_no_into_a_yes(
    book: RuleBook, question: Question, known: Facts, added: tuple[str, Rule]
) -> None:
    """Bans, limits and requirements never permit anything."""
    more = replace(book, rules=(*book.rules, added))
    before, after = evaluate(book, question, known), evaluate(more, question, known)
    if after.permitted and not before.permitted:
        assert added[1].effect is Effect.PERMIT


@given(books, questions, facts, st.sampled_from(PURPOSES))
def test_an_objection_never_permits_more(
    book: RuleBook, question: Question, known: Facts, purpose: str
) -> None:
    """To object can only turn a yes into a no."""
    objecting = replace(known, objected=known.objected | {purpose})
    if evaluate(book, question, objecting).permitted:
        assert evaluate(book, question, known).permitted


@given(books, questions, facts)
def test_a_smaller_question_is_never_refused_where_the_larger_is_permitted(
    book: RuleBook, question: Question, known: Facts
) -> None:
    """Asking for less data for fewer purposes is permitted too."""
    if not evaluate(book, question, known).permitted:
        return
    for data in question.data:
        for purpose in question.purposes:
            less = replace(question, data=frozenset({data}), purposes=frozenset({purpose}))
            assert evaluate(book, less, known).permitted


@given(books, questions, facts, st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(
    book: RuleBook, question: Question, known: Facts, order: object
) -> None:
    """The same rules in another order give the same yes or no."""
    shuffled = list(book.rules)
    order.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' own random
    again = evaluate(replace(book, rules=tuple(shuffled)), question, known)
    assert again.permitted is evaluate(book, question, known).permitted
