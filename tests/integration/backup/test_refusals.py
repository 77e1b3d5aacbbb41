"""What a restore refuses, and that a refusal has changed nothing."""

import gzip
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from amana.assembly import opened, reached, reached_with_places
from amana.domain.errors import AmanaError
from amana.storage import EmbeddedServer
from amana.storage.archive.errors import (
    Damaged,
    FromLater,
    NoBackup,
    NoRootKey,
    NothingToReplay,
    NoTiles,
    NotOurs,
    Occupied,
)
from amana.storage.archive.folders import ROOT_KEY
from amana.storage.archive.manifest import Ran, read_manifest, write_manifest

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation


@pytest.fixture
def shelf(copied: Path) -> Path:
    """Name the folder of a copy of an installation and its backup."""
    return copied


@pytest.fixture
def folder(copied: Path) -> Path:
    """Name that backup."""
    return next((copied / "kept").iterdir())


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "file",
    [
        "data/entry_body.copy.gz",
        "keys/person_key.copy.gz",
        "ledger/published/shop.tar.gz",
        "ledger/erasures/shop.log.gz",
        "epochs/secrets/ledger.json.gz",
    ],
)
def test_a_flipped_bit_is_found_and_the_file_named(
    here: "Installation", folder: Path, file: str
) -> None:
    """Whichever part it is in; what was there serves on."""
    _flip(folder / file)
    with pytest.raises(Damaged) as wrong:
        here.restore(folder, replace=True)
    assert wrong.value.fields["file"] == file.partition("/")[2]
    with opened(here.settings) as storage:
        assert storage.services() == ("shop",)


def test_a_changed_list_of_files_is_not_trusted(here: "Installation", folder: Path) -> None:
    """Nor one that somebody else wrote: the list is authenticated under the root key."""
    path = folder / "data" / "manifest.json"
    said = json.loads(path.read_text())
    said["tables"][0]["rows"] += 1
    path.write_text(json.dumps(said))
    with pytest.raises(NotOurs):
        here.restore(folder, replace=True)


def test_a_backup_of_a_later_release_is_refused(here: "Installation", folder: Path) -> None:
    """One with a migration that this release does not know."""
    with reached_with_places(here.settings) as (_, _, key):
        manifest = read_manifest(folder / "data", root_key=key)
        (folder / "data" / "manifest.json").unlink()
        later = Ran(number=9999, name="later", checksum="0" * 64, phase="before")
        write_manifest(
            folder / "data",
            replace(manifest, migrations=(*manifest.migrations, later)),
            root_key=key,
        )
    with pytest.raises(FromLater):
        here.restore(folder, replace=True)
    with opened(here.settings) as storage:
        assert storage.services() == ("shop",)


def _without_journal(data: Path) -> None:
    shutil.rmtree(data / "erasures")


def _with_a_journal_begun_anew(data: Path) -> None:
    (data / "erasures" / "shop.log").write_text("")


def _without_tiles(data: Path) -> None:
    shutil.rmtree(data / "ledger")


@pytest.mark.parametrize(
    ("lose", "error", "said"),
    [
        (_without_journal, NothingToReplay, {"without_erasures": True}),
        (_with_a_journal_begun_anew, NothingToReplay, {"without_erasures": True}),
        (_without_tiles, NoTiles, {"without_tiles": True}),
    ],
)
def test_what_is_lost_beside_the_database_must_be_said(
    here: "Installation",
    folder: Path,
    lose: Callable[[Path], None],
    error: type[AmanaError],
    said: dict[str, bool],
) -> None:
    """A restore that would bring erased people back, or contradict receipts, is never silent."""
    lose(here.settings.data)
    with pytest.raises(error):
        here.restore(folder, replace=True)
    here.restore(folder, replace=True, **said)
    with opened(here.settings) as storage:
        assert storage.services() == ("shop",)


def test_services_that_are_there_are_not_overwritten_unasked(
    here: "Installation", folder: Path
) -> None:
    """And where it is asked for, their rows stay beside, shut to every login."""
    with pytest.raises(Occupied):
        here.restore(folder)
    done = here.restore(folder, replace=True)
    assert done.database is not None
    aside = done.database.aside
    assert aside is not None
    with reached(here.settings) as storage:
        with storage.administration() as connection:
            kept = connection.execute(
                "select count(*) as count from pg_tables where schemaname = %s", [aside]
            ).fetchone()
            assert kept is not None
            assert kept["count"] > 20
        with (
            psycopg.connect(
                storage.address.conninfo(
                    user="amana_s_shop", password=storage.passwords.of("amana_s_shop")
                )
            ) as login,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            login.execute(sql.SQL("select * from {}").format(sql.Identifier(aside, "entry")))


def test_nothing_is_restored_without_the_root_key(
    here: "Installation", folder: Path, shelf: Path
) -> None:
    """A new one is never made in its place."""
    other = replace(here, settings=replace(here.settings, data=shelf / "elsewhere"))
    (shelf / "elsewhere").mkdir()
    with pytest.raises(NoRootKey):
        other.restore(folder)
    assert not (shelf / "elsewhere" / "secrets" / "root.key").exists()


def test_a_root_key_that_was_cut_off_is_none(
    here: "Installation", folder: Path, shelf: Path
) -> None:
    """It is refused in words, never taken for somebody's wish to stop."""
    cut = folder / "epochs" / ROOT_KEY
    cut.write_bytes(gzip.compress(b"half of a key")[:-9])
    other = replace(here, settings=replace(here.settings, data=shelf / "elsewhere"))
    (shelf / "elsewhere").mkdir()
    with pytest.raises(NoRootKey):
        other.restore(folder)


def test_a_folder_without_a_backup_is_named(
    here: "Installation", shelf: Path, folder: Path
) -> None:
    """So is one that holds a part a second time."""
    with pytest.raises(NoBackup):
        here.restore(shelf)
    with pytest.raises(NoBackup):
        here.restore(folder, folder / "data", replace=True)


def test_the_whole_comes_back_on_another_machine(
    here: "Installation", folder: Path, shelf: Path
) -> None:
    """With the root key, the journal and the published ledger at hand; receipts go on."""
    other = replace(here, settings=replace(here.settings, data=shelf / "elsewhere"))
    for name in ("ledger", "erasures"):
        shutil.copytree(here.settings.data / name, shelf / "elsewhere" / name)
    (shelf / "elsewhere" / "secrets").mkdir(mode=0o700)
    shutil.copy(here.settings.data / "secrets" / "root.key", shelf / "elsewhere" / "secrets")
    done = other.restore(folder)
    assert done.services[0].ledger.lost == 0
    with opened(other.settings) as storage, storage.reading("shop") as view:
        assert len(view.people.acts("person-2")) == 1
    with EmbeddedServer(shelf / "elsewhere" / "database"):
        pass
