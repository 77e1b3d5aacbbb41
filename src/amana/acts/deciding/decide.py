"""Ask before anything is done with personal data, and leave evidence of the answer.

The decision and its ledger entry commit in one transaction: what was permitted cannot be
denied later, and what was refused is seen.
"""

from amana.acts.act import Act
from amana.acts.announcing.sharing_facts import prove_announced
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.deciding.evidence import body_of, named
from amana.acts.deciding.released import OUTSIDE, by_release
from amana.domain.ledger.entry import Entry, Outcome


def decide(act: Act, asked: Asked) -> Decided:
    """Return whether what was asked is permitted, and commit the evidence of the answer.

    Raises ``NoPolicyInForce`` and ``UnusablePerson``; nothing is permitted then.
    """
    found = answered(act.work, asked)
    answer, number = found.answer, found.version.number
    entry = act.work.name_entry()
    body = body_of(act.actor, asked, answer)
    if answer.permitted:
        announced = prove_announced(
            act.work, asked.question, person=asked.person, known=found.policy, entry=entry
        )
        body |= {"announcements": announced} if announced else {}
    if asked.release is not None:
        # A refusal would tell of the release as well as a permission does.
        went = asked.question if answer.permitted else None
        if by_release(act.work, asked.release, asked.person, entry, went_out=went):
            body |= OUTSIDE
    act.work.commit(
        Entry(
            act=asked.question.doing.value,
            outcome=Outcome.DONE if answer.permitted else Outcome.REFUSED,
            promises=named(answer),
            policy_version=number,
            body=body,
            person=asked.person,
        ),
        ids=(entry,),
    )
    return Decided(answer=answer, policy_version=number, entry=entry)
