"""The one place that picks concrete parts and puts them together."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.restore import Target
from amana.acts.sequencing import Sequencing
from amana.settings import Settings
from amana.storage.address import ServerAddress
from amana.storage.archive.folders import Places
from amana.storage.archive.opening import bring_root_key
from amana.storage.database import Storage
from amana.storage.embedded import EmbeddedServer, joined
from amana.storage.installation import check_writable
from amana.storage.keys.root import FileRootKey, RootKey
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
        sequencer = _sequencer(settings, storage)
        public = PublicDoor(storage, settings.data / "ledger")
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
    """Open the database alone, set up for this release, with its keys.

    A server of the organisation's own is migrated by ``amana migrate``, since other programs may
    be at work there; only a fresh database is set up here. Raises what storage raises.
    """
    with ExitStack() as stack:
        storage = _storage(settings, stack.enter_context(_started(settings, on_step)))
        stack.callback(storage.close)
        if settings.database_url is None:
            # Nobody else is at work in a folder of ours: new code may follow the old at once.
            storage.set_up()
        else:
            storage.join()
        yield storage


@contextmanager
def reached(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Storage]:
    """Open the database beside a program that runs it, or start it for as long as this lasts.

    Nothing is set up: what is there stays as the release that set it up left it.
    """
    with ExitStack() as stack:
        here = None if settings.database_url else joined(settings.data / "database")
        address = here or stack.enter_context(_started(settings, on_step))
        storage = _storage(settings, address)
        stack.callback(storage.close)
        yield storage


@contextmanager
def reached_with_places(
    settings: Settings, on_step: Callable[[str], None] = ignore
) -> Iterator[tuple[Storage, Places, RootKey]]:
    """Reach the database, and name what lies beside it, for a backup."""
    with reached(settings, on_step) as storage:
        yield storage, _places(settings), FileRootKey(_places(settings).root_key)


@contextmanager
def restoring(
    settings: Settings, folders: Iterable[Path], on_step: Callable[[str], None] = ignore
) -> Iterator[Target]:
    """Start the database alone, to restore into it what lies in these folders.

    A root key that is not in place is taken from the backup, if that holds it; else raises
    ``NoRootKey``.
    """
    places = _places(settings)
    check_writable(settings.data)
    bring_root_key(folders, places.root_key)
    with ExitStack() as stack:
        address = stack.enter_context(_started(settings, on_step))
        storage = _storage(settings, address)
        stack.callback(storage.close)
        shut = _storage(settings, address, passwords=places.secrets / ".restoring.json")
        stack.callback(shut.close)
        yield Target(
            storage=storage,
            shut=shut,
            sequencer=_sequencer(settings, shut),
            places=places,
            root_key=FileRootKey(places.root_key),
        )


def _places(settings: Settings) -> Places:
    keys = settings.data / "secrets"
    return Places(
        secrets=keys,
        root_key=settings.root_key_file or keys / "root.key",
        published=settings.data / "ledger",
        erasures=settings.data / "erasures",
    )


def _sequencer(settings: Settings, storage: Storage) -> Sequencer:
    host = urlsplit(settings.public_url or "").hostname or "localhost"
    return Sequencer(
        storage,
        folder=_places(settings).published,
        origin_of=lambda service: f"{host}/{service}",
    )


@contextmanager
def _started(settings: Settings, on_step: Callable[[str], None]) -> Iterator[ServerAddress]:
    """Start the embedded database, or name the one that the settings name."""
    check_writable(settings.data)
    if settings.database_url is not None:
        yield ServerAddress.parse(settings.database_url.reveal())
        return
    with EmbeddedServer(settings.data / "database", on_step=on_step) as address:
        yield address


def _storage(settings: Settings, address: ServerAddress, passwords: Path | None = None) -> Storage:
    places = _places(settings)
    root_key = FileRootKey(places.root_key)
    return Storage(address, root_key=root_key, secrets=places.secrets, passwords=passwords)
