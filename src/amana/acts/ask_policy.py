"""Ask a policy: its own sentences that answer, each with the promises that it makes, or none."""

from dataclasses import dataclass
from functools import lru_cache

from amana.acts.passages import link
from amana.acts.policy_page import Passage, PolicyPage
from amana.domain.policy.model import Policy
from amana.domain.policy.notice import notice
from amana.domain.policy.proposal import Proposal, Role
from amana.domain.words import Language
from amana.reading.asking import LONGEST_QUESTION, answers
from amana.reading.document import judged, read
from amana.reading.errors import QuestionUnusable
from amana.reading.language import language_of

Told = tuple[str, Role, tuple[str, ...]]
"""A passage's words, what it is in the layout, and the promises that it makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The passages that answer a question, the best first; none where the policy is silent."""

    question: str
    language: Language
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage:
    """Answers from a published policy, with the standing of each promise."""

    page: PolicyPage
    answers: Answers


def spoken_in(question: str) -> Language:
    """Return the language of a question; raises ``QuestionUnusable`` for what is none."""
    if not question.strip() or len(question) > LONGEST_QUESTION:
        raise QuestionUnusable(limit=LONGEST_QUESTION)
    return language_of(question)


def ask_policy(policy: Policy, question: str) -> Answers:
    """Answer from a policy file: by its text in the question's language, else by its notice.

    Raises ``QuestionUnusable`` for a question that is blank or too long.
    """
    language = spoken_in(question)
    text = policy.texts.get(language)
    if text is None:
        written = tuple(
            (block.text, block.role, block.promises) for block in notice(policy, language)
        )
        return _answered(question, language, written)
    reading = read(text.encode("utf-8"), name=f"{language}.md")
    linked = link(policy, language, reading.text, reading.proposals)
    told = ((each.text, each.role) for each in reading.proposals)
    return _answered(
        question, language, tuple((*one, ids) for one, ids in zip(told, linked, strict=True))
    )


def ask_page(page: PolicyPage, question: str) -> AnswersPage:
    """Answer from the page of a policy in the question's language."""
    told = tuple((each.text, each.role, each.promises) for each in page.passages)
    return AnswersPage(page=page, answers=_answered(question, page.language, told))


def _answered(question: str, language: Language, told: tuple[Told, ...]) -> Answers:
    """Choose among passages."""
    sentences = _judged(tuple((text, role) for text, role, _ in told), language)
    promises = {sentence.start: ids for sentence, (_, _, ids) in zip(sentences, told, strict=True)}
    return Answers(
        question=question,
        language=language,
        passages=tuple(
            Passage(
                text=found.sentence.text,
                role=found.sentence.role,
                promises=promises[found.sentence.start],
            )
            for found in answers(question, sentences)
        ),
    )


@lru_cache(maxsize=16)
def _judged(told: tuple[tuple[str, Role], ...], language: Language) -> tuple[Proposal, ...]:
    """Judge passages one after another; what was published does not change, and is kept."""
    heading: str | None = None
    found: list[Proposal] = []
    for place, (text, role) in enumerate(told):
        found.append(judged(text, place=place, role=role, heading=heading, language=language))
        heading = text if role is Role.HEADING else heading
    return tuple(found)
