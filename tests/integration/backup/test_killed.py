"""Killed with SIGKILL at its steps: no half backup, and no half-restored database that serves."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.assembly import opened
from amana.storage.errors import PersonErased, RestoreUnfinished

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation

KILLED = """
import os, signal, sys
from pathlib import Path
from amana.acts.restore import Asked, restore
from amana.assembly import reached_with_places, restoring
from amana.settings import Settings
from amana.storage.archive.manifest import Part
from amana.storage.archive.take import Wanted, take

what, data, folder, step = sys.argv[1:]
settings = Settings(data=Path(data))

def tell(name, through):
    if name == step:
        os.kill(os.getpid(), signal.SIGKILL)

if what == "backup":
    with reached_with_places(settings) as (storage, places, key):
        wanted = Wanted(folders=dict.fromkeys(Part, Path(folder)))
        take(storage, places, wanted, root_key=key, tell=tell)
else:
    with restoring(settings, [Path(folder)]) as target:
        restore(target, Asked(folders=(Path(folder),), replace=True), tell=tell)
"""


@pytest.fixture
def shelf(copied: Path) -> Path:
    """Name the folder of a copy of an installation and its backup."""
    return copied


@pytest.fixture
def folder(copied: Path) -> Path:
    """Name that backup."""
    return next((copied / "kept").iterdir())


def _killed(what: str, here: "Installation", folder: Path, step: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, what, str(here.settings.data), str(folder), step],
        check=False,
        timeout=120,
    )
    assert ran.returncode == -signal.SIGKILL


@pytest.mark.parametrize("step", ["entry_body", "person_key"])
def test_a_killed_backup_leaves_nothing_that_looks_whole(
    here: "Installation", shelf: Path, step: str
) -> None:
    """What it left is swept away by the next one, which is whole."""
    _killed("backup", here, shelf / "new", step)
    assert [path.name[0] for path in (shelf / "new").iterdir()] == ["."]
    taken = here.back_up(shelf / "new")
    assert set((shelf / "new").iterdir()) == {folder.parent for folder in taken.parts.values()}


def test_what_others_left_half_done_stays_theirs(here: "Installation", shelf: Path) -> None:
    """In a folder that others write into, nothing of theirs is taken away or stops a backup."""
    (shelf / "shared").mkdir()
    (shelf / "shared" / ".theirs.partial").mkdir()
    (shelf / "shared" / ".file.amana-partial").touch()
    (shelf / "shared" / ".link.amana-partial").symlink_to(shelf / "nowhere")
    here.back_up(shelf / "shared")
    left = {path.name for path in (shelf / "shared").iterdir() if path.name.startswith(".")}
    assert left == {".theirs.partial", ".file.amana-partial", ".link.amana-partial"}


@pytest.mark.parametrize(
    ("step", "then"),
    [
        ("entry.copy.gz", "serves"),
        ("entry_body", "refuses"),
        ("person_key", "refuses"),
        ("shop", "refuses"),
    ],
)
def test_a_killed_restore_serves_nobody_until_it_is_run_again(
    here: "Installation", folder: Path, step: str, then: str
) -> None:
    """Before the first change all serves on; after it nothing does, and the next run ends it."""
    _killed("restore", here, folder, step)
    if then == "refuses":
        with pytest.raises(RestoreUnfinished), opened(here.settings):
            pass
    here.restore(folder, replace=True)
    with opened(here.settings) as storage, storage.reading("shop") as view:
        assert view.people.acts("person-2")
        with pytest.raises(PersonErased):
            view.people.acts("person-1")
