"""Epochs end by themselves, beside programs that go on, and their keys are destroyed."""

import json
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from amana.acts.turn_keys import end_epoch, show_epochs
from amana.assembly import prepared
from amana.assembly.watching import scheduled
from amana.domain.ledger.entry import Entry
from amana.settings import Settings
from amana.storage.errors import CannotOpen, KeyMissing
from amana.storage.keys.persons import PersonKeys

PROGRAM = Path(__file__).parent / "programs" / "acting.py"
TURNS = 4


@pytest.mark.promise("C8", "A13", "W11")
def test_epochs_end_under_load_and_nobody_waits(shelf: Path) -> None:
    """Two processes act and read back while each epoch ends: no act fails, no old key is left."""
    data = shelf / "epochs" / "data"
    data.parent.mkdir()
    data.parent.chmod(0o711)
    with prepared(Settings(data=data)) as amana:
        amana.storage.create_service("shop")
        words = [sys.executable, str(PROGRAM), str(data), "shop"]
        acting = [
            subprocess.Popen([*words, name], stdout=subprocess.PIPE, text=True)
            for name in ("first", "second")
        ]
        for each in acting:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for _ in range(TURNS):
            # Some acts under each epoch.
            time.sleep(0.3)
            end_epoch(amana.storage, "shop", after=timedelta(0))
        (data / "stop").touch()
        done = [int(each.communicate(timeout=30)[0]) for each in acting]
        assert [each.returncode for each in acting] == [0, 0]
        assert min(done) > TURNS
        *before, last = show_epochs(amana.storage, "shop")["shop"]
        assert [each.state for each in before] == ["destroyed"] * TURNS
        assert (last.state, last.number) == ("current", TURNS + 1)
        assert last.persons == sum(min(50, count) for count in done)
        held = json.loads((data / "secrets" / "keyring-shop.json").read_text())
        assert [name for name in held if name.startswith("epoch.")] == [f"epoch.{TURNS + 1}"]


def test_a_young_epoch_stays_and_a_setting_says_how_long(shelf: Path) -> None:
    """Nothing is turned before its time; with 0 days there is no such task at all."""
    data = shelf / "young" / "data"
    data.parent.mkdir()
    data.parent.chmod(0o711)
    with prepared(Settings(data=data)) as amana:
        amana.storage.create_service("shop")
        with amana.storage.work("shop") as work:
            work.commit(Entry(act="use", body={}, person="sara"))
        (task,) = [each for each in scheduled(Settings(data=data)) if each.name == "keys.epoch"]
        task.run(amana.storage, "shop")
        assert [each.number for each in show_epochs(amana.storage)["shop"]] == [1]
        old = (data / "secrets" / "keyring-shop.json").read_bytes()
        end_epoch(amana.storage, "shop", after=timedelta(0))
        # A program that has run all the while forgets the destroyed key with its file.
        assert set(amana.storage.rings.of("shop").epochs) == {2}
        # And what lies wrapped under the new one does not open with the old ring.
        amana.storage.person_keys = PersonKeys(amana.storage.keys)
        (data / "secrets" / "keyring-shop.json").write_bytes(old)
        with amana.storage.reading("shop") as view, pytest.raises((KeyMissing, CannotOpen)):
            view.people.acts("sara")
    assert not [each for each in scheduled(Settings(key_epoch_days=0)) if each.name == "keys.epoch"]
