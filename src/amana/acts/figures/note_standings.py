"""Note on the ledger how many promises stood how: a scheduled task, for who looks back later.

A state is worked out from the evidence whenever somebody asks, and is kept nowhere; what it was
on an earlier day can only be said where it was noted then.
"""

from collections import Counter
from datetime import timedelta
from typing import Final

from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.standings import standings
from amana.domain.evidence.proof import State
from amana.domain.ledger.entry import Entry, Json
from amana.storage.database import Storage

ACT: Final = "note-standings"
EVERY: Final = timedelta(hours=12)
"""Twice a day, so that no day is missed by a start that came a little later than the day before."""


def note_standings(storage: Storage, service: str) -> None:
    """Write an entry with the number of promises in each state; none where none is in force.

    It stands under no promise: that somebody counted is evidence for nothing.
    """
    with storage.work(service) as work:
        try:
            version = in_force(work)
        except NoPolicyInForce:
            return
        found = standings(work, published(work, version).policy, version.number)
        counted = Counter(each.state for each in found.values())
        states = {state.value: counted[state] for state in State}
        body: dict[str, Json] = {"version": version.number, "states": states}
        work.commit(Entry(act=ACT, policy_version=version.number, body=body))
