"""Tampering shows: planted values that were changed or moved do not open, and the ledger notices.

What is planted is rehearsed, so that nothing of it stays. What the service really holds is looked
at beside it: its newest records must open, with what stands beside them; what staff, persons and
addresses are said to have done must have been written by acts; its newest entries must stand in the
tree of the checkpoint.
"""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe, plant
from amana.domain.evidence.question import ProbeName
from amana.domain.ledger.proof import verify_inclusion
from amana.domain.ledger.tree import hash_leaf
from amana.storage.errors import CannotOpen, RecordSealBroken
from amana.storage.evidence import NO_PROMISE
from amana.storage.forging import forged_rows
from amana.storage.ledger import Inclusion, Ledger
from amana.storage.probing import move, prolong, relabel, spoil, stored_records
from amana.storage.work import Work

_MOST_RECORDS: Final = 1_000
_MOST_ENTRIES: Final = 50
_PERSON: Final = "planted-for-tampering"
_VALUES: Final = ("one", "other", "third", "fourth")


def look(ground: Ground) -> Looked:
    """Change what was planted in each way, and look at what is really held."""
    faults = [*_planted(ground)]
    with ground.storage.reading(ground.service) as view:
        opened = list(stored_records(view, most=_MOST_RECORDS))
        forged = list(forged_rows(view, most=_MOST_RECORDS))
        entries = view.evidence.latest_of(
            (NO_PROMISE, *ground.policy.promises), limit=_MOST_ENTRIES
        )
        ledger = Ledger(view.transaction, service=view.service)
        shown = ledger.inclusions(row.id for rows in entries.values() for row in rows)
        root = ledger.head().root if shown else b""
    if not shown:
        raise CannotLook(Unseen.NOT_SEQUENCED)
    faults += [
        Fault(code="sealed", place=str(each.record)) for each in opened if each.content is None
    ]
    faults += [Fault(code=f"forged_{each.code}", place=each.place) for each in forged]
    faults += [fault for each in shown.values() for fault in _entry_faults(each, root)]
    promises = frozenset(ground.promises)
    return Looked(
        kept=frozenset() if faults else promises,
        broken=promises if faults else frozenset(),
        faults=tuple(faults),
        seen={
            "records": len(opened),
            "entries": len(shown),
            # Older than the form that binds how a record came in: a correction seals them anew.
            "unbound": sum(not each.bound for each in opened),
        },
    )


def _planted(ground: Ground) -> Iterator[Fault]:
    """Yield the ways of tampering that nobody noticed."""
    with ground.storage.rehearsing(ground.service) as rehearsal:
        work = rehearsal.work
        one, other, third, fourth = (
            plant(work, _PERSON, {"value": value}, policy_version=1) for value in _VALUES
        )
        for record in (one, other, third, fourth):
            work.records.add(record, entry=work.name_entry())
        if work.records.by_id(one.id) is None:
            raise CannotLook(Unseen.BLIND)
        spoil(work, one.id)
        if _opens(work, one.id):
            yield Fault(code="change_unseen", place="record")
        move(work, one.id, other=other.id)
        if _opens(work, one.id):
            yield Fault(code="move_unseen", place="record")
        relabel(work, third.id)
        if _opens(work, third.id):
            yield Fault(code="change_unseen", place="record.occasion")
        prolong(work, fourth.id)
        if _opens(work, fourth.id):
            yield Fault(code="change_unseen", place="record.expires_at")
        yield from _bodies(work)


def _opens(work: Work, record: UUID) -> bool:
    try:
        return work.records.by_id(record) is not None
    except RecordSealBroken:
        return False


def _bodies(work: Work) -> Iterator[Fault]:
    """Yield what tampering with a sealed body goes unnoticed."""
    entry, other = work.name_entry(), work.name_entry()
    sealed = work.sealer.seal(b"planted", entry=entry)
    work.sealer.open(sealed, entry=entry)
    changed = sealed[:-1] + bytes((sealed[-1] ^ 1,))
    for code, body, named in (("change_unseen", changed, entry), ("move_unseen", sealed, other)):
        try:
            work.sealer.open(body, entry=named)
        except CannotOpen:
            continue
        yield Fault(code=code, place="entry_body")


def _entry_faults(shown: Inclusion, root: bytes) -> Iterator[Fault]:
    """Yield what is wrong with an entry's place in the tree, or with the check itself."""
    if not _stands(shown, shown.leaf, root):
        yield Fault(code="ledger", place=str(shown.entry))
    if _stands(shown, shown.leaf[:-1] + bytes((shown.leaf[-1] ^ 1,)), root):
        yield Fault(code="change_unseen", place="ledger")


def _stands(shown: Inclusion, leaf: bytes, root: bytes) -> bool:
    return verify_inclusion(
        hash_leaf(leaf), index=shown.position, size=shown.size, proof=shown.proof, root=root
    )


PROBE: Final = Probe(name=ProbeName.TAMPER, every=NIGHTLY, look=look)
