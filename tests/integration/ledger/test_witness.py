"""A witness beside the sequencer: it sees each checkpoint, and its line is published."""

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.channels.witness import Witness
from amana.domain.ledger.checkpoint import Checkpoint, read_unverified
from amana.domain.ledger.cosignature import WitnessKey, cosigned_at
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.note import parse_note
from amana.domain.ledger.proof import verify_consistency
from amana.domain.ledger.tree import EMPTY_ROOT
from amana.storage import Storage
from amana.storage.ledger import PublicFolder, Sequencer, check_signature

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = WitnessKey(name="witness.example", public=PRIVATE.public_key().public_bytes_raw())
AT = 1_679_315_147


class RunningWitness(ThreadingHTTPServer):
    """A witness as C2SP tlog-witness has it, with what it has seen of one log."""

    seen = Checkpoint(origin="", size=0, root=EMPTY_ROOT)
    asked = 0
    lies = False


class _Asked(BaseHTTPRequestHandler):
    server: RunningWitness

    def do_POST(self) -> None:
        """Cosign a checkpoint that is consistent with the one seen before."""
        self.server.asked += 1
        body = self.rfile.read(int(self.headers["content-length"]))
        head, _, note = body.partition(b"\n\n")
        first, *proof = head.decode().split("\n")
        seen, new = self.server.seen, read_unverified(note)
        if first != f"old {seen.size}":
            self._answer(409, f"{seen.size}\n".encode())
            return
        consistent = verify_consistency(
            old_size=seen.size,
            old_root=seen.root,
            new_size=new.size,
            new_root=new.root,
            proof=[base64.b64decode(line) for line in proof],
        )
        if not consistent:
            self._answer(422, b"")
            return
        self.server.seen = new
        text = parse_note(note).text + ("lie\n" if self.server.lies else "")
        signature = PRIVATE.sign(f"cosignature/v1\ntime {AT}\n{text}".encode())
        line = base64.b64encode(KEY.key_id + AT.to_bytes(8, "big") + signature).decode()
        self._answer(200, f"\N{EM DASH} {KEY.name} {line}\n".encode())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(name="witness")
def _witness() -> Iterator[RunningWitness]:
    with RunningWitness(("127.0.0.1", 0), _Asked) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _sequencer(storage: Storage, folder: Path, witness: RunningWitness) -> Sequencer:
    asked = Witness(f"http://127.0.0.1:{witness.server_port}/w/", KEY, check=check_signature)
    return Sequencer(
        storage, folder=folder, origin_of="privacy.example.org/{}".format, cosign=asked.cosign
    )


def _act(storage: Storage, service: str) -> None:
    with storage.work(service) as work:
        work.commit(Entry(act="use", promises=("W5",), body={}))


def _witnessed(folder: PublicFolder) -> bool:
    data = folder.checkpoint()
    assert data is not None
    return cosigned_at(parse_note(data), KEY, check_signature) is not None


def test_each_checkpoint_is_published_with_the_line_of_the_witness(
    storage: Storage, service: str, tmp_path: Path, witness: RunningWitness
) -> None:
    """It is shown that each begins with the one before; nothing new asks nothing."""
    sequencer = _sequencer(storage, tmp_path, witness)
    for count in range(1, 4):
        _act(storage, service)
        sequencer.catch_up(service)
        assert _witnessed(sequencer.public_folder(service))
        assert witness.seen.size == count
    assert witness.asked == 3
    sequencer.catch_up(service)
    assert witness.asked == 3


def test_a_witness_that_saw_more_or_less_than_is_published_is_told_the_rest(
    storage: Storage, service: str, tmp_path: Path, witness: RunningWitness
) -> None:
    """It names the size that it knows, and gets the proof from there."""
    _act(storage, service)
    sequencer = Sequencer(storage, folder=tmp_path, origin_of="privacy.example.org/{}".format)
    sequencer.catch_up(service)
    witness.seen = read_unverified(sequencer.public_folder(service).checkpoint() or b"")
    _act(storage, service)
    _sequencer(storage, tmp_path, witness).catch_up(service)
    assert witness.asked == 2
    assert _witnessed(sequencer.public_folder(service))


def test_a_witness_that_lies_or_is_away_keeps_nothing_back(
    storage: Storage,
    service: str,
    tmp_path: Path,
    witness: RunningWitness,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The checkpoint goes out without its line, the log says so, and it is left in peace."""
    witness.lies = True
    sequencer = _sequencer(storage, tmp_path, witness)
    for count in range(1, 3):
        _act(storage, service)
        assert sequencer.catch_up(service).size == count
    data = sequencer.public_folder(service).checkpoint()
    assert data is not None
    assert read_unverified(data).size == 2
    assert not _witnessed(sequencer.public_folder(service))
    assert witness.asked == 1
    assert "witness.example did not cosign" in caplog.text
