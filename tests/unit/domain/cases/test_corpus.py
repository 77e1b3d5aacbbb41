"""The corpus of cases, through the library: by evaluation and by the compiled rule book."""

from pathlib import Path

import pytest

from amana.domain.cases.case import Case
from amana.domain.cases.parse import parse_cases
from amana.domain.decision.compiled import CompiledBook, compiled
from amana.domain.decision.evaluate import evaluate
from amana.domain.law.packs import DutyBook
from amana.domain.policy.errors import PolicyErrors
from amana.domain.policy.parse import parse
from amana.domain.policy.rule_book import rule_book

CORPUS = Path(__file__).parents[4] / "spec" / "corpus"
POLICY = parse((CORPUS / "shop.yaml").read_text(encoding="utf-8"), texts={})
FILES = {
    path.stem: parse_cases(path.read_text(encoding="utf-8"))
    for path in sorted(CORPUS.glob("rule-*.yaml"))
}
CASES = {f"{stem}: {case.name}": case for stem, file in FILES.items() for case in file.cases}


@pytest.fixture(scope="module")
def book() -> CompiledBook:
    """Compile the corpus's policy once."""
    return compiled(rule_book(POLICY))


@pytest.fixture(scope="module")
def laws() -> DutyBook:
    """Put the law packs into the corpus's policy."""
    return DutyBook(POLICY)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_case_is_answered_as_expected(case: Case, book: CompiledBook, laws: DutyBook) -> None:
    """By both ways, with the same answer whole."""
    assert case.answer is not None
    question, facts = case.question.question, case.facts.facts(laws)
    answer = evaluate(book.book, question, facts)
    assert not list(case.answer.differs_from(answer))
    assert book.answer(question, facts) == answer


PAIR = parse((CORPUS / "pair.yaml").read_text(encoding="utf-8"), texts={})
PAIRED = parse_cases((CORPUS / "pair-law.yaml").read_text(encoding="utf-8")).cases


@pytest.mark.promise("A35")
@pytest.mark.parametrize("case", PAIRED, ids=[case.name for case in PAIRED])
def test_the_laws_of_a_service_hold_together(case: Case) -> None:
    """Of Jordan and California, which no other case asks."""
    assert case.answer is not None
    question, facts = case.question.question, case.facts.facts(DutyBook(PAIR))
    answer = evaluate(rule_book(PAIR), question, facts)
    assert not list(case.answer.differs_from(answer))


@pytest.mark.parametrize("number", range(1, 16))
def test_every_rule_has_a_case_that_it_decides(number: int) -> None:
    """Rule 11 masks; each other one refuses in a case of its own file."""
    (file,) = (file for stem, file in FILES.items() if stem.startswith(f"rule-{number:02}-"))
    answers = [case.answer for case in file.cases if case.answer is not None]
    if number == 11:
        assert any(answer.masks for answer in answers)
    else:
        assert any(number in answer.refused_by for answer in answers)


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ("permitted: false", "permitted"),
        ("permitted: true, promises: [P9]", "promises"),
        ("permitted: true, promises: [P2], refused_by: [1]", "refused_by"),
        ("permitted: true, promises: [P2], masks: [{data: card, show: last4}]", "masks"),
    ],
)
def test_another_answer_than_the_expected_is_noticed(
    book: CompiledBook, laws: DutyBook, change: str, differs: str
) -> None:
    """What the case leaves out must be empty, and what it names must be there."""
    (case,) = parse_cases(
        "amana: 1\n"
        "cases: [{name: one, question: {doing: use, data: [name], for: [orders]}, "
        f"answer: {{{change}}}}}]\n"
    ).cases
    assert case.answer is not None
    answer = book.answer(case.question.question, case.facts.facts(laws))
    assert list(case.answer.differs_from(answer)) == [differs]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "amana: 1\ncases: []\n",
        "amana: 2\ncases: [{name: one, question: {doing: use}}]\n",
        "amana: 1\ncases: [{name: one, question: {doing: resell}}]\n",
        "amana: 1\ncases: [{name: one, question: {doing: use}, fact: {}}]\n",
    ],
)
def test_what_is_no_file_of_cases_is_refused_with_its_place(text: str) -> None:
    """As a policy is: each mistake at its line and column."""
    with pytest.raises(PolicyErrors) as caught:
        parse_cases(text)
    assert all(problem.fields["line"] for problem in caught.value.problems)
