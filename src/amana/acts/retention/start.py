"""Let promises begin to end data: what was overdue when one was first met waits for a person.

A service that was there before its promises ended anything, or a promise that is new to data that
lies there, would otherwise lose much at once that nobody looked at.
"""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force
from amana.acts.retention.bearing import bearing_of
from amana.domain.ledger.entry import Entry
from amana.domain.policy.model import Policy
from amana.domain.retention.errors import KeepingUnfit
from amana.domain.retention.terms import terms_of
from amana.storage.work import Work

START: Final = "start-keeping"


def start_keeping(act: Act, promise: str | None = None) -> UUID:
    """Let a promise of the policy in force end data, or all of them; commit, return the entry.

    It lasts as long as the promise reads as it does now. Raises ``KeepingUnfit`` where there is no
    such promise.
    """
    work = act.work
    terms = [each for each in bearing_of(work).terms if promise in {None, each.promise}]
    if not terms:
        raise KeepingUnfit(part="promise")
    entry = work.name_entry()
    for term in terms:
        work.retention.start(term.promise, term.said, entry=entry)
    said = Entry(
        act=START,
        promises=tuple(sorted(term.promise for term in terms)),
        policy_version=in_force(work).number,
        body={"actor": act.actor.identity},
    )
    work.commit(said, ids=(entry,))
    return entry


def start_without_data(work: Work, policy: Policy) -> None:
    """Let the promises of a version begin by themselves where nothing can be overdue yet."""
    if work.retention.has_data():
        return
    for term in terms_of(policy):
        work.retention.start(term.promise, term.said)
