"""Messages, events and letters as whoever runs Amana meets them on the command line."""

import io
import json
import mailbox
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox as IntoMaildir
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

from amana.acts.events.tell import EventKind, tell
from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import Outlet
from amana.assembly import prepared
from amana.assembly.database import clock
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.settings import Settings
from amana.storage import Storage

SERVICE = "store"
Amana = Callable[..., str]


@pytest.fixture(scope="module")
def data(place: Path) -> Path:
    """Return the data folder of an installation of its own."""
    return place / "mail-commands"


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Storage]:
    """Run its database, with a service."""
    with prepared(Settings(data=data)) as made:
        made.storage.create_service(SERVICE)
        yield made.storage


@pytest.fixture
def amana(running: Storage, data: Path, capsys: pytest.CaptureFixture[str]) -> Amana:
    """Return what runs a command beside it and gives what it printed."""
    assert running.services()

    def ran(*words: str, code: int = Exit.OK) -> str:
        line = [*words, "--service", SERVICE, "--data", str(data)]
        assert run(line) == code
        said = capsys.readouterr()
        return said.out + said.err

    return ran


def _failed(storage: Storage) -> UUID:
    """Put out what nothing can send, and try it."""
    with storage.work(SERVICE) as work:
        made = put_out(
            work,
            Outgoing(
                person=None,
                message_class=MessageClass.SERVICE,
                purpose=None,
                channel=Channel.EMAIL,
                language="ar",
                subject="رمزك",
                text="هذا رمزك.",
                address="amal@mail.example",
            ),
        )
        work.over()
    outlet = Outlet(ways={}, clock=clock)
    assert send_due(storage, SERVICE, outlet, claim=uuid4()) == 0
    return made


def test_what_waits_is_listed_shown_and_tried_again(running: Storage, amana: Amana) -> None:
    """With why, and neither to whom nor what."""
    message = _failed(running)
    said = json.loads(amana("messages", "list", "--format", "json"))
    (row,) = [each for each in said["messages"] if each["id"] == str(message)]
    assert (row["state"], row["fault"], row["attempts"]) == ("waiting", "messages.no_way", 1)
    shown = amana("messages", "show", str(message), "--lang", "ar")
    assert str(message) in shown
    assert "amal" not in shown
    amana("messages", "retry", str(message))
    again = json.loads(amana("messages", "show", str(message), "--format", "json"))
    assert (again["state"], again["attempts"], again["fault"]) == ("waiting", 0, "")


def test_a_message_that_nobody_put_out_is_refused(amana: Amana) -> None:
    """As is a line that names none."""
    amana("messages", "retry", str(UUID(int=7)), code=Exit.REFUSED)
    amana("messages", "show", code=Exit.USAGE)


def test_events_are_listed_and_told_again(running: Storage, amana: Amana) -> None:
    """What they tell is not shown."""
    with running.work(SERVICE) as work:
        told = tell(work, EventKind.CHOICE_CHANGED, {"state": "objected"}, person="p-1")
        work.over()
    said = json.loads(amana("events", "list", "--open", "--format", "json"))
    (row,) = [each for each in said["events"] if each["id"] == str(told)]
    assert (row["kind"], row["state"], row["tries"]) == ("choice.changed", "waiting", 0)
    assert str(told) in amana("events", "list", "--lang", "ar")
    assert "1" in amana("events", "replay", str(told), "--lang", "en")
    amana("events", "replay", "--since", "2026-01-01")
    amana("events", "replay", str(UUID(int=7)), code=Exit.REFUSED)


@pytest.mark.promise("K18")
def test_a_letter_is_taken_from_the_standard_input(
    amana: Amana, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what it was taken for."""

    def gives(raw: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    head = b"From: layla@people.example\r\nTo: info@house.example\r\n"
    gives(head + b"Subject: hello\r\n\r\nWhen do you open?\r\n")
    assert json.loads(amana("mail", "in", "--format", "json")) == {"kind": "other"}
    gives(head + b"Auto-Submitted: auto-replied\r\nSubject: away\r\n\r\nI am away.\r\n")
    assert json.loads(amana("mail", "in", "--format", "json")) == {"kind": "automatic"}


@pytest.fixture
def delivered(place: Path) -> Iterator[tuple[int, Path]]:
    """Run a mail server that delivers into a maildir; give its port and the folder."""
    folder = place / f"maildir-{uuid4().hex[:8]}"
    mailbox.Maildir(str(folder), create=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(IntoMaildir(folder), hostname="127.0.0.1", port=port)
    server.start()
    yield port, folder
    server.stop()


@pytest.mark.promise("C7")
@pytest.mark.parametrize("signs", [True, False], ids=["signed", "unsigned"])
def test_one_letter_shows_whether_both_headers_are_signed(
    tmp_path: Path,
    delivered: tuple[int, Path],
    monkeypatch: pytest.MonkeyPatch,
    signs: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """It goes by the real relay and is read back from where it arrived."""
    port, folder = delivered
    monkeypatch.setenv("AMANA_MAIL_SERVER", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("AMANA_MAIL_FROM", "mail@house.example")
    if signs:
        key = ed25519.Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path = tmp_path / "dkim.pem"
        path.write_bytes(key)
        path.chmod(0o600)
        monkeypatch.setenv("AMANA_DKIM_KEY", str(path))
    words = ["doctor", "--mail-to", "amal@house.example", "--maildir", str(folder)]
    code = run([*words, "--data", str(tmp_path / "none")])
    assert code == (Exit.OK if signs else Exit.FAILED)
