"""The database as the settings name it: started, reached beside others, or joined."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from amana.assembly.root_key import root_key_of
from amana.domain.errors import AmanaError
from amana.settings import ClockCheck, Settings
from amana.storage.address import ServerAddress
from amana.storage.archive.folders import Places
from amana.storage.database import Storage
from amana.storage.embedded import EmbeddedServer, running_at
from amana.storage.errors import ClockBehind, ClockSkewed
from amana.storage.installation import check_clocks, check_writable
from amana.storage.keys import RootKey

_log = logging.getLogger(__name__)


def clock() -> datetime:
    """Return the instant by this machine's clock, for what no transaction dates."""
    return datetime.now(UTC)


def ignore(_step: str) -> None:
    """Hear a step and say nothing."""


@contextmanager
def opened(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Storage]:
    """Open the database alone, set up for this release, with its keys.

    Raises what storage raises.
    """
    with database_of(settings, on_step) as (address, _), storage_of(settings, address) as storage:
        set_up(settings, storage)
        yield storage


@contextmanager
def reached(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Storage]:
    """Open the database beside a program that runs it, or start it for as long as this lasts.

    Nothing is set up: what is there stays as the release that set it up left it.
    """
    with ExitStack() as stack:
        address = address_of_other(settings)
        if address is None:
            address, _ = stack.enter_context(database_of(settings, on_step))
        yield stack.enter_context(storage_of(settings, address))


@contextmanager
def reached_or_away(settings: Settings) -> Iterator[tuple[Storage, str | None]]:
    """Reach the database; where that fails, give a storage that nothing answers, and why."""
    with ExitStack() as stack:
        away: str | None = None
        try:
            storage = stack.enter_context(reached(settings))
        except AmanaError as error:
            away = error.code
            nobody = ServerAddress(host="/", port=0, database="", user="", password="")
            storage = stack.enter_context(storage_of(settings, nobody))
        yield storage, away


@contextmanager
def at_hand(settings: Settings) -> Iterator[Storage]:
    """Open the database set up and checked, also beside a program that runs it."""
    address = address_of_other(settings)
    if settings.database_url is not None or address is None:
        with opened(settings) as storage:
            yield storage
        return
    with storage_of(settings, address) as storage:
        storage.join()
        yield storage


@contextmanager
def reached_with_places(
    settings: Settings, on_step: Callable[[str], None] = ignore
) -> Iterator[tuple[Storage, Places, RootKey]]:
    """Reach the database, and name what lies beside it, for a backup."""
    with reached(settings, on_step) as storage:
        yield storage, places_of(settings), root_key_of(settings)


def places_of(settings: Settings) -> Places:
    """Return where these settings keep what is in no database."""
    keys = settings.data / "secrets"
    return Places(
        secrets=keys,
        root_key=settings.root_key_file or keys / "root.key",
        published=settings.data / "ledger",
        erasures=settings.data / "erasures",
    )


@contextmanager
def database_of(
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
def storage_of(
    settings: Settings, address: ServerAddress, passwords: Path | None = None
) -> Iterator[Storage]:
    """Open the database at this address with the keys of the settings."""
    places, given = places_of(settings), settings.keys_url
    storage = Storage(
        address,
        root_key=root_key_of(settings),
        secrets=places.secrets,
        keys_address=None if given is None else ServerAddress.parse(given.reveal()),
        erasures=places.erasures,
        passwords=passwords,
        evidence=settings.evidence,
    )
    try:
        yield storage
    finally:
        storage.close()


def address_of_other(settings: Settings) -> ServerAddress | None:
    """Return where the database answers that this program need not start."""
    if settings.database_url is not None:
        return ServerAddress.parse(settings.database_url.reveal())
    return running_at(settings.data / "database")


def set_up(settings: Settings, storage: Storage) -> None:
    """Make the database what this release needs.

    A server of the organisation's own is migrated by ``amana migrate``, since other programs may
    be at work there; only a fresh database is set up here.
    """
    if settings.database_url is None:
        # Nobody else is at work in a folder of ours: new code may follow the old at once.
        storage.set_up()
    else:
        storage.join()
    try:
        check_clocks(storage.clocks(), here=clock())
    except (ClockBehind, ClockSkewed) as wrong:
        if settings.clock is ClockCheck.REFUSE:
            raise
        _log.warning("clock: %s", wrong)
