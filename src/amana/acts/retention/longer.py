"""What a law, disputes or the work of others keep longer than a promise says, for its reason."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force
from amana.acts.retention.bearing import bearing_of
from amana.domain.ledger.entry import Entry
from amana.domain.retention.errors import KeepingUnfit
from amana.domain.retention.terms import Longest, check_longest
from amana.storage.errors import NotFound
from amana.storage.uuid7 import uuid7

KEEP: Final = "keep-longer"
STOP: Final = "stop-keeping-longer"
LONGEST_BASIS: Final = 500


def keep_longer(act: Act, longest: Longest, *, basis: str) -> UUID:
    """Note what is kept longer and on what that rests, and commit; return its id.

    Raises ``KeepingUnfit`` where the promise does not name the reason, or nothing is said of what
    it rests on.
    """
    work = act.work
    said = basis.strip()
    if not 0 < len(said) <= LONGEST_BASIS:
        raise KeepingUnfit(part="basis")
    check_longest(bearing_of(work).terms, longest)
    identity, entry = uuid7(work.now), work.name_entry()
    work.retention.put_longest(identity, longest, basis=said, entry=entry)
    work.commit(
        Entry(
            act=KEEP,
            promises=(longest.promise,),
            policy_version=in_force(work).number,
            body={
                "actor": act.actor.identity,
                "id": str(identity),
                "category": longest.category,
                "why": longest.why.value,
                "from": longest.moment.value,
                "period": str(longest.period),
                "basis": said,
            },
        ),
        ids=(entry,),
    )
    return identity


def stop_keeping_longer(act: Act, identity: UUID) -> UUID:
    """Let the promise count again, and commit; return the entry.

    Raises ``NotFound``, also where it was lifted before.
    """
    work = act.work
    entry = work.name_entry()
    if not work.retention.lift_longest(identity, entry=entry):
        raise NotFound(what="kept_longer")
    body = {"actor": act.actor.identity, "id": str(identity)}
    work.commit(Entry(act=STOP, policy_version=in_force(work).number, body=body), ids=(entry,))
    return entry
