"""Rule 16: what is restricted is kept, and serves nothing but what the law leaves to it."""

from collections.abc import Iterator
from typing import Final

from amana.domain.decision.question import Facts, Question, Refusal, RuleBook
from amana.domain.decision.rule import Doing
from amana.domain.vocabulary.sharing import THE_PERSON

_OF_OTHERS: Final = "vital_interest"
"""The legal basis of what protects a person's life, another's too."""
_BY_THEMSELVES: Final = "person"
"""The origin of what the person gives."""


def restriction(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
    """(16) Refuse the purposes that restricted data may not serve."""
    if facts.serves_still is None or _is_theirs(question):
        return
    refused = tuple(
        purpose
        for purpose in sorted(question.purposes - facts.serves_still)
        if book.purposes.get(purpose) != _OF_OTHERS
    )
    if refused:
        yield Refusal(rule=16, about=refused)


def _is_theirs(question: Question) -> bool:
    """Tell whether it is kept, given by the person themself, or given to them."""
    doing = question.doing
    return (
        doing is Doing.KEEP
        or (doing is Doing.COLLECT and question.origin == _BY_THEMSELVES)
        or (doing is Doing.DISCLOSE and question.recipient == THE_PERSON)
    )
