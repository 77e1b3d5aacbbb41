"""A log's next key: named by the one before, with both signing for a time."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.ledger.checkpoint import open_checkpoint
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.errors import ForgedCheckpoint
from amana.domain.ledger.note import VerifierKey, parse_key
from amana.storage import Storage
from amana.storage.errors import UnknownService
from amana.storage.ledger import Sequencer, check_signature, rotate_ledger_key
from amana.storage.ledger.errors import NotSequenced


@pytest.fixture(name="sequencer")
def _sequencer(storage: Storage, tmp_path: Path) -> Sequencer:
    return Sequencer(storage, folder=tmp_path, origin_of="privacy.example.org/{}".format)


def _act(storage: Storage, service: str) -> None:
    with storage.work(service) as work:
        work.commit(Entry(act="use", promises=("W5",), body={}))


def _key(sequencer: Sequencer, service: str) -> VerifierKey:
    text = (sequencer.public_folder(service).path / "key").read_text(encoding="utf-8")
    return parse_key(text.strip())


def _signed_by(sequencer: Sequencer, service: str, key: VerifierKey) -> bool:
    data = sequencer.public_folder(service).checkpoint()
    assert data is not None
    try:
        open_checkpoint(data, key=key, check=check_signature)
    except ForgedCheckpoint:
        return False
    return True


def test_both_keys_sign_for_a_time_and_then_the_next_alone(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """Who holds the first key reads on during the overlap; afterwards the notes lead on."""
    _act(storage, service)
    sequencer.catch_up(service)
    first = _key(sequencer, service)
    second = rotate_ledger_key(storage, service)
    sequencer.catch_up(service)
    assert _key(sequencer, service) == second != first
    assert _signed_by(sequencer, service, first)
    assert _signed_by(sequencer, service, second)
    third = rotate_ledger_key(storage, service, overlap=timedelta(0))
    _act(storage, service)
    sequencer.catch_up(service)
    assert _signed_by(sequencer, service, third)
    assert not _signed_by(sequencer, service, first)
    assert not _signed_by(sequencer, service, second)


def test_a_log_that_has_not_begun_has_no_key_to_follow(storage: Storage, service: str) -> None:
    """There is nothing that anybody could have trusted."""
    with pytest.raises(NotSequenced):
        rotate_ledger_key(storage, service)


def test_old_receipts_and_the_first_key_still_verify(
    storage: Storage,
    service: str,
    sequencer: Sequencer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A reader needs the first key alone, or none, and an old checkpoint stays good."""
    _act(storage, service)
    sequencer.catch_up(service)
    folder = sequencer.public_folder(service)
    first = str(_key(sequencer, service))
    kept = tmp_path / "kept"
    kept.write_bytes(folder.checkpoint() or b"")
    for _ in range(2):
        rotate_ledger_key(storage, service, overlap=timedelta(0))
        _act(storage, service)
        sequencer.catch_up(service)
    for words in (["--key", first], []):
        command = ["verify", str(folder.path), "--since", str(kept), "--format", "json", *words]
        assert run(command) == Exit.OK
        found = json.loads(capsys.readouterr().out)
        assert (found["sound"], found["since"], len(found["keys"])) == (True, 1, 3)
        assert found["keys"][0] == first
    assert run(["--lang", "en", "verify", str(folder.path)]) == Exit.OK
    assert "3 keys" in capsys.readouterr().out


def test_a_rotation_that_was_killed_is_begun_again_with_the_same_key(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """Until it is committed the log signs as before; nothing is left over."""
    sequencer.run_once(service)
    storage.signing_keys.make(service, number=1)
    seed = storage.signing_keys.seed(service, number=1)
    _act(storage, service)
    sequencer.catch_up(service)
    assert _signed_by(sequencer, service, _key(sequencer, service))
    rotate_ledger_key(storage, service)
    assert storage.signing_keys.seed(service, number=1) == seed


def test_a_start_goes_on_after_the_first_key_is_gone(
    storage: Storage, service: str, sequencer: Sequencer
) -> None:
    """Two rotations later the first key is no longer held, and none is missed."""
    _act(storage, service)
    sequencer.catch_up(service)
    for _ in range(2):
        rotate_ledger_key(storage, service, overlap=timedelta(0))
    with pytest.raises(UnknownService):
        storage.signing_keys.seed(service)
    storage.set_up()
    _act(storage, service)
    # The two acts, and an entry of each rotation.
    assert sequencer.catch_up(service).size == 4
