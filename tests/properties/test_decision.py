"""Laws that hold for every decision, over random rule books, questions and facts."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from amana.domain.decision.compiled import compiled
from amana.domain.decision.concluding import HOLD
from amana.domain.decision.duty import Certainty, LawDuty
from amana.domain.decision.essential import is_essential
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.grant import Grant
from amana.domain.decision.question import Facts, Question, RuleBook
from amana.domain.decision.rule import Doing, Effect, Need, Rule

DATA = ("email", "phone")
PURPOSES = ("orders", "news")
RECIPIENTS = ("courier", "bank")
WORDS = ("order", "visit")
CLASSES = ("service", "transactional")
NATURES = ("share", "sell")


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
    natures=patterns(NATURES),
    occasions=patterns(WORDS),
    origins=patterns(WORDS),
    sources=patterns(RECIPIENTS),
    channels=patterns(WORDS),
    needs=needs,
    event=st.none() | st.sampled_from(WORDS),
    part=st.none() | st.sampled_from(["last4", "initial", "hidden"]),
)
books = st.builds(
    RuleBook,
    data=subsets(DATA),
    purposes=st.dictionaries(st.sampled_from(PURPOSES), st.sampled_from(["contract", "consent"])),
    recipients=subsets(RECIPIENTS),
    rules=st.lists(st.tuples(st.sampled_from(["P1", "P2", "P3"]), rules), max_size=5).map(tuple),
    admits=st.dictionaries(st.sampled_from(PURPOSES), st.sampled_from(WORDS), max_size=1),
    delicate=subsets(DATA),
    essential=subsets(PURPOSES),
    classes=st.dictionaries(
        st.sampled_from(PURPOSES),
        st.frozensets(
            st.tuples(st.sampled_from(CLASSES), st.none() | st.sampled_from(WORDS)), max_size=3
        ),
    ),
)
questions = st.builds(
    Question,
    doing=doings,
    data=st.frozensets(st.sampled_from([*DATA, "undeclared", "unknown"]), max_size=3),
    purposes=st.frozensets(st.sampled_from([*PURPOSES, "undeclared"]), max_size=2),
    recipient=st.none() | st.sampled_from([*RECIPIENTS, "stranger", "the_person"]),
    nature=st.none() | st.sampled_from(NATURES),
    occasion=st.none() | st.sampled_from(WORDS),
    origin=st.none() | st.sampled_from(WORDS),
    source=st.none() | st.sampled_from(RECIPIENTS),
    staff=st.none() | st.just("s1"),
    reason=st.none() | st.just("complaint"),
    channel=st.none() | st.sampled_from(WORDS),
    message_class=st.none() | st.sampled_from([*CLASSES, "unknown"]),
)
duties = st.builds(
    LawDuty,
    law=st.just("land"),
    article=st.sampled_from(["1", "2"]),
    certainty=st.sampled_from(list(Certainty)),
    doings=st.frozensets(doings, min_size=1),
    data=patterns(DATA),
    purposes=patterns(PURPOSES),
    needs=needs,
    refuses=st.booleans(),
    duty=st.none() | st.just("name_sender"),
)
grants = st.builds(Grant, data=subsets(DATA), purposes=subsets(PURPOSES))
facts = st.builds(
    Facts,
    consented=subsets(PURPOSES),
    objected=subsets(PURPOSES),
    closed=subsets(WORDS),
    too_young=st.booleans(),
    expired=st.booleans(),
    held=st.booleans(),
    granted=st.none() | st.lists(grants, max_size=2).map(tuple),
    law=st.lists(duties, max_size=2).map(tuple),
    promised=st.none() | subsets(PURPOSES),
    serves_still=st.none() | subsets(PURPOSES),
    events=subsets(WORDS),
    met=st.frozensets(st.sampled_from(list(Need))),
)
unfit = st.builds(replace, facts, faults=st.just(("Unreachable",)))


@given(books, questions, facts)
def test_an_answer_is_a_yes_exactly_when_nothing_refuses(
    book: RuleBook, question: Question, known: Facts
) -> None:
    """A yes names a promise that permits, or the hold that keeps; a no names a rule."""
    answer = evaluate(book, question, known)
    assert answer.permitted is not bool(answer.refusals)
    assert not answer.faults
    if answer.permitted and HOLD not in answer.duties:
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


@given(books, questions, facts, st.sampled_from(WORDS))
def test_closing_a_channel_never_permits_more(
    book: RuleBook, question: Question, known: Facts, channel: str
) -> None:
    """To close a channel can only turn a yes into a no, and never one about what is essential."""
    closing = replace(known, closed=known.closed | {channel})
    before, after = evaluate(book, question, known), evaluate(book, question, closing)
    if after.permitted:
        assert before.permitted
    elif before.permitted:
        assert question.doing is Doing.MESSAGE
        assert not is_essential(book, question)


@given(books, questions, facts)
def test_to_name_the_class_permits_more_only_where_the_class_is_promised_as_essential(
    book: RuleBook, question: Question, known: Facts
) -> None:
    """(5) Then neither an objection nor a closed channel stops it; else it is as if none was."""
    named = replace(question, doing=Doing.MESSAGE, message_class="service")
    plain = replace(named, message_class=None)
    free = replace(known, objected=frozenset(), closed=frozenset())
    with_class, without = evaluate(book, named, known), evaluate(book, plain, known)
    if is_essential(book, named):
        assert with_class.permitted is evaluate(book, plain, free).permitted
    elif with_class.permitted:
        assert without.permitted
        assert known.closed.isdisjoint(known.closed if named.channel is None else {named.channel})


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


@settings(max_examples=300)
@given(books, questions, st.lists(facts | unfit, min_size=1, max_size=6))
def test_the_compiled_rule_book_gives_the_same_answers(
    book: RuleBook, question: Question, many: list[Facts]
) -> None:
    """Whatever was asked before: permitted or not, with the same refusals in the same order."""
    ready = compiled(book)
    for known in (*many, *many):
        assert ready.answer(question, known) == evaluate(book, question, known)


@given(books, questions, facts, duties)
def test_a_law_never_permits_more(
    book: RuleBook, question: Question, known: Facts, duty: LawDuty
) -> None:
    """(13) A law only adds: a refusal, a duty or a warning, and what is refused stays refused."""
    without = evaluate(book, question, replace(known, law=()))
    under = evaluate(book, question, replace(known, law=(duty,)))
    assert set(without.refusals) <= set(under.refusals)
    assert set(without.duties) <= set(under.duties)
    if duty.certainty is Certainty.UNCERTAIN:
        assert under.refusals == without.refusals


@given(books, questions, facts)
def test_what_is_held_is_kept_and_used_for_nothing_else(
    book: RuleBook, question: Question, known: Facts
) -> None:
    """(8) Under hold only keeping is permitted, and taking in what is new."""
    held = evaluate(book, question, replace(known, held=True))
    if question.doing is Doing.KEEP:
        assert held.permitted is bool(question.data and question.purposes)
    elif question.doing is not Doing.COLLECT:
        assert not held.permitted


@given(books, questions, facts)
def test_each_new_fact_against_the_person_s_data_only_refuses_more(
    book: RuleBook, question: Question, known: Facts
) -> None:
    """(6, 7, 14) Youth, expiry and earlier promises turn no answer into a yes."""
    plain = replace(known, too_young=False, expired=False, promised=None)
    if any(
        evaluate(book, question, worse).permitted
        for worse in (
            replace(plain, too_young=True),
            replace(plain, expired=True),
            replace(plain, promised=frozenset()),
        )
    ):
        assert evaluate(book, question, plain).permitted
