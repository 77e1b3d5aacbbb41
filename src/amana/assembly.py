"""The one place that picks concrete parts and puts them together."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.erase import finish_erasures
from amana.acts.jobs import Handler
from amana.acts.schedule import Scheduled
from amana.acts.sequencing import Sequencing
from amana.acts.working import Duties
from amana.settings import Settings
from amana.storage.address import ServerAddress
from amana.storage.database import Storage
from amana.storage.embedded import EmbeddedServer, running_at
from amana.storage.errors import NoDatabaseRuns
from amana.storage.installation import check_writable
from amana.storage.keys.root import FileRootKey
from amana.storage.ledger import Sequencer


def ignore(_step: str) -> None:
    """Hear a step and say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Amana's parts put together, without its HTTP edge and its loops."""

    settings: Settings
    storage: Storage
    database: EmbeddedServer | None
    """The database, where it is ours to run."""
    sequencer: Sequencer
    public: PublicDoor
    application: ApplicationDoor
    desk: DeskDoor
    form_key: bytes
    duties: Duties
    """What its workers can do."""


@contextmanager
def running(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Running]:
    """Start what the settings ask for, in this one process, and stop it in order.

    Raises what storage raises where the database, a key or a folder cannot be used; then
    nothing of ours goes on running. Its ledgers are sequenced; jobs are for workers.
    """
    with prepared(settings, on_step) as amana, Sequencing(amana.storage, amana.sequencer):
        yield amana


@contextmanager
def prepared(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Running]:
    """Start the database and put the parts together; none of their loops runs yet.

    Raises what :func:`running` does.
    """
    with (
        _database(settings, on_step) as (address, database),
        _storage(settings, address) as storage,
    ):
        _set_up(settings, storage)
        yield _put_together(settings, storage, database)


@contextmanager
def joined(settings: Settings) -> Iterator[Running]:
    """Put the parts together on a database that another program has set up and keeps running.

    Raises ``NoDatabaseRuns`` where there is none, and what joining a database raises.
    """
    address = _address_of_other(settings)
    if address is None:
        raise NoDatabaseRuns(folder=str(settings.data))
    with _storage(settings, address) as storage:
        storage.join()
        yield _put_together(settings, storage, None)


@contextmanager
def opened(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Storage]:
    """Open the database alone, set up for this release, with its keys.

    Raises what storage raises.
    """
    with _database(settings, on_step) as (address, _), _storage(settings, address) as storage:
        _set_up(settings, storage)
        yield storage


@contextmanager
def reached(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Storage]:
    """Open the database beside a program that runs it, or start it for as long as this lasts.

    Nothing is set up: what is there stays as the release that set it up left it.
    """
    with ExitStack() as stack:
        address = _address_of_other(settings)
        if address is None:
            address, _ = stack.enter_context(_database(settings, on_step))
        yield stack.enter_context(_storage(settings, address))


def _address_of_other(settings: Settings) -> ServerAddress | None:
    """Return where the database answers that this program need not start."""
    if settings.database_url is not None:
        return ServerAddress.parse(settings.database_url.reveal())
    return running_at(settings.data / "database")


def _set_up(settings: Settings, storage: Storage) -> None:
    """Make the database what this release needs.

    A server of the organisation's own is migrated by ``amana migrate``, since other programs may
    be at work there; only a fresh database is set up here.
    """
    if settings.database_url is None:
        # Nobody else is at work in a folder of ours: new code may follow the old at once.
        storage.set_up()
    else:
        storage.join()


def scheduled(settings: Settings) -> tuple[Scheduled, ...]:
    """Return what workers run again and again for each service."""
    del settings
    return (Scheduled(name="erasures.finish", every=timedelta(minutes=1), run=finish_erasures),)


def handlers(settings: Settings) -> Mapping[str, Handler]:
    """Return what workers do for a job of each name."""
    del settings
    return {}


def _put_together(settings: Settings, storage: Storage, database: EmbeddedServer | None) -> Running:
    published = settings.data / "ledger"
    host = urlsplit(settings.public_url or "").hostname or "localhost"
    public = PublicDoor(storage, published)
    return Running(
        settings=settings,
        storage=storage,
        database=database,
        sequencer=Sequencer(
            storage, folder=published, origin_of=lambda service: f"{host}/{service}"
        ),
        public=public,
        application=ApplicationDoor(storage),
        desk=DeskDoor(storage, public),
        form_key=secrets.token_bytes(32),
        duties=Duties(tasks=scheduled(settings), handlers=handlers(settings)),
    )


@contextmanager
def _database(
    settings: Settings, on_step: Callable[[str], None]
) -> Iterator[tuple[ServerAddress, EmbeddedServer | None]]:
    """Start our own database, or name the one that was given."""
    check_writable(settings.data)
    if settings.database_url is not None:
        yield ServerAddress.parse(settings.database_url.reveal()), None
        return
    server = EmbeddedServer(settings.data / "database", on_step=on_step)
    with server as address:
        yield address, server


@contextmanager
def _storage(settings: Settings, address: ServerAddress) -> Iterator[Storage]:
    """Open the database at this address with the keys of the settings."""
    keys = settings.data / "secrets"
    root_key = FileRootKey(settings.root_key_file or keys / "root.key")
    given = settings.keys_url
    storage = Storage(
        address,
        root_key=root_key,
        secrets=keys,
        keys_address=None if given is None else ServerAddress.parse(given.reveal()),
        erasures=settings.data / "erasures",
    )
    try:
        yield storage
    finally:
        storage.close()
