"""Replaying the journal over a restored backup, before anything of it is served."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar
from uuid import UUID

from amana.domain.choice.restriction import RESTRICTED
from amana.domain.choice.word import REFUSING, State
from amana.domain.ledger.entry import Entry, Json
from amana.domain.person.identifiers import Why
from amana.storage.database import Storage
from amana.storage.erasing_part import erase_fields, left_of
from amana.storage.erasures.journal import Journaled, JournaledPart, JournaledRestriction
from amana.storage.errors import KeyMissing, NotErased, PersonErased
from amana.storage.work import Work

_BATCH: Final = 200
_Line = TypeVar("_Line", Journaled, JournaledPart)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay did."""

    journaled: int
    """Erasures in the journal, whole ones and those in part."""
    replayed: int
    """Those that the restored database did not know, or not as done."""


def replay(storage: Storage, service: str) -> Replayed:
    """Erase again whoever the journal names, from the data and from the database of keys.

    Afterwards nobody in the journal can be read: tombstones stand, keys and rows are gone; what was
    erased in part is out of the records again. Each batch leaves a ledger entry. Killed, it is
    called again; called twice, it does nothing twice.
    Raises ``JournalDamaged``, and ``NotErased`` where anything is left.
    """
    lines, parts = storage.journal.read(service), storage.journal.parts(service)
    # Of keys always all: they may come from an older backup than the data.
    done = [_replay_batch(storage, service, batch) for batch in _batches(lines)]
    # Of who was erased as a whole there are no parts any more.
    done += [_replay_parts(storage, service, batch) for batch in _batches(parts)]
    restrictions = storage.journal.restrictions(service)
    done.append(_replay_restrictions(storage, service, restrictions))
    lost = len(lines) + len(parts) + len(restrictions)
    return Replayed(journaled=lost, replayed=sum(done))


def _batches(lines: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
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


def _replay_parts(storage: Storage, service: str, lines: Sequence[JournaledPart]) -> int:
    """Erase one batch in part again; return in how many cases there was something to erase.

    What was given after the erasure is not touched: a backup may be younger than it.
    """
    with storage.work(service) as work:
        entry = work.name_entry()
        pending = [line for line in lines if _erase_part(work, line, entry)]
        if not pending:
            return 0
        ids = tuple(sorted({str(line.request) for line in pending}))
        body: dict[str, Json] = {"replayed": True, "requests": ids}
        work.commit(Entry(act="erase-part", body=body), ids=(entry,))
    return len(pending)


def _replay_restrictions(
    storage: Storage, service: str, lines: Sequence[JournaledRestriction]
) -> int:
    """Restrict again, or no more, whose data the last line says so; return of how many it was new.

    Of who was erased, or was not met before the backup, there is nothing to restrict.
    """
    last = {line.person_key: line for line in lines}
    if not last:
        return 0
    with storage.work(service) as work:
        version = work.policies.in_force()
        restored = sum(
            version is not None and _restrict(work, line, version.number) for line in last.values()
        )
        work.over()
    return restored


def _restrict(work: Work, line: JournaledRestriction, version: int) -> bool:
    words = work.choices.last([line.person_key], [RESTRICTED])
    if any(word.state in REFUSING for word in words) is line.on:
        return False
    body: dict[str, Json] = {"replayed": True, "request": str(line.request)}
    act = "restrict-person" if line.on else "lift-restriction"
    noted = replace(work.noted(Entry(act=act, body=body)), person_key=line.person_key)
    state = State.OBJECTED if line.on else State.OPTED_IN
    said = work.choices.record([(RESTRICTED, None)], state=state, version=version, noted=noted)
    return bool(said)


def _erase_part(work: Work, line: JournaledPart, entry: UUID) -> bool:
    group = (line.person_key,)
    try:
        done = erase_fields(work, group, line.fields, entry=entry, given_until=line.at)
    except (PersonErased, KeyMissing):
        # Nothing of theirs can be read any more.
        return False
    if left_of(work, group, line.fields, line.at):
        raise NotErased(service=work.service)
    return bool(done.deleted or done.changed)


def _erase(work: Work, line: Journaled) -> bool:
    """Set the tombstone; tell whether the erasure is still to be done.

    The backup may hold the person joined to ids that were split off before the erasure: those
    that are not in the journal themselves stay, in the groups that their own bonds make.
    """
    joined = _group(work, line.person_key)
    work.erasures.begin_again(line.erasure, line.person_key)
    (held,) = work.erasures.hold([line.person_key])
    work.erased_looks.put(line.erasure, line.looks)
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
