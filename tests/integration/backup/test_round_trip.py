"""What was backed up comes back, row by row."""

from pathlib import Path

import pytest

from amana.assembly import opened
from amana.settings import Settings


def test_a_backup_comes_back_into_an_empty_place(here, shelf: Path) -> None:
    """All rows are back, and the ledger goes on where it was."""
    with opened(here.settings) as storage:
        storage.create_service("shop")
        here.fill(storage, "shop", 30)
    taken = here.back_up(shelf / "kept")
    folder = next(iter(taken.parts.values())).parent
    (here.settings.data).rename(shelf / "lost")
    (shelf / "lost" / "ledger").rename(shelf / "x")
    here.settings.data.mkdir()
    (shelf / "x").rename(here.settings.data / "ledger")
    (here.settings.data / "secrets").mkdir(mode=0o700)
    (shelf / "lost" / "secrets" / "root.key").rename(here.settings.data / "secrets" / "root.key")
    done = here.restore(folder)
    print(done)
    with opened(here.settings) as storage:
        assert storage.services() == ("shop",)
        with storage.reading("shop") as view:
            print(view.people.acts("person-1"))
