"""What was backed up comes back, row by row."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.assembly import opened, reached_with_places
from amana.storage.archive.errors import NotOurs
from amana.storage.archive.manifest import Part
from amana.storage.archive.take import Wanted, take
from amana.storage.keys import FileRootKey
from amana.storage.secret_files import write_secret

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation


def test_the_root_key_comes_along_only_where_it_is_asked_for(
    here: "Installation", shelf: Path
) -> None:
    """Then one part opens everything; by default what was backed up is useless without it."""
    with opened(here.settings) as storage:
        storage.create_service("shop")
        here.fill(storage, "shop", 5)
    taken = here.back_up(shelf / "kept", root_key=True)
    key = (here.settings.data / "secrets" / "root.key").read_bytes()
    (here.settings.data / "secrets" / "root.key").unlink()
    here.restore(taken.parts[Part.DATA].parent, replace=True)
    assert (here.settings.data / "secrets" / "root.key").read_bytes() == key
    without = here.back_up(shelf / "without")
    assert not list(without.parts[Part.DATA].parent.rglob("root.key*"))
    with opened(here.settings) as storage, storage.reading("shop") as view:
        assert len(view.people.acts("person-1")) == 1


def test_parts_go_apart_and_come_back_together(here: "Installation", shelf: Path) -> None:
    """Each is a folder of its own, shut to others, that a restore is given by itself."""
    with opened(here.settings) as storage:
        storage.create_service("shop")
        here.fill(storage, "shop", 5)
    with reached_with_places(here.settings) as (storage, places, key):
        wanted = Wanted(folders={part: shelf / part.value for part in Part})
        taken = take(storage, places, wanted, root_key=key, tell=lambda _what, _through: None)
    assert len({folder.parent for folder in taken.parts.values()}) == len(Part)
    files = [path for folder in taken.parts.values() for path in folder.rglob("*")]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}
    done = here.restore(*taken.parts.values(), replace=True)
    assert done.taken_at.keys() == set(Part)


def test_a_backup_from_before_a_root_key_needs_the_key_of_then(
    here: "Installation", shelf: Path
) -> None:
    """Today's secrets stay under today's key, and ending the replacement takes the older out."""
    file = here.settings.data / "secrets" / "root.key"
    with opened(here.settings) as storage:
        storage.create_service("shop")
        here.fill(storage, "shop", 5)
    kept = here.back_up(shelf / "kept").parts[Part.DATA].parent
    write_secret(shelf / "older.key", file.read_text(encoding="utf-8"))
    with opened(here.settings) as storage:
        storage.replace_root_key(FileRootKey(file), lambda _: None)
    today = file.read_text(encoding="utf-8")
    with pytest.raises(NotOurs):
        here.restore(kept, replace=True)
    FileRootKey(file).admit_older(shelf / "older.key")
    here.restore(kept, replace=True)
    with opened(here.settings) as storage:
        storage.replace_root_key(FileRootKey(file), lambda _: None)
        with storage.reading("shop") as view:
            assert len(view.people.acts("person-1")) == 1
    assert file.read_text(encoding="utf-8") == today
    shutil.rmtree(here.settings.data / "database")
    shutil.rmtree(here.settings.data / "secrets")
    write_secret(file, (shelf / "older.key").read_text(encoding="utf-8"))
    here.restore(kept)
    with opened(here.settings) as storage, storage.reading("shop") as view:
        assert len(view.people.acts("person-1")) == 1
