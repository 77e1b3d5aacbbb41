"""Replaying the journal over a restored backup, before anything of it is served."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.ledger.entry import Entry
from amana.domain.person.identifiers import Why
from amana.storage.database import Storage
from amana.storage.erasures.journal import Journaled
from amana.storage.errors import NotErased, PersonErased
from amana.storage.work import Work

_BATCH: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay did."""

    journaled: int
    """Erasures in the journal."""
    replayed: int
    """Those that the restored database did not know, or not as done."""


def replay(storage: Storage, service: str) -> Replayed:
    """Erase again whoever the journal names, from the data and from the database of keys.

    Afterwards nobody in the journal can be read: tombstones stand, keys and rows are gone. Each
    batch leaves a ledger entry. Killed, it is called again; called twice, it does nothing twice.
    Raises ``JournalDamaged``, and ``NotErased`` where anything is left.
    """
    lines = storage.journal.read(service)
    # Of keys always all: they may come from an older backup than the data.
    done = [_replay_batch(storage, service, batch) for batch in _batches(lines)]
    return Replayed(journaled=len(lines), replayed=sum(done))


def _batches(lines: Sequence[Journaled]) -> Iterator[Sequence[Journaled]]:
    for at in range(0, len(lines), _BATCH):
        yield lines[at : at + _BATCH]


def _replay_batch(storage: Storage, service: str, lines: Sequence[Journaled]) -> int:
    """Erase one batch and return how many of it were not known as done."""
    if storage.person_keys.destroy(service, [line.person_key for line in lines]):
        raise NotErased(service=service)
    with storage.work(service) as work:
        work.persons.hold()
        pending = [line for line in lines if _erase(work, line)]
        if not pending:
            return 0
        entry = work.name_entry()
        for line in pending:
            (held,) = work.erasures.hold([line.person_key])
            work.erasures.close(held.id, work.erasures.forget(line.person_key), done=entry)
        ids = tuple(str(line.erasure) for line in pending)
        work.commit(Entry(act="erase", body={"replayed": True, "erasures": ids}), ids=(entry,))
    return len(pending)


def _erase(work: Work, line: Journaled) -> bool:
    """Set the tombstone; tell whether the erasure is still to be done.

    The backup may hold the person joined to ids that were split off before the erasure: those
    that are not in the journal themselves stay, in the groups that their own bonds make.
    """
    joined = _group(work, line.person_key)
    work.erasures.begin_again(line.erasure, line.person_key)
    (held,) = work.erasures.hold([line.person_key])
    if held.closed_at is not None:
        return False
    work.persons.settle(joined)
    for kind, look in line.suppressed:
        work.suppression.add_look(kind, look, Why.ERASED)
    return True


def _group(work: Work, person_key: bytes) -> frozenset[bytes]:
    """Return the other ids of the person, as the restored rows have them."""
    try:
        return frozenset(work.persons.group_of(person_key)) - {person_key}
    except PersonErased:
        return frozenset()
