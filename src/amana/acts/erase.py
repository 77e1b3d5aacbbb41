"""Erase a person: the tombstone first, then their key and all that hangs on it, read back.

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
from amana.acts.deciding.asked import check_person
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.storage.database import Storage
from amana.storage.erasures import Erasure, Forgotten, Journaled
from amana.storage.errors import NotErased
from amana.storage.ledger import Ledger, Place
from amana.storage.work import View

ACT: Final = "erase"
BY_SCHEDULE: Final = Actor(role=Role.OPERATOR, label="schedule")
_log = logging.getLogger(__name__)


def erase(storage: Storage, service: str, *, person: str, actor: Actor) -> Certificate:
    """Erase all that is held about the person, and certify it. Asked twice it says the same.

    From the first commit on every read in every process refuses. The id stays refused for ever:
    who comes back gets a new one. Raises ``UnusablePerson``, and ``NotErased`` where something
    is left when all is read back.
    """
    check_person(person)
    with storage.reading(service) as view:
        person_key = view.sealer.person_key(person)
        known = view.erasures.of(person_key)
    if known is None:
        _begin(storage, service, person_key, actor)
    if known is None or known.closed_at is None:
        _close(storage, service, person_key, actor)
    with storage.reading(service) as view:
        return _certify(view, person_key)


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


def _begin(storage: Storage, service: str, person_key: bytes, actor: Actor) -> None:
    """Set the tombstone, in the journal first: from this commit on every read refuses."""
    epoch = storage.person_keys.epoch_of(service, person_key)
    with storage.work(service) as work:
        entry = work.name_entry()
        erasure = work.erasures.begin(person_key, intended=entry, epoch=epoch)
        if erasure is None:
            # Somebody else was first; the erasure goes on from theirs.
            return
        storage.journal.append(
            service, Journaled(at=work.now, erasure=erasure, person_key=person_key)
        )
        body: dict[str, Json] = {"actor": actor.identity, "erasure": str(erasure)}
        work.commit(Entry(act=ACT, outcome=Outcome.INTENDED, body=body), ids=(entry,))


def _close(storage: Storage, service: str, person_key: bytes, actor: Actor) -> None:
    """Destroy the key, delete the rows, read both back, and say so on the ledger."""
    if storage.person_keys.destroy(service, [person_key]):
        raise NotErased(service=service)
    with storage.work(service) as work:
        held = work.erasures.hold(person_key)
        if held.closed_at is not None:
            return
        forgotten, entry = work.erasures.forget(person_key), work.name_entry()
        work.erasures.close(held.id, forgotten, done=entry)
        work.commit(Entry(act=ACT, body=_body(actor, held, forgotten)), ids=(entry,))


def _body(actor: Actor, erasure: Erasure, forgotten: Forgotten) -> dict[str, Json]:
    return {
        "actor": actor.identity,
        "erasure": str(erasure.id),
        "bodies": forgotten.bodies,
        "links": forgotten.links,
        "acceptances": forgotten.acceptances,
        "records": forgotten.records,
        "rest": forgotten.rest,
    }


def _certify(view: View, person_key: bytes) -> Certificate:
    """Say how the erasure stands, with the places of its entries on the ledger."""
    held = view.erasures.of(person_key)
    if held is None or held.closed_at is None or held.done is None or held.forgotten is None:
        raise NotErased(service=view.service)
    named = [entry for entry in (held.intended, held.done) if entry is not None]
    ledger = Ledger(view.transaction, service=view.service)
    places = ledger.places_of(named)
    return Certificate(
        service=view.service,
        erasure=held.id,
        begun_at=held.begun_at,
        closed_at=held.closed_at,
        forgotten=held.forgotten,
        epoch=held.epoch,
        intended=None if held.intended is None else _entry(held.intended, places),
        done=_entry(held.done, places),
        checkpoint=ledger.checkpoint() if len(places) == len(named) else None,
    )


def _entry(entry: UUID, places: Mapping[UUID, Place]) -> CertifiedEntry:
    place = places.get(entry)
    return CertifiedEntry(
        id=entry,
        position=None if place is None else place.position,
        leaf_hash=None if place is None else place.leaf_hash.hex(),
    )
