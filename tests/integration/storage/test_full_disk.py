"""A disk that fills up under a running database: nothing is lost, nothing is half there."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from amana.domain.ledger.entry import Entry
from amana.storage import EmbeddedServer, GivenRootKey, Storage
from amana.storage.errors import DiskFull, Unreachable

BODY = {"filler": "x" * 500_000}


@pytest.fixture
def disk(place: Path) -> Iterator[Path]:
    """Mount a small file system of its own."""
    if os.geteuid():
        pytest.skip("only root can mount a small file system")
    folder = place / "disk"
    folder.mkdir(mode=0o711)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=260m,mode=711", "tmpfs", str(folder)],  # noqa: S607 - of the system
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - of the system


def _commit_until_full(storage: Storage, committed: list[UUID]) -> None:
    """Note each entry once its commit has come back."""
    for _ in range(1000):
        with storage.work("shop") as work:
            committed += work.commit(Entry(act="use", body=BODY, person="p"))


@pytest.mark.slow
def test_what_was_committed_outlives_a_full_disk(disk: Path, place: Path) -> None:
    """Work fails by an error of ours; with room again, all that was committed is there."""
    server = EmbeddedServer(disk / "database")
    storage = Storage(
        server.start(), root_key=GivenRootKey(bytes(32)), secrets=place / "disk-secrets"
    )
    storage.set_up()
    storage.create_service("shop")
    filler = disk / "filler"
    with filler.open("wb") as file:
        file.write(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize - 8 * 2**20))
    committed: list[UUID] = []
    with pytest.raises((DiskFull, Unreachable)):
        _commit_until_full(storage, committed)
    storage.close()
    server.stop()
    with pytest.raises(DiskFull):
        server.start()
    filler.unlink()
    server.start()
    with storage.reading("shop") as view:
        kept = [about.entry for about in view.people.acts("p")]
    storage.close()
    server.stop()
    assert kept == committed[::-1]
