"""An installation of the test's own that is backed up, and places to restore it into."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from amana.acts.act import Actor, Role
from amana.acts.erase import erase
from amana.acts.restore import Asked, Restored, restore
from amana.assembly import opened, reached_with_places, restoring
from amana.domain.ledger.entry import Entry
from amana.settings import Settings
from amana.storage import Storage
from amana.storage.archive.manifest import Part
from amana.storage.archive.take import Taken, Wanted, take
from amana.storage.ledger import Sequencer


def quiet(_what: str, _through: int) -> None:
    """Hear what is copied, and say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Settings, and what a test does with them."""

    settings: Settings

    def fill(self, storage: Storage, service: str, entries: int, *, persons: int = 10) -> None:
        """Leave entries about persons, and publish the ledger."""
        for number in range(entries):
            with storage.work(service) as work:
                person = f"person-{number % persons}"
                work.commit(Entry(act="use", promises=("W1",), body={"n": number}, person=person))
        self.publish(storage, service)

    def publish(self, storage: Storage, service: str) -> None:
        """Sequence what waits."""
        sequencer = Sequencer(
            storage, folder=self.settings.data / "ledger", origin_of=lambda name: f"test/{name}"
        )
        sequencer.catch_up(service)

    def back_up(self, to: Path, *, root_key: bool = False) -> Taken:
        """Back everything up into one folder."""
        with reached_with_places(self.settings) as (storage, places, key):
            wanted = Wanted(folders=dict.fromkeys(Part, to), root_key=root_key)
            return take(storage, places, wanted, root_key=key, tell=quiet)

    def restore(
        self,
        *folders: Path,
        replace: bool = False,
        without_erasures: bool = False,
        without_tiles: bool = False,
    ) -> Restored:
        """Restore what lies in the folders."""
        asked = Asked(
            folders=folders,
            replace=replace,
            without_erasures=without_erasures,
            without_tiles=without_tiles,
        )
        with restoring(self.settings, folders) as target:
            return restore(target, asked, tell=quiet)


@pytest.fixture
def shelf() -> Iterator[Path]:
    """Make a folder that a database's unprivileged account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="amana-backup-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def here(shelf: Path) -> Installation:
    """Name an installation; its database is made when it is first opened."""
    return Installation(settings=Settings(data=shelf / "here"))


@pytest.fixture(scope="session")
def original() -> Iterator[Path]:
    """Back up a service with some entries and an erasure, once, to be copied by each test."""
    folder = Path(tempfile.mkdtemp(prefix="amana-backup-"))
    folder.chmod(0o711)
    made = Installation(settings=Settings(data=folder / "here"))
    with opened(made.settings) as storage:
        storage.create_service("shop")
        made.fill(storage, "shop", 12)
        erase(storage, "shop", person="person-1", actor=Actor(role=Role.OPERATOR, label="t"))
        made.publish(storage, "shop")
    made.back_up(folder / "kept")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def copied(original: Path) -> Iterator[Path]:
    """Copy the installation and its backup, owners and modes included."""
    copy = Path(tempfile.mkdtemp(prefix="amana-backup-"))
    subprocess.run(["cp", "-a", f"{original}/.", str(copy)], check=True)  # noqa: S607 - cp of the system
    yield copy
    shutil.rmtree(copy, ignore_errors=True)
