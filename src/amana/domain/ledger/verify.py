"""Checking a whole log from its public files: leaves, tiles, root, signature, history.

Pure: files come from a reader, the signature check is handed in. Nothing that the log says about
itself is believed: every tile and the root are computed anew from the leaves. Against an earlier
checkpoint the root of that day is computed from today's leaves, which shows more than a
consistency proof does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from amana.domain.ledger.checkpoint import Checkpoint, open_checkpoint, read_unverified
from amana.domain.ledger.cosignature import WitnessKey, cosigned_at
from amana.domain.ledger.errors import ForgedCheckpoint, MalformedCheckpoint, NoLedger
from amana.domain.ledger.note import SignatureCheck, VerifierKey, parse_note
from amana.domain.ledger.opened import OpenedEntry
from amana.domain.ledger.superseded import compare_superseded
from amana.domain.ledger.tile import CHECKPOINT_PATH
from amana.domain.ledger.walk import MOST_FAULTS, Fault, Reader, Walk, Wrong, walk_log


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check of a log found. Sound only if nothing at all is wrong."""

    checkpoint: Checkpoint | None
    """What the log says of itself; ``None`` where that cannot even be read."""
    leaves: int = 0
    """How many leaves were hashed."""
    tiles: int = 0
    """How many hash tiles were compared."""
    superseded: int | None = None
    """How many partial files that a longer one followed were compared; ``None`` where none was."""
    since: Checkpoint | None = None
    entry: int | None = None
    """The position of the person's own entry, where one was looked for."""
    witnessed: Mapping[str, datetime] = field(default_factory=dict)
    """When each witness that was asked for cosigned the checkpoint, by its name."""
    faults: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        """Tell whether every check was made and none failed."""
        return not self.faults


def verify_log(  # noqa: PLR0913 - what a reader holds against the log, each by its name
    read: Reader,
    *,
    key: VerifierKey,
    check: SignatureCheck,
    since: Checkpoint | None = None,
    entry: OpenedEntry | None = None,
    witnesses: tuple[WitnessKey, ...] = (),
    partial: Iterable[str] | None = None,
) -> Verdict:
    """Return what is wrong with the log whose files ``read`` gives, as far as can be seen.

    ``since`` is an earlier checkpoint, its signature already checked. ``entry`` must stand in the
    log at its position. Each of the ``witnesses`` must have cosigned the checkpoint. ``partial``
    are the paths of partial files that lie there, where that can be listed: those that the
    checkpoint does not call for have to begin what followed them. Raises ``NoLedger`` where there
    is no checkpoint to begin with.
    """
    data = read(CHECKPOINT_PATH)
    if data is None:
        raise NoLedger
    try:
        head = read_unverified(data)
    except MalformedCheckpoint:
        return Verdict(
            checkpoint=None,
            since=since,
            faults=(Fault(wrong=Wrong.CHECKPOINT_MALFORMED, path=CHECKPOINT_PATH),),
        )
    walk = walk_log(
        read,
        head.size,
        old_size=None if since is None else since.size,
        position=None if entry is None else entry.position,
    )
    witnessed = _witnessed(data, witnesses, check)
    older = None if partial is None else compare_superseded(read, head.size, partial)
    faults = (
        *_signature_faults(data, key, check),
        *(
            Fault(wrong=Wrong.UNWITNESSED, path=witness.name)
            for witness in witnesses
            if witness.name not in witnessed
        ),
        *walk.faults,
        *(
            Fault(wrong=Wrong.SUPERSEDED_DIFFERS, path=path)
            for path in (() if older is None else older.differing[:MOST_FAULTS])
        ),
        *_root_faults(head, walk),
        *_history_faults(head, walk, since),
        *_entry_faults(head, walk, entry),
    )
    return Verdict(
        checkpoint=head,
        leaves=walk.frontier.size,
        tiles=walk.tiles,
        superseded=None if older is None else older.compared,
        since=since,
        entry=None if entry is None else entry.position,
        witnessed=witnessed,
        faults=faults,
    )


def _witnessed(
    data: bytes, witnesses: tuple[WitnessKey, ...], check: SignatureCheck
) -> Mapping[str, datetime]:
    note = parse_note(data)
    times = ((witness.name, cosigned_at(note, witness, check)) for witness in witnesses)
    return {name: time for name, time in times if time is not None}


def _signature_faults(data: bytes, key: VerifierKey, check: SignatureCheck) -> Iterator[Fault]:
    try:
        open_checkpoint(data, key=key, check=check)
    except ForgedCheckpoint:
        yield Fault(wrong=Wrong.CHECKPOINT_FORGED, path=CHECKPOINT_PATH)


def _root_faults(head: Checkpoint, walk: Walk) -> Iterator[Fault]:
    if walk.frontier.size == head.size and walk.frontier.root != head.root:
        yield Fault(wrong=Wrong.ROOT_DIFFERS, path=CHECKPOINT_PATH)


def _history_faults(head: Checkpoint, walk: Walk, since: Checkpoint | None) -> Iterator[Fault]:
    if since is None:
        return
    if since.origin != head.origin:
        yield Fault(wrong=Wrong.ORIGIN_DIFFERS, path=CHECKPOINT_PATH)
    if since.size > head.size:
        yield Fault(wrong=Wrong.SHRUNK, path=CHECKPOINT_PATH)
    elif walk.old_root is not None and walk.old_root != since.root:
        yield Fault(wrong=Wrong.HISTORY_DIFFERS)


def _entry_faults(head: Checkpoint, walk: Walk, entry: OpenedEntry | None) -> Iterator[Fault]:
    if entry is None:
        return
    if entry.position >= head.size:
        yield Fault(wrong=Wrong.ENTRY_ABSENT, position=entry.position)
    elif walk.own_leaf is not None and walk.own_leaf != entry.leaf:
        yield Fault(wrong=Wrong.ENTRY_DIFFERS, position=entry.position)
