"""Ask before anything is done with personal data, and leave evidence of the answer.

The decision and its ledger entry commit in one transaction: what was permitted cannot be
denied later, and what was refused is seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import NoPolicyInForce, parsed
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Answer, Facts, Question, Refusal
from amana.domain.decision.rule import Doing, Need
from amana.domain.errors import Malformed
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.policy.model import Policy

LONGEST_PERSON: Final = 200
"""Characters of the service's own id of a person."""


class UnusablePerson(Malformed):
    """The id of the person is empty, too long, or holds characters that cannot be seen."""

    code = "decision.person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An answer, the version of the policy that gave it, and its ledger entry."""

    answer: Answer
    policy_version: int
    entry: UUID


def decide(act: Act, question: Question, *, person: str, ground: str | None = None) -> Decided:
    """Return whether the question about this person is permitted, and commit the evidence.

    ``ground`` is the legal ground of a disclosure that the law demands. Raises
    ``NoPolicyInForce`` and ``UnusablePerson``; nothing is permitted then.
    """
    _check(person)
    work = act.work
    published = work.policies.in_force()
    if published is None:
        raise NoPolicyInForce
    known = parsed(published.source, published.texts)
    facts = _facts(
        act, known.policy, question, person=person, ground=ground, version=published.number
    )
    answer = evaluate(known.book, question, facts)
    (entry,) = work.commit(
        Entry(
            act=question.doing.value,
            outcome=Outcome.DONE if answer.permitted else Outcome.REFUSED,
            promises=_named(answer),
            policy_version=published.number,
            body=_body(act, question, answer, person=person, ground=ground),
            person=person,
        )
    )
    return Decided(answer=answer, policy_version=published.number, entry=entry)


def _check(person: str) -> None:
    if not person or len(person) > LONGEST_PERSON or not person.isprintable():
        raise UnusablePerson


def _facts(
    act: Act, policy: Policy, question: Question, *, person: str, ground: str | None, version: int
) -> Facts:
    """Gather what is known. A recipient whose safeguards the policy declares holds its grant."""
    met: set[Need] = set()
    recipient = policy.recipients.get(question.recipient or "")
    if recipient is not None and recipient.safeguards:
        met.add(Need.GRANT)
    if question.doing is Doing.DISCLOSE and ground:
        met.add(Need.LEGAL_GROUND)
    if act.work.people.accepted(person, version=version):
        met.add(Need.ACCEPTED)
    return Facts(met=frozenset(met))


def _named(answer: Answer) -> tuple[str, ...]:
    """Return the promises that permitted, or those that refused."""
    if answer.permitted:
        return answer.promises
    return tuple(dict.fromkeys(p for refusal in answer.refusals for p in refusal.promises))


def _body(
    act: Act, question: Question, answer: Answer, *, person: str, ground: str | None
) -> dict[str, Json]:
    body: dict[str, Json] = {
        "actor": act.actor.label,
        "person": person,
        "data": _sorted(question.data),
        "purposes": _sorted(question.purposes),
        "refusals": tuple(_refusal(refusal) for refusal in answer.refusals),
    }
    optional = {
        "recipient": question.recipient,
        "nature": question.nature,
        "occasion": question.occasion,
        "origin": question.origin,
        "staff": question.staff,
        "reason": question.reason,
        "channel": question.channel,
        "ground": ground,
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
