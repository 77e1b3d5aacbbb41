"""Note whom a request is to tell, and let them be told once it is done."""

from collections.abc import Collection

from amana.acts.holding.outliving import note_what_outlives
from amana.acts.in_force import in_force, published
from amana.domain.policy.model import Policy, Recipient
from amana.domain.request.carrying import OPEN
from amana.domain.request.states import State
from amana.domain.request.telling import TOLD_OF, WayKind, recipients_concerned
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.requests import RequestRow
from amana.storage.work import Work

_DID: frozenset[State] = frozenset({State.DONE, State.PARTLY_DONE})


def hold_notices(work: Work, row: RequestRow, categories: Collection[str], *, person: str) -> bool:
    """Note whom the request is to tell; tell whether there is anybody. The caller commits.

    Which persons' data really went out is not known of what left before Amana did, so that every
    recipient counts to whom the policy promises to pass data of the categories on (decision 0277);
    and so does whoever received something of the person by a disclosure.
    """
    if row.kind not in TOLD_OF:
        return False
    policy = published(work, in_force(work)).policy
    concerned = recipients_concerned(policy, categories)
    concerned += _others_who_got_some(work, person, policy, concerned)
    ways = work.recipients.ways() if concerned else {}
    for each in concerned:
        work.recipients.hold(row.id, each, ways.get(each.id, WayKind.BY_HAND))
    return bool(concerned)


def _others_who_got_some(
    work: Work, person: str, policy: Policy, concerned: tuple[Recipient, ...]
) -> tuple[Recipient, ...]:
    """Return who received data of the person by a disclosure, and gets it by no promise now."""
    known = {each.id for each in concerned}
    received = work.sharing.receivers(work.persons.group(person))
    return tuple(
        policy.recipients[each]
        for each in received
        if each not in known and each in policy.recipients
    )


def request_over(work: Work, row: RequestRow, state: State) -> None:
    """Let recipients be told of what the request did, or of nothing; the caller commits.

    By what its person is known stays sealed until the last of them is told.
    """
    if state in _DID:
        work.recipients.release(row.id)
    else:
        work.recipients.drop(row.id)
    forget_when_told(work, row)


def forget_when_told(work: Work, row: RequestRow) -> None:
    """Let go of by what the person is known, where nobody is to be told any more.

    What a legal hold keeps has to be found once it is lifted: till then it stays as well. Whose
    marks are taken off goes with the last source in which they are.
    """
    if row.kind is RequestKind.RESTRICTION and not any(
        each.state in OPEN for each in work.parts.of(row.id)
    ):
        work.parts.end_sought(row.id, lifting=True)
    outlives = note_what_outlives(work, row.id)
    if not outlives and not work.recipients.open(row.id):
        work.parts.end_sought(row.id)
