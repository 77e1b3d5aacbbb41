"""From what is asked to the answer, by the policy in force at the view's instant."""

from dataclasses import dataclass

from amana.acts.deciding.asked import Asked
from amana.acts.deciding.facts import facts_of
from amana.acts.in_force import Parsed, in_force, published
from amana.acts.person_id import check_met
from amana.domain.decision.question import Answer, Facts
from amana.storage.policies import VersionRow
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer with what it was given by; nothing is written down yet."""

    answer: Answer
    version: VersionRow
    policy: Parsed
    facts: Facts


def answered(view: View, asked: Asked) -> Answered:
    """Return the answer to what is asked, and write nothing.

    Raises ``NoPolicyInForce``, ``UnusablePerson``, and ``PersonErased`` where a fact was looked
    up of one who was erased; nothing is permitted then.
    """
    check_met(view, asked.person)
    version = in_force(view)
    policy = published(view, version)
    facts = facts_of(view, asked, version=version, known=policy)
    answer = policy.compiled.answer(asked.question, facts)
    return Answered(answer=answer, version=version, policy=policy, facts=facts)
