"""Letters in groups of commands arrive as others do, and are refused as others are."""

import smtplib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from amana.channels.errors import NotTaken, RecipientRefused
from amana.channels.mail import Letter, Relay
from amana.channels.pipelining import pipelined

GOOD: Final = "250 OK"
LETTER: Final = b"Subject: x\r\n\r\n.dot\r\n..two\r\n"


@dataclass(slots=True)
class Server:
    """A server that takes groups of commands, and answers as it is told."""

    port: int = 0
    sender: str = GOOD
    body: str = GOOD
    refuses: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802 - the server's name and arguments
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Offer groups."""
        del server, envelope
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]]

    async def handle_MAIL(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a sender, or not."""
        del server, session, options
        if self.sender == GOOD:
            envelope.mail_from = address
        return self.sender

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        del server, session, options
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return GOOD

    async def handle_DATA(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a letter, or not."""
        del server, session
        content = envelope.content
        assert isinstance(content, bytes)
        if self.body == GOOD:
            self.taken.append((tuple(envelope.rcpt_tos), content))
        return self.body


@pytest.fixture
def server() -> Iterator[Server]:
    """Run the server."""
    made = Server()
    with socket.create_server(("127.0.0.1", 0)) as free:
        made.port = free.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=made.port)
    controller.start()
    yield made
    controller.stop()


@pytest.fixture
def client(server: Server) -> Iterator[smtplib.SMTP]:
    """Connect to it."""
    with smtplib.SMTP("127.0.0.1", server.port) as made:
        made.ehlo()
        assert made.has_extn("pipelining")
        yield made


def test_letters_arrive_as_they_were_one_after_the_other(
    server: Server, client: smtplib.SMTP
) -> None:
    """Lines that begin with a dot too."""
    for name in ("a@mail.example", "b@mail.example"):
        assert pipelined(client, "mail@house.example", [name], LETTER, ()) == {}
    assert server.taken == [(("a@mail.example",), LETTER), (("b@mail.example",), LETTER)]


def test_a_refusal_leaves_the_connection_good_for_the_next(
    server: Server, client: smtplib.SMTP
) -> None:
    """Of a sender, of all recipients, of one of two, and of the letter itself."""
    sender, good = "mail@house.example", "a@mail.example"
    server.sender = "550 not you"
    with pytest.raises(smtplib.SMTPSenderRefused):
        pipelined(client, sender, [good], LETTER, ())
    server.sender, server.refuses = GOOD, {"b@mail.example": "550 nobody"}
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        pipelined(client, sender, ["b@mail.example"], LETTER, ())
    refused = pipelined(client, sender, [good, "b@mail.example"], LETTER, ())
    assert [code for code, _ in refused.values()] == [550]
    server.body = "452 full"
    with pytest.raises(smtplib.SMTPDataError):
        pipelined(client, sender, [good], LETTER, ())
    server.body = GOOD
    pipelined(client, sender, [good], LETTER, ())
    assert server.taken == [((good,), LETTER)] * 2


def test_an_address_is_no_command(server: Server, client: smtplib.SMTP) -> None:
    """A line end in it is refused before anything is sent."""
    with pytest.raises(ValueError, match=r"^$"):
        pipelined(client, "mail@house.example", ["a@b.example>\r\nRCPT TO:<c@d"], LETTER, ())
    assert server.taken == []


def test_the_relay_uses_groups_where_they_are_offered(server: Server) -> None:
    """With the same errors as without."""
    relay = Relay(address=f"smtp://127.0.0.1:{server.port}", sender="mail@house.example")
    letter = Letter(
        id="0a1b",
        to=("a@mail.example",),
        subject="x",
        text="y\n",
        language="ar",
        at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    with relay.open() as opened:
        opened.send(letter)
        server.refuses = {"a@mail.example": "550 nobody"}
        with pytest.raises(RecipientRefused):
            opened.send(letter)
        server.refuses, server.body = {}, "554 no"
        with pytest.raises(NotTaken):
            opened.send(letter)
    assert len(server.taken) == 1
