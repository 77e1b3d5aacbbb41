"""Close a service for good: notice, export, keys destroyed, the ledger's last entry, certificate.

Each step bears to be done again, and a run that ended in the middle is taken up by the next:

1. the state ``closing`` with its notice, and an entry *intended*: no act begins after that;
2. whatever had begun before ends;
3. what the service held is exported, if that is wanted, and an entry says so: an export that is
   whole is not made again, for by then the keys may be gone;
4. the persons' keys are deleted, and the ring that wrapped them is filled with random keys;
5. sealed bodies, links and acceptances are deleted, API keys revoked, the state is ``closed``:
   in the transaction of the ledger's last entry;
6. the ledger is signed with that entry in it, and the certificate says so.

The key that signs the ledger stays: it opens nothing, and without it no restore could go on.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amana.acts.act import Actor
from amana.acts.pause_service import check_reason
from amana.domain.errors import Broken
from amana.domain.ledger.entry import Entry, Outcome
from amana.storage.database import Storage
from amana.storage.ledger import Sequencer
from amana.storage.service_life import Emptied, ServiceState

EXPORTED: Final = "export-service"
"""The act of an entry that says: what the service held lies in an export that is whole."""
_ENDS_WITHIN_S: Final = 90.0
_LOOK_EVERY_S: Final = 0.2


class StillAtWork(Broken):
    """An act that began before the closing has not ended; the closing can be taken up later."""

    code = "service.still_at_work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What can be shown of a service that was closed."""

    service: str
    closed_at: datetime
    notice: str
    emptied: Emptied | None
    """What was deleted; ``None`` where an earlier run did it and ended before the certificate."""
    exported: bool
    checkpoint: str
    """The ledger's last checkpoint, signed; it holds every entry."""
    verifier: str
    """The key with which the checkpoint is verified."""


def close_service(  # noqa: PLR0913 - where, what, by whom, why, and what becomes of its data
    storage: Storage,
    sequencer: Sequencer,
    service: str,
    *,
    actor: Actor,
    notice: str,
    export: Callable[[], None] | None,
) -> Certificate:
    """Close the service, or go on with a closing; return its certificate.

    ``export`` writes what the service holds before anything of it is destroyed; ``None`` leaves
    that out. Raises ``NoReason`` and ``StillAtWork``, and what ``export`` raises; then it can be
    run again.
    """
    check_reason(notice)
    with storage.closing(service) as work:
        closed = work.condition.state is ServiceState.CLOSED
    emptied = None
    if not closed:
        _begin(storage, service, actor=actor, notice=notice)
        if export is not None:
            _export_once(storage, service, actor=actor, export=export)
        storage.keys.destroy_service(service)
        emptied = _end(storage, service, actor=actor, notice=notice)
    _sequence(sequencer, service)
    with storage.reading(service) as view:
        condition, exported = view.condition, view.life.was_noted(EXPORTED)
    folder = sequencer.public_folder(service)
    return Certificate(
        service=service,
        closed_at=condition.changed_at,
        notice=condition.reason,
        emptied=emptied,
        exported=exported,
        checkpoint=(folder.checkpoint() or b"").decode("utf-8"),
        verifier=folder.key() or "",
    )


def _begin(storage: Storage, service: str, *, actor: Actor, notice: str) -> None:
    """Let no act begin any more, and wait until those that began have ended."""
    with storage.closing(service) as work:
        began = work.life.transaction_id()
        work.life.become(ServiceState.CLOSING, reason=notice)
        work.commit(
            Entry(
                act="close-service",
                outcome=Outcome.INTENDED,
                body={"actor": actor.identity, "notice": notice},
            )
        )
    deadline = time.monotonic() + _ENDS_WITHIN_S
    while not _quiet(storage, service, began):
        if time.monotonic() > deadline:
            raise StillAtWork(service=service)
        time.sleep(_LOOK_EVERY_S)


def _quiet(storage: Storage, service: str, began: int) -> bool:
    with storage.reading(service) as view:
        return view.life.all_before_are_over(began)


def _export_once(
    storage: Storage, service: str, *, actor: Actor, export: Callable[[], None]
) -> None:
    """Export, unless an earlier run has; the entry comes when the export is whole."""
    with storage.reading(service) as view:
        if view.life.was_noted(EXPORTED):
            return
    export()
    with storage.closing(service) as work:
        work.commit(Entry(act=EXPORTED, body={"actor": actor.identity}))


def _end(storage: Storage, service: str, *, actor: Actor, notice: str) -> Emptied:
    """Delete what is sealed and write the ledger's last entry, both or neither."""
    with storage.closing(service) as work:
        exported = work.life.was_noted(EXPORTED)
        emptied = work.life.empty()
        work.life.revoke_all_keys()
        work.life.become(ServiceState.CLOSED, reason=notice)
        work.commit(
            Entry(
                act="close-service",
                body={
                    "actor": actor.identity,
                    "bodies": emptied.bodies,
                    "links": emptied.links,
                    "acceptances": emptied.acceptances,
                    "records": emptied.records,
                    "rest": emptied.rest,
                    "exported": exported,
                },
            )
        )
    return emptied


def _sequence(sequencer: Sequencer, service: str) -> None:
    """Have the last entry signed and published, by this program or by one that runs."""
    deadline = time.monotonic() + _ENDS_WITHIN_S
    sequencer.catch_up(service)
    while sequencer.lag(service).waiting:
        if time.monotonic() > deadline:
            raise StillAtWork(service=service)
        time.sleep(_LOOK_EVERY_S)
        sequencer.catch_up(service)
    sequencer.publish(service)
