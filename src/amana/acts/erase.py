"""Erase a person: the tombstone first, then their key and all that hangs on it, read back.

All ids that are the person are erased together, in one transaction, and their addresses go on the
list of those that stay out.

The first of the two moments of forgetting, *closed* (decision 0106). Each step commits by itself
and may be done twice, so that an erasure that was killed anywhere is taken up by asking again,
and by the scheduled task ``erasures.finish``.
"""

import logging
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from amana.acts.act import Actor, Role
from amana.acts.certificate import Certificate, CertifiedEntry
from amana.acts.holding.holds import refuse_held
from amana.acts.person_id import check_met
from amana.acts.staying_out import looks_of, of_records
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.storage.certificates import CertificateRow
from amana.storage.database import Storage
from amana.storage.erasures import Forgotten, Journaled, summed
from amana.storage.errors import NotErased, NotFound, PersonErased
from amana.storage.ledger import Ledger, Place
from amana.storage.work import View, Work

ACT: Final = "erase"
BY_SCHEDULE: Final = Actor(role=Role.OPERATOR, label="schedule")
_log = logging.getLogger(__name__)


def erase(
    storage: Storage,
    service: str,
    *,
    person: str,
    actor: Actor,
    request: UUID | None = None,
) -> Certificate:
    """Erase all that is held about the person, and certify it. Asked twice it says the same.

    From the first commit on every read in every process refuses. The id stays refused for ever:
    who comes back gets a new one. With a ``request`` it is certified only once that is carried
    out in every place. Raises ``UnusablePerson``, ``UnderHold``, and ``NotErased`` where
    something is left when all is read back.
    """
    person_key, begun = _begin(storage, service, person, actor, request)
    if begun or not _is_closed(storage, service, person_key):
        _close(storage, service, person_key, actor, members=begun)
    with storage.glancing(service) as view:
        return _certify(view, person_key)


def _is_closed(storage: Storage, service: str, person_key: bytes) -> bool:
    with storage.reading(service) as view:
        return all(each.closed_at is not None for each in view.erasures.of(person_key))


def finish_erasures(storage: Storage, service: str) -> None:
    """Take up the erasures that were begun and never done. A scheduled task.

    One that fails stops no other; it is tried again at the next turn.
    """
    with storage.reading(service) as view:
        waiting = view.erasures.open()
    for person_key in waiting:
        try:
            _close(storage, service, person_key, BY_SCHEDULE)
        except AmanaError as error:
            _log.warning("erasures of %s: %s", service, error.code)


def _begin(
    storage: Storage, service: str, person: str, actor: Actor, request: UUID | None
) -> tuple[bytes, tuple[bytes, ...]]:
    """Set the tombstones, in the journal first: from this commit on every read refuses.

    Returns the person's look-up key, and the keys of all their ids; none where the tombstones
    were there before.
    """
    with storage.work(service) as work:
        check_met(work, person)
        person_key = work.sealer.person_key(person)
        work.persons.hold()
        try:
            group = work.persons.group_of(person_key)
        except PersonErased:
            # Somebody else was first, or this is a second time: it goes on from theirs.
            return person_key, ()
        refuse_held(work, group)
        epochs = storage.person_keys.epochs_of(service, group)
        alone, entry = _alone(work, group), work.name_entry()
        addresses = _staying_out(work, alone)
        looks = looks_of(work, group, person, (address for _, address in alone))
        work.request_doors.forget_links_of(value for _, (_, value) in alone)
        begun = work.erasures.begin(epochs, intended=entry)
        work.erased_looks.put(begun[person_key], looks)
        work.certificates.begin(begun[person_key], request=request)
        for key, erasure in begun.items():
            own = addresses.get(key, ())
            for kind, look in own:
                work.suppression.add_look(kind, look, Why.ERASED)
            line = Journaled(
                at=work.now,
                erasure=erasure,
                person_key=key,
                suppressed=own,
                looks=looks if key == person_key else (),
            )
            storage.journal.append(service, line)
        body: dict[str, Json] = {
            "actor": actor.identity,
            "erasure": str(begun[person_key]),
            "ids": len(begun),
        }
        work.commit(Entry(act=ACT, outcome=Outcome.INTENDED, body=body), ids=(entry,))
        return person_key, group


def _alone(
    work: Work, group: tuple[bytes, ...]
) -> frozenset[tuple[bytes, tuple[IdentifierKind, str]]]:
    """Return by what these ids alone are known, each with its id: identifiers, and in records.

    What somebody else is known by too, in a family or an office, is left out: they are not erased.
    """
    known = work.identifiers.of(group, only_readable=True)
    came = {(each.person, (each.kind, each.value)) for each in known}
    came |= set(of_records(work, group))
    return frozenset(
        (person, address)
        for person, address in came
        if not set(work.identifiers.whose(*address)) - set(group)
    )


def _staying_out(
    work: Work, alone: frozenset[tuple[bytes, tuple[IdentifierKind, str]]]
) -> Mapping[bytes, tuple[tuple[IdentifierKind, bytes], ...]]:
    """Return by id the hashes of the addresses that are to stay out."""
    found: dict[bytes, set[tuple[IdentifierKind, bytes]]] = {}
    for person, (kind, value) in alone:
        found.setdefault(person, set()).add((kind, work.suppression.look(kind, value)))
    return {key: tuple(sorted(looks)) for key, looks in found.items()}


def _close(
    storage: Storage,
    service: str,
    person_key: bytes,
    actor: Actor,
    *,
    members: tuple[bytes, ...] = (),
) -> None:
    """Destroy the keys, delete the rows, read both back, and say so on the ledger."""
    if not members:
        with storage.reading(service) as view:
            members = tuple(each.person_key for each in view.erasures.of(person_key))
    if storage.person_keys.destroy(service, list(members)):
        raise NotErased(service=service)
    with storage.work(service) as work:
        held = work.erasures.hold(members)
        if all(each.closed_at is not None for each in held):
            return
        entry = work.name_entry()
        forgotten = {each.id: work.erasures.forget(each.person_key) for each in held}
        for identity, counts in forgotten.items():
            work.erasures.close(identity, counts, done=entry)
        (own,) = (each for each in held if each.person_key == person_key)
        body = _body(actor, own.together or own.id, summed(forgotten.values()))
        work.commit(Entry(act=ACT, body=body), ids=(entry,))


def _body(actor: Actor, erasure: UUID, forgotten: Forgotten) -> dict[str, Json]:
    return {
        "actor": actor.identity,
        "erasure": str(erasure),
        "bodies": forgotten.bodies,
        "links": forgotten.links,
        "acceptances": forgotten.acceptances,
        "records": forgotten.records,
        "rest": forgotten.rest,
    }


def _certify(view: View, person_key: bytes) -> Certificate:
    """Say how the erasure stands, with the places of its entries on the ledger."""
    held = view.erasures.of(person_key)
    first = held[0] if held else None
    if first is None or first.closed_at is None or first.done is None:
        raise NotErased(service=view.service)
    named = [entry for entry in (first.intended, first.done) if entry is not None]
    ledger = Ledger(view.transaction, service=view.service)
    places = ledger.places_of(named)
    row = _row_of(view, first.together or first.id)
    return Certificate(
        service=view.service,
        erasure=first.id,
        ids=len(held),
        begun_at=first.begun_at,
        closed_at=first.closed_at,
        forgotten=summed(each.forgotten for each in held if each.forgotten is not None),
        epoch=max((each.epoch for each in held if each.epoch is not None), default=None),
        intended=None if first.intended is None else _entry(first.intended, places),
        done=_entry(first.done, places),
        checkpoint=ledger.checkpoint() if len(places) == len(named) else None,
        request=None if row is None else row.request,
        number=None if row is None else view.certificates.number(row.request or row.erasure),
    )


def _row_of(view: View, erasure: UUID) -> CertificateRow | None:
    try:
        return view.certificates.of_erasure(erasure)
    except NotFound:
        # It was replayed after a restore.
        return None


def _entry(entry: UUID, places: Mapping[UUID, Place]) -> CertifiedEntry:
    place = places.get(entry)
    return CertifiedEntry(
        id=entry,
        position=None if place is None else place.position,
        leaf_hash=None if place is None else place.leaf_hash.hex(),
    )
