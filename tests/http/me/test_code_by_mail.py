"""A code goes the whole way: asked for, put out, sent over SMTP, typed in."""

import base64
import re
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Parsing

from amana.acts.jobs import do_jobs, leave, stay_alive
from amana.assembly.watching import handlers
from amana.settings import Secret, Settings

if TYPE_CHECKING:
    from tests.http.me.conftest import House


class Mailbox(Parsing):
    """Keeps what arrives."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.letters: list[Message] = []

    def handle_message(self, message: Message) -> None:
        """Keep it."""
        self.letters.append(message_from_bytes(message.as_bytes()))


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, Settings]]:
    """Run a mail server; return it with the settings that send there."""
    held = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(held, hostname="127.0.0.1", port=port)
    controller.start()
    relay = Secret(f"smtp://127.0.0.1:{port}")
    yield held, Settings(mail_server=relay, mail_from="amana@house.example")
    controller.stop()


@pytest.mark.promise("K12")
def test_a_code_arrives_by_mail_in_the_language_of_the_page(
    house: "House", mailbox: tuple[Mailbox, Settings]
) -> None:
    """Once, with no way to answer it automatically; the row it was sealed in holds it no more."""
    box, settings = mailbox
    browser = house.browse()
    browser.post(f"/{house.service}/me/sign-in", data={"address": house.email})
    worker = uuid4()
    stay_alive(house.storage, worker)
    # The queue is that of all services here: others' jobs may come first.
    while do_jobs(house.storage, handlers(settings), worker=worker):
        pass
    leave(house.storage, worker)
    (letter,) = [each for each in box.letters if each["To"] == house.email]
    assert letter["Content-Language"] == "ar"
    assert letter["Auto-Submitted"] == "auto-generated"
    text = base64.b64decode(str(letter.get_payload())).decode()
    (code,) = re.findall(r"^(\d{6})\s*$", text, re.MULTILINE)
    with house.storage.administration() as connection:
        rows = connection.execute(
            "select row_to_json(o)::text as it from amana.outbox o where service = %s",
            [house.service],
        ).fetchall()
    assert not any(code in row["it"] or house.email in row["it"] for row in rows)
    done = browser.post(f"/{house.service}/me/sign-in/code", data={"code": code})
    assert done.status_code == 303
