"""``amana verify`` as a reader calls it."""

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.cli.app import run
from amana.cli.exits import Exit
from amana.cli.public_files import PlaceUnreadable, open_place
from amana.domain.ledger.cosignature import WitnessKey
from amana.domain.ledger.entry import Entry
from amana.domain.ledger.opened import OpenedEntry, write_opened
from amana.domain.ledger.tile import BundleName, decode_bundle, encode_bundle, parse_path
from amana.storage import Storage
from amana.storage.ledger import Ledger, Sequencer


@pytest.fixture(name="ledger_folder")
def _ledger_folder(storage: Storage, service: str, tmp_path: Path) -> Path:
    """Publish a ledger of 300 entries, and put an opened entry and a checkpoint beside it."""
    with storage.work(service) as work:
        ids = work.commit(
            Entry(act="use", body={"n": 0}), *(Entry(act="use", body={"n": 1}),) * 299
        )
    sequencer = Sequencer(storage, folder=tmp_path / "public", origin_of="log.example/{}".format)
    sequencer.catch_up(service)
    folder = sequencer.public_folder(service).path
    with storage.reading(service) as view:
        ledger = Ledger(view.transaction, service=service)
        leaf = ledger.inclusions(ids)[ids[0]].leaf
    (tmp_path / "leaf").write_bytes(leaf)
    (tmp_path / "earlier").write_bytes((folder / "checkpoint").read_bytes())
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(name="address")
def _address(ledger_folder: Path) -> Iterator[str]:
    """Serve the folder over plain HTTP on this machine."""
    serve = partial(_Quiet, directory=str(ledger_folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_sound_ledger_is_said_to_be_sound(
    ledger_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In plain words, with what it rests on."""
    words = ["--lang", "en", "verify", str(ledger_folder), "--since", str(tmp_path / "earlier")]
    assert run(words) == Exit.OK
    said = capsys.readouterr().out
    assert said.startswith("The ledger is sound")
    assert "300 entries" in said
    assert "earlier checkpoint, unchanged" in said


def test_the_answer_is_arabic_for_who_reads_arabic(
    ledger_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same answer in Arabic."""
    assert run(["--lang", "ar", "verify", str(ledger_folder)]) == Exit.OK
    assert capsys.readouterr().out.startswith("السجل سليم")


def test_a_ledger_is_checked_over_http(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """From an address as from a folder."""
    assert run(["verify", address, "--format", "json"]) == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert (found["sound"], found["leaves"], found["tiles"]) == (True, 300, 3)


class _Dripping(_Quiet):
    """Sends a byte now and then, for as long as anybody listens."""

    over = threading.Event()

    def do_GET(self) -> None:
        """Answer without end."""
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            while not self.over.wait(0.05):
                self.wfile.write(b"a")


def test_a_server_that_never_ends_does_not_hold_the_reader() -> None:
    """No silence is long enough for a time-out, and still the file's time runs out."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Dripping) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        with pytest.raises(PlaceUnreadable), open_place(address, within_s=0.3) as read:
            read("checkpoint")
        _Dripping.over.set()
        server.shutdown()
        thread.join()


def test_tampering_has_an_exit_code_of_its_own(
    ledger_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was changed is named, and the code is not that of bad input."""
    bundle = ledger_folder / "tile" / "entries" / "000"
    data = bytearray(bundle.read_bytes())
    data[-1] ^= 1
    bundle.write_bytes(data)
    assert run(["verify", str(ledger_folder), "--format", "json"]) == Exit.FAILED
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert {"wrong": "leaf_differs", "path": "tile/0/000", "position": 255} in faults
    assert run(["--lang", "en", "verify", str(ledger_folder)]) == Exit.FAILED
    assert "NOT sound" in capsys.readouterr().out


@pytest.mark.parametrize("below", ["tile/0/000.p/3", "tile/entries/000.p/3", "tile/0/001.p/20"])
def test_a_shorter_file_of_an_earlier_checkpoint_is_compared_too(
    ledger_folder: Path, capsys: pytest.CaptureFixture[str], below: str
) -> None:
    """Beside the longer one that followed it, full or not: counted, and named where changed."""
    name = parse_path(below)
    longer = name.path.partition(".p/")[0] + (".p/44" if name.index else "")
    data = (ledger_folder / longer).read_bytes()
    older = ledger_folder / below
    older.parent.mkdir(exist_ok=True)
    whole = data[: 32 * name.width]
    if isinstance(name, BundleName):
        whole = encode_bundle(decode_bundle(data, BundleName(index=name.index))[: name.width])
    older.write_bytes(whole)
    assert run(["--lang", "en", "verify", str(ledger_folder)]) == Exit.OK
    assert "1 shorter file" in capsys.readouterr().out
    older.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert run(["verify", str(ledger_folder), "--format", "json"]) == Exit.FAILED
    said = json.loads(capsys.readouterr().out)
    assert said["faults"] == [{"wrong": "superseded_differs", "path": below, "position": None}]
    assert said["superseded"] == 1


def test_what_an_address_does_not_list_is_said(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody takes for looked at what was not."""
    assert run(["--lang", "en", "verify", address]) == Exit.OK
    assert "were not looked at: an address does not list them" in capsys.readouterr().out


def test_what_lies_there_unfinished_is_no_fault(
    ledger_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beyond the checkpoint, or by another name: a log that grows writes ahead of it."""
    for below in ("tile/0/001.p/60", "tile/0/002.p/3", "tile/1/000.p/.2.fresh", "tile/0/000.p/x"):
        (ledger_folder / below).parent.mkdir(exist_ok=True)
        (ledger_folder / below).write_bytes(b"ahead")
    assert run(["verify", str(ledger_folder), "--format", "json"]) == Exit.OK
    assert json.loads(capsys.readouterr().out)["superseded"] == 0


def test_a_person_finds_an_own_entry(
    storage: Storage, service: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Opened with its salt and body, and with the checkpoint that came with it."""
    with storage.work(service) as work:
        work.commit(Entry(act="collect", body={"data": ("email",)}, person="p-1"))
    sequencer = Sequencer(storage, folder=tmp_path / "public", origin_of="log.example/{}".format)
    sequencer.catch_up(service)
    with storage.reading(service) as view:
        ledger = Ledger(view.transaction, service=service)
        key = view.sealer.person_key("p-1")
        whole = {"before": None, "entry": None, "names": None, "limit": 2}
        [row] = view.transaction.rows("people", "acts", service=service, person_key=key, **whole)
        plain = view.sealer.open(bytes(row["sealed"]), entry=row["entry"], person=key)
        shown = ledger.inclusions([row["entry"]])[row["entry"]]
        own = OpenedEntry(
            header=shown.leaf[:-32],
            salt=plain[:32],
            body=plain[32:],
            position=shown.position,
            checkpoint=ledger.checkpoint(),
        )
    (tmp_path / "own.json").write_bytes(write_opened(own))
    folder = str(sequencer.public_folder(service).path)
    assert run(["--lang", "en", "verify", folder, "--entry", str(tmp_path / "own.json")]) == Exit.OK
    said = capsys.readouterr().out
    assert "Your entry stands in it at position 0" in said
    assert "earlier checkpoint, unchanged" in said


def test_an_entry_that_is_not_in_the_ledger_is_found(
    ledger_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that claims another body than the leaf's does not pass."""
    header = (tmp_path / "leaf").read_bytes()[:-32]
    claimed = OpenedEntry(header=header, salt=bytes(32), body=b'{"n":0}', position=0)
    (tmp_path / "entry.json").write_bytes(write_opened(claimed))
    words = ["verify", str(ledger_folder), "--entry", str(tmp_path / "entry.json")]
    assert run([*words, "--format", "json"]) == Exit.FAILED
    found = json.loads(capsys.readouterr().out)
    assert [fault["wrong"] for fault in found["faults"]] == ["entry_differs"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["http://example.org/ledger"], Exit.MALFORMED),
        (["ftp://example.org/ledger"], Exit.MALFORMED),
        (["https://user:word@example.org/"], Exit.MALFORMED),
        (["http://127.0.0.1:1/"], Exit.BROKEN),
        (["."], Exit.REFUSED),
        ([".", "--key", "nonsense"], Exit.MALFORMED),
        ([".", "--entry", "no-such-file"], Exit.MALFORMED),
    ],
    ids=str,
)
def test_bad_input_is_not_called_tampering(
    words: list[str],
    code: Exit,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing was checked, and the reader hears why."""
    monkeypatch.chdir(tmp_path)
    assert run(["verify", *words]) == code
    assert capsys.readouterr().err


def test_a_checkpoint_of_another_key_is_bad_input(
    ledger_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An earlier checkpoint that this key did not sign shows nothing."""
    earlier = tmp_path / "earlier"
    earlier.write_bytes(earlier.read_bytes().replace(b"\n300\n", b"\n301\n"))
    assert run(["verify", str(ledger_folder), "--since", str(earlier)]) == Exit.MALFORMED
    assert capsys.readouterr().err


def test_a_witness_must_have_signed_where_its_key_is_given(
    ledger_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without its line the ledger does not pass; with it, the time is said."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    witness = WitnessKey(name="witness.example", public=private.public_key().public_bytes_raw())
    command = ["--lang", "en", "verify", str(ledger_folder), "--witness", str(witness)]
    assert run(command) == Exit.FAILED
    assert "witness.example did not sign" in capsys.readouterr().out
    file = ledger_folder / "checkpoint"
    text = file.read_text(encoding="utf-8").partition("\n\n")[0] + "\n"
    signature = private.sign(f"cosignature/v1\ntime 1679315147\n{text}".encode())
    value = witness.key_id + (1679315147).to_bytes(8, "big") + signature
    with file.open("a", encoding="utf-8") as checkpoint:
        checkpoint.write(f"\N{EM DASH} witness.example {b64encode(value).decode()}\n")
    assert run(command) == Exit.OK
    assert "witness.example signed this checkpoint at 2023-03-20" in capsys.readouterr().out
    assert run([*command, "--format", "json"]) == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert found["witnessed"] == {"witness.example": "2023-03-20T12:25:47+00:00"}
