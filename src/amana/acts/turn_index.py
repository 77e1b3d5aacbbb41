"""Replace the key of the blind indexes: announced, written, every index anew, the old destroyed.

The ring says how far it is, and each row under which key its index stands: whoever is killed is
followed by the next, and programs that run find every address all the while.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from amana.acts.act import Actor, Role
from amana.acts.turn_keys import ACT, Progress
from amana.domain.ledger.entry import Entry, Outcome
from amana.storage.database import Storage
from amana.storage.keys.indexing import (
    Stage,
    announce,
    drop_older,
    settled_for,
    stage_of,
    write_next,
)
from amana.storage.keys.turning import epochs

SETTLES: Final = timedelta(minutes=5)
"""No act of a running program takes longer: it would lose its connection."""
_AT_ONCE: Final = 500
_SCHEDULE: Final = Actor(role=Role.OPERATOR, label="schedule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """The index key that is written now, and how many indexes were written under it."""

    number: int
    written: int


def replace_index_key(  # noqa: PLR0913 - how it is done, and who hears of it
    storage: Storage,
    service: str,
    actor: Actor,
    *,
    progress: Progress,
    wait: Callable[[float], None],
    settles: timedelta = SETTLES,
) -> Turned:
    """Replace the index key, or end a replacement that was cut off.

    ``wait`` is called with seconds until the next step may be taken, ``progress`` with how many
    indexes each batch had. Raises ``NotFound`` and ``KeyringMissing`` for a service without keys.
    """
    if _stage(storage, service) is Stage.SETTLED:
        _begin(storage, service, actor)
    written = 0
    while _stage(storage, service) is not Stage.SETTLED:
        written += _step(storage, service, actor, settles=settles, progress=progress)
        if _stage(storage, service) is not Stage.SETTLED:
            wait(max(0.0, settles.total_seconds() - settled_for(storage.keys, service)))
    return Turned(number=max(storage.rings.of(service).indexes), written=written)


def follow_epochs(
    storage: Storage, service: str, *, turns: bool, settles: timedelta = SETTLES
) -> None:
    """Take the next step of a replacement; begin one where the epoch is newer. A scheduled task.

    Without ``turns`` only what was begun is ended.
    """
    stage = _stage(storage, service)
    if stage is not Stage.SETTLED:
        _step(storage, service, _SCHEDULE, settles=settles, progress=lambda _: None)
    elif turns and _epoch(storage, service) > max(storage.rings.of(service).indexes):
        _begin(storage, service, _SCHEDULE)


def _begin(storage: Storage, service: str, actor: Actor) -> None:
    _note(storage, service, actor, Outcome.INTENDED)
    announce(storage.keys, service)


def _step(
    storage: Storage, service: str, actor: Actor, *, settles: timedelta, progress: Progress
) -> int:
    """Take the step that the ring's stage allows; return how many indexes were written anew."""
    settled = settled_for(storage.keys, service) >= settles.total_seconds()
    if _stage(storage, service) is Stage.ANNOUNCED:
        if settled:
            write_next(storage.keys, service)
        return 0
    written = _write_anew(storage, service, progress)
    # What is in another act right now, or came in from one that knew the old key, is left over.
    if settled and not _left(storage, service):
        drop_older(storage.keys, service, written=max(storage.rings.of(service).indexes))
        _note(storage, service, actor, Outcome.DONE)
    return written


def _write_anew(storage: Storage, service: str, progress: Progress) -> int:
    total = 0
    while done := _batch(storage, service):
        total += done
        progress(done)
    return total


def _batch(storage: Storage, service: str) -> int:
    with storage.work(service) as work:
        done = work.identifiers.look_anew(limit=_AT_ONCE)
        work.transaction.end(commit=True)
    return done


def _left(storage: Storage, service: str) -> int:
    with storage.reading(service) as view:
        return view.identifiers.under_others()


def _stage(storage: Storage, service: str) -> Stage:
    return stage_of(storage.rings.of(service))


def _epoch(storage: Storage, service: str) -> int:
    return max(each.number for each in epochs(storage.keys, service))


def _note(storage: Storage, service: str, actor: Actor, outcome: Outcome) -> None:
    """Leave an entry: keys lie beyond the data's transaction."""
    with storage.work(service) as work:
        body = {"actor": actor.identity, "key": "index"}
        work.commit(Entry(act=ACT, outcome=outcome, body=body))
