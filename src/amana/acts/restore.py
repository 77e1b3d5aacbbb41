"""Restore a backup: nothing of it is readable before the erasures made since are replayed.

1. Every byte of the backup is checked; nothing has changed until then.
2. What lies beside the databases comes back where it is missing; nothing newer is replaced.
3. The logins are shut and the database is marked; rows come in one transaction.
4. Migrations of this release run; the erasures made since the backup are done again; each ledger
   goes on with ``restored``; sessions and sign-in links end.
5. The mark goes, the logins are opened.

Killed anywhere, the same command begins anew; in between no program of Amana takes the database.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from amana.storage.archive.copying import Tell
from amana.storage.archive.errors import NoBackup, Occupied
from amana.storage.archive.folders import Places, journals_in, ledgers_in, secrets_in, secrets_of
from amana.storage.archive.loading import (
    Ground,
    Loaded,
    end_access,
    let_services_in,
    load,
    occupied,
    reopen,
    shut,
    unmark,
    untouched,
)
from amana.storage.archive.lost import acts_since, refuse_lost_journals, refuse_lost_tiles
from amana.storage.archive.manifest import Part
from amana.storage.archive.opening import Held, open_backup
from amana.storage.database import Storage
from amana.storage.keys.root import RootKey
from amana.storage.ledger import GoneOn, Sequencer, go_on_after_restore
from amana.storage.ledger.errors import NotSequenced
from amana.storage.migrate import KEYS, migrations
from amana.storage.replay import replay
from amana.storage.roles import lay_ground, lay_keys_ground, make_database
from amana.storage.transaction import faults_as_errors

_ASIDE: Final = "amana_before_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the operator asked for, and what was said explicitly."""

    folders: tuple[Path, ...]
    parts: frozenset[Part] = frozenset(Part)
    replace: bool = False
    """Services that are here may be replaced; their rows are kept beside."""
    without_erasures: bool = False
    """The journal of erasures is lost: who was erased since the backup comes back."""
    without_tiles: bool = False
    """The published ledger is lost: its end since the backup is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a backup is restored into."""

    storage: Storage
    shut: Storage
    """The same, its logins under passwords that no other program has."""
    sequencer: Sequencer
    """On ``shut``."""
    places: Places
    root_key: RootKey


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredService:
    """What became of a service."""

    service: str
    replayed: int
    """Erasures that were done again."""
    ledger: GoneOn
    since: Mapping[tuple[datetime, str], int]
    """Published acts since the backup, by hour and name; their bodies are gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did, and what was lost."""

    taken_at: Mapping[Part, datetime]
    """The instant of each part."""
    database: Loaded | None
    """``None`` where the rows were not restored."""
    services: tuple[RestoredService, ...]
    sessions_ended: int


def restore(target: Target, asked: Asked, *, tell: Tell) -> Restored:
    """Restore what was asked for; on any error before step 3 nothing has changed.

    Raises what is wrong with the backup, ``Occupied``, ``StillRunning``, ``NothingToReplay`` and
    ``NoTiles``, and what the database and the ledger raise.
    """
    parts = open_backup(asked.folders, target.root_key, parts=asked.parts, tell=tell)
    if not parts:
        raise NoBackup(folder=str(asked.folders[0]))
    databases = _databases(target, parts)
    _refuse(target, asked, databases, parts)
    _put_beside(target.places, parts)
    if not databases:
        return Restored(taken_at=_instants(parts), database=None, services=(), sessions_ended=0)
    loaded = _loaded(target, databases, tell)
    let_services_in(_data(target), target.shut.passwords)
    target.shut.set_up()
    services = _set_right(target, tell)
    ended = end_access(_data(target))
    for ground in (_keys(target), _data(target)):
        unmark(ground)
    target.storage.set_up()
    return Restored(
        taken_at=_instants(parts),
        database=loaded.get(Part.DATA),
        services=services,
        sessions_ended=ended,
    )


def _databases(target: Target, parts: Mapping[Part, Held]) -> Mapping[Part, tuple[Ground, Held]]:
    """Return the databases that rows are put back into: the data first."""
    grounds = {Part.DATA: _data, Part.KEYS: _keys}
    return {
        part: (ground(target), parts[part]) for part, ground in grounds.items() if part in parts
    }


def _loaded(
    target: Target, databases: Mapping[Part, tuple[Ground, Held]], tell: Tell
) -> Mapping[Part, Loaded]:
    """Shut the logins and put the rows back; where that fails at once, all is as it was."""
    grounds = (_data(target), _keys(target))
    try:
        for ground in grounds:
            shut(ground, target.shut.passwords)
        return {
            part: load(ground, held, aside=_aside(held), tell=tell)
            for part, (ground, held) in databases.items()
        }
    except BaseException:
        if all(untouched(ground) for ground in grounds):
            for ground in reversed(grounds):
                reopen(ground, target.storage.passwords)
        raise


def _aside(held: Held) -> str:
    return f"{_ASIDE}{held.manifest.taken_at:%Y%m%d}_{uuid4().hex[:8]}"


def _refuse(
    target: Target,
    asked: Asked,
    databases: Mapping[Part, tuple[Ground, Held]],
    parts: Mapping[Part, Held],
) -> None:
    """Refuse what would overwrite, or lose erasures or published entries without a word."""
    with faults_as_errors():
        for address in (target.shut.address, target.shut.keys.address):
            make_database(address)
    if not asked.replace and any(occupied(ground) for ground, _ in databases.values()):
        raise Occupied
    data = parts.get(Part.DATA)
    if data is not None and not asked.without_tiles:
        refuse_lost_tiles(target.places, data.manifest)
    if data is not None and not asked.without_erasures:
        refuse_lost_journals(target.places, data.manifest, parts.get(Part.LEDGER))


def _put_beside(places: Places, parts: Mapping[Part, Held]) -> None:
    """Put back secrets, published ledgers and journals that are not in place."""
    epochs, ledger = parts.get(Part.EPOCHS), parts.get(Part.LEDGER)
    if epochs is not None:
        secrets_in(places, secrets_of(epochs.manifest.files, epochs.folder))
    if ledger is not None:
        ledgers_in(places, ledger.folder, ledger.manifest.files)
        journals_in(places, ledger.folder, ledger.manifest.files)


def _set_right(target: Target, tell: Tell) -> tuple[RestoredService, ...]:
    """Erase again, and let each ledger go on, while nobody can come in."""
    found, identity = [], uuid4()
    for service in target.shut.services():
        tell(service, 0)
        found.append(_set_service_right(target, service, identity))
    return tuple(found)


def _set_service_right(target: Target, service: str, identity: UUID) -> RestoredService:
    published = target.places.published
    replayed = replay(target.shut, service).replayed
    if target.sequencer.public_folder(service).checkpoint() is None:
        # Nothing is left of what was published, and that was said to be known; or nothing ever was.
        with suppress(NotSequenced):
            target.sequencer.publish(service)
    gone_on = go_on_after_restore(target.shut, service, published=published, restore=identity)
    since = acts_since(published / service, gone_on.held)
    target.sequencer.catch_up(service)
    return RestoredService(service=service, replayed=replayed, ledger=gone_on, since=since)


def _data(target: Target) -> Ground:
    storage = target.shut
    return Ground(
        administration=storage.administration,
        lay=lambda connection: lay_ground(connection, storage.address, storage.passwords),
        known=migrations(),
        holds="services_here",
        compares_keys=True,
    )


def _keys(target: Target) -> Ground:
    keys, passwords = target.shut.keys, target.shut.passwords
    return Ground(
        administration=keys.as_administrator,
        lay=lambda connection: lay_keys_ground(connection, keys.address, passwords),
        known=migrations(KEYS),
        holds="persons_here",
    )


def _instants(parts: Mapping[Part, Held]) -> Mapping[Part, datetime]:
    return {part: held.manifest.taken_at for part, held in parts.items()}
