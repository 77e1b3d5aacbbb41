"""Our published log under the eyes of Go's own checker, which shares no code with us."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from amana.domain.ledger.entry import Entry
from amana.storage import Storage
from amana.storage.ledger import Sequencer

PROGRAM = Path(__file__).with_name("foreign") / "check.go"
DEBIAN = Path("/usr/share/gocode")


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the checker, or skip where Go or its x/mod is not installed."""
    go = shutil.which("go")
    if go is None or not (DEBIAN / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        pytest.skip("no Go with golang.org/x/mod (golang-go, golang-golang-x-mod-dev)")
    folder = tmp_path_factory.mktemp("go")
    own = {"GO111MODULE": "off", "GOPATH": str(DEBIAN), "GOCACHE": str(folder / "cache")}
    path = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    subprocess.run([go, "build", "-o", folder / "check", PROGRAM], check=True, env=own | path)
    return folder / "check"


@pytest.fixture(name="folder")
def _folder(storage: Storage, service: str, tmp_path: Path) -> Path:
    """Publish a log of 2,300 entries, with the checkpoint at 700 kept beside it."""
    sequencer = Sequencer(storage, folder=tmp_path, origin_of="log.example/{}".format)
    for count in (700, 1_600):
        entries = [Entry(act="use", body={"n": n}) for n in range(count)]
        with storage.work(service) as work:
            work.commit(entries[0], *entries[1:])
        sequencer.catch_up(service)
        if count == 700:
            kept = sequencer.public_folder(service).path / "checkpoint"
            shutil.copy(kept, tmp_path / "before")
    return sequencer.public_folder(service).path


def _checked(checker: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [checker, folder, folder.parent / "before"], capture_output=True, text=True, check=False
    )


def test_go_finds_our_log_sound(checker: Path, folder: Path) -> None:
    """Signature, each leaf's inclusion, and the older tree as the beginning of today's."""
    found = _checked(checker, folder)
    assert (found.returncode, found.stdout) == (0, "700 2300\n"), found.stderr


@pytest.mark.parametrize("path", ["checkpoint", "tile/0/001", "tile/entries/003"])
def test_go_finds_what_was_changed(checker: Path, folder: Path, path: str) -> None:
    """One bit changed anywhere is found by it, too: it does look."""
    data = bytearray((folder / path).read_bytes())
    data[20] ^= 1
    (folder / path).write_bytes(data)
    assert _checked(checker, folder).returncode != 0
