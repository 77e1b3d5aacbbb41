"""Ask before anything is done with personal data, and leave evidence of the answer.

The decision and its ledger entry commit in one transaction: what was permitted cannot be
denied later, and what was refused is seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Answer, Facts, Question, Refusal
from amana.domain.decision.rule import Doing, Need
from amana.domain.errors import Malformed
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.policy.model import Policy
from amana.domain.words import says_something

LONGEST_PERSON: Final = 200
"""Characters of the service's own id of a person."""


class UnusablePerson(Malformed):
    """The id of the person is empty, too long, or holds characters that cannot be seen."""

    code = "decision.person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question about a person."""

    question: Question
    person: str
    """The service's own id; it stands sealed in the entry, and keyed beside it."""
    ground: str | None = None
    """The legal ground of a disclosure that the law demands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An answer, the version of the policy that gave it, and its ledger entry."""

    answer: Answer
    policy_version: int
    entry: UUID


def decide(act: Act, asked: Asked) -> Decided:
    """Return whether what was asked is permitted, and commit the evidence of the answer.

    Raises ``NoPolicyInForce`` and ``UnusablePerson``; nothing is permitted then.
    """
    check_person(asked.person)
    version = in_force(act.work)
    known = published(act.work, version)
    facts = _facts(act, asked, known.policy, version=version.number)
    answer = evaluate(known.book, asked.question, facts)
    (entry,) = act.work.commit(
        Entry(
            act=asked.question.doing.value,
            outcome=Outcome.DONE if answer.permitted else Outcome.REFUSED,
            promises=_named(answer),
            policy_version=version.number,
            body=_body(act, asked, answer),
            person=asked.person,
        )
    )
    return Decided(answer=answer, policy_version=version.number, entry=entry)


def check_person(person: str) -> None:
    """Raise ``UnusablePerson`` for an id under which nobody could be told what was done."""
    if not says_something(person) or len(person) > LONGEST_PERSON or not person.isprintable():
        raise UnusablePerson


def _facts(act: Act, asked: Asked, policy: Policy, *, version: int) -> Facts:
    """Gather what is known. A recipient whose safeguards the policy declares holds its grant."""
    met: set[Need] = set()
    recipient = policy.recipients.get(asked.question.recipient or "")
    if recipient is not None and recipient.safeguards:
        met.add(Need.GRANT)
    if asked.question.doing is Doing.DISCLOSE and says_something(asked.ground):
        met.add(Need.LEGAL_GROUND)
    if act.work.people.accepted(asked.person, version=version):
        met.add(Need.ACCEPTED)
    return Facts(met=frozenset(met))


def _named(answer: Answer) -> tuple[str, ...]:
    """Return the promises that permitted, or those that refused."""
    if answer.permitted:
        return answer.promises
    return tuple(dict.fromkeys(p for refusal in answer.refusals for p in refusal.promises))


def _body(act: Act, asked: Asked, answer: Answer) -> dict[str, Json]:
    question = asked.question
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "person": asked.person,
        "data": _sorted(question.data),
        "purposes": _sorted(question.purposes),
        "refusals": tuple(_refusal(refusal) for refusal in answer.refusals),
    }
    optional = {
        "recipient": question.recipient,
        "nature": question.nature,
        "occasion": question.occasion,
        "origin": question.origin,
        "source": question.source,
        "staff": question.staff,
        "reason": question.reason,
        "channel": question.channel,
        "ground": asked.ground,
    }
    return body | {name: value for name, value in optional.items() if value is not None}


def _refusal(refusal: Refusal) -> dict[str, Json]:
    return {
        "rule": refusal.rule,
        "promises": refusal.promises,
        "need": None if refusal.need is None else refusal.need.value,
        "about": refusal.about,
    }


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values))
