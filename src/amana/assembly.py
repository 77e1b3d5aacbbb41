"""The one place that picks concrete parts and puts them together."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.probes.planted import planted_values
from amana.acts.probes.probe import Given
from amana.acts.probes.sites import site_of
from amana.acts.probes.wire import Wire
from amana.acts.sequencing import Sequencing
from amana.settings import Settings
from amana.storage.address import ServerAddress
from amana.storage.database import Storage
from amana.storage.embedded import EmbeddedServer, place_of
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
        first = {name: urls[0] for name, urls in settings.addresses.items()}
        public = PublicDoor(storage, published, first)
        stack.enter_context(Sequencing(storage, sequencer))
        yield Running(
            settings=settings,
            storage=storage,
            sequencer=sequencer,
            public=public,
            application=ApplicationDoor(storage),
            desk=DeskDoor(storage, public),
            form_key=secrets.token_bytes(32),
        )


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


def probing(settings: Settings) -> Given:
    """Return what probes are given to look at."""

    def folders() -> tuple[Path, ...]:
        if settings.database_url is not None:
            return ()
        return (settings.data, place_of(settings.data / "database"))

    return Given(
        sites=lambda service: tuple(site_of(url) for url in settings.addresses.get(service, ())),
        folders=folders,
        values=lambda service: planted_values(settings.data / "planted", service),
        wire=Wire(),
    )
