"""Which messages come whatever the person stopped or closed (rule 5)."""

from dataclasses import replace

from amana.domain.decision.question import Facts, Question, RuleBook
from amana.domain.decision.rule import Doing


def is_essential(book: RuleBook, question: Question) -> bool:
    """Tell whether the question is about a message that cannot be switched off.

    Where it names a class, that is promised so for each purpose and by the channel; that whoever
    asks calls it so is not enough. Where it names none, the purposes decide.
    """
    if question.doing is not Doing.MESSAGE or not question.purposes:
        return False
    if question.message_class is None:
        return question.purposes <= book.essential
    named = {(question.message_class, None), (question.message_class, question.channel)}
    return all(named & book.classes.get(purpose, frozenset()) for purpose in question.purposes)


def spared(book: RuleBook, question: Question, facts: Facts) -> Facts:
    """Return the facts without what stops no message of a class that cannot be switched off.

    Where no class is named, an objection to the purpose stops what is essential too.
    """
    if question.message_class is None or not (facts.objected or facts.closed):
        return facts
    if not is_essential(book, question):
        return facts
    return replace(facts, objected=frozenset(), closed=frozenset())
