"""The one place that picks concrete parts and puts them together."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.doors.watch import WatchDoor
from amana.acts.sequencing import Sequencing
from amana.acts.watch.counters import Counters
from amana.acts.watch.readiness import Ready
from amana.acts.watch.surroundings import Surroundings
from amana.settings import Settings
from amana.storage.address import ServerAddress
from amana.storage.database import Storage
from amana.storage.embedded import EmbeddedServer
from amana.storage.keys.root import FileRootKey
from amana.storage.ledger import Sequencer


def ignore(_step: str) -> None:
    """Hear a step and say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A running Amana, without its HTTP edge."""

    settings: Settings
    storage: Storage
    sequencer: Sequencer
    public: PublicDoor
    application: ApplicationDoor
    desk: DeskDoor
    form_key: bytes
    watch: WatchDoor


@contextmanager
def running(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Running]:
    """Start what the settings ask for, and stop it in order.

    Raises what storage raises where the database, a key or a folder cannot be used; then
    nothing of ours goes on running.
    """
    with ExitStack() as stack:
        storage = stack.enter_context(opened(settings, on_step))
        published = settings.data / "ledger"
        host = urlsplit(settings.public_url or "").hostname or "localhost"
        sequencer = Sequencer(
            storage, folder=published, origin_of=lambda service: f"{host}/{service}"
        )
        public = PublicDoor(storage, published)
        stack.enter_context(Sequencing(storage, sequencer))
        counters = Counters(settings.data / "metrics")
        counters.forget_ended()
        stack.callback(counters.close)
        yield Running(
            settings=settings,
            storage=storage,
            sequencer=sequencer,
            public=public,
            application=ApplicationDoor(storage),
            desk=DeskDoor(storage, public),
            form_key=secrets.token_bytes(32),
            watch=watch_door(settings, storage, counters),
        )


def surroundings(settings: Settings, storage: Storage) -> Surroundings:
    """Return what looks at the system are given."""
    return Surroundings(
        storage=storage,
        clock=lambda: datetime.now(UTC),
        data=settings.data,
        public_url=settings.public_url,
    )


def watch_door(settings: Settings, storage: Storage, counters: Counters) -> WatchDoor:
    """Return the door of those who watch."""
    here = surroundings(settings, storage)
    return WatchDoor(here, Ready(here), counters)


@contextmanager
def opened(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Storage]:
    """Open the database alone, set up for this release, with its keys."""
    with ExitStack() as stack:
        if settings.database_url is None:
            server = EmbeddedServer(settings.data / "database", on_step=on_step)
            address = stack.enter_context(server)
        else:
            address = ServerAddress.parse(settings.database_url.reveal())
        keys = settings.data / "secrets"
        storage = Storage(
            address,
            root_key=FileRootKey(settings.root_key_file or keys / "root.key"),
            secrets=keys,
        )
        stack.callback(storage.close)
        storage.set_up()
        yield storage
