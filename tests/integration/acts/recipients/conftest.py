"""A service that passes data on, its recipients, and what they were told."""

import base64
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_string, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, Final
from uuid import UUID, uuid4

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import MailWay, Outlet
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.recipients.telling import tell_due, tell_recipient
from amana.acts.recipients.ways import set_way
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.receive import Asking
from amana.channels.mail import Relay
from amana.channels.receipt import receipt_headers
from amana.channels.signed import check_signed
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.request.telling import NoticeState, WayKind
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.messages import Channel
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage import Storage
from amana.storage.recipients import NoticeRow, RecipientWay

SECRET: Final = "whsec_" + base64.b64encode(bytes(range(32))).decode()
ADDRESS: Final = "layla@people.example"
PARTNER: Final = "privacy@partner.example"
POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [gdpr]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients:
  partner:
    kind: service_providers
    name: {{ar: "الشريك", en: "The Partner"}}
    contact: privacy@partner.example
  figures:
    kind: analytics_providers
    name: {{ar: "الإحصاء", en: "Statistics"}}
promises:
  P1: {{collect: [email, phone], from: person, at: [registration], for: [orders]}}
  S1: {{share: [email], to: [partner], for: [orders]}}
  S2: {{share: [phone], to: [figures], for: [orders], at_least: 100}}
  A23: {{right: [erasure]}}
"""


def now() -> datetime:
    """Return the clock's instant."""
    return datetime.now(UTC)


class Partner(HTTPServer):
    """A recipient's program: it keeps what it took, by the id of the message."""

    allow_reuse_address = True

    def __init__(self) -> None:
        """Listen at a free port."""
        super().__init__(("127.0.0.1", 0), Heard)
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.answers: list[str] = []
        """How it answers the next ones: ``forged``, ``pending``, ``silent``; else well."""


class Heard(BaseHTTPRequestHandler):
    """One message, checked as a recipient would."""

    server: Partner

    def do_POST(self) -> None:
        """Take it, and answer as the server was told to."""
        body = self.rfile.read(int(self.headers["content-length"]))
        named = {name.lower(): value for name, value in self.headers.items()}
        check_signed(named, body, secret=SECRET, now=now())
        message = named["webhook-id"]
        self.server.heard.append((message, json.loads(body)))
        how = self.server.answers.pop(0) if self.server.answers else ""
        if how == "silent":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        said = b'{"state":"pending"}' if how == "pending" else b'{"state":"done"}'
        secret = "whsec_" + base64.b64encode(bytes(32)).decode() if how == "forged" else SECRET
        self.send_response(200)
        for name, value in receipt_headers(secret, said, message=message, at=now()).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def partner() -> Iterator[Partner]:
    """Run the recipient's program."""
    made = Partner()
    runs = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    runs.start()
    yield made
    made.shutdown()
    made.server_close()
    runs.join()


@dataclass(slots=True)
class Post:
    """A mail server that keeps its letters."""

    letters: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a letter."""
        del server, session
        assert isinstance(envelope.content, bytes)
        self.letters.append((envelope.rcpt_tos[0], envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def post() -> Iterator[tuple[Post, Outlet]]:
    """Run a mail server, and give what sends to it."""
    made = Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    relay = Relay(address=f"smtp://127.0.0.1:{port}", sender="privacy@house.example")
    ways = {Channel.EMAIL: MailWay(relay=relay)}
    yield (
        made,
        Outlet(ways=ways, public_url=None, clock=now, sender="privacy@house.example"),
    )
    controller.stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The service, and what is done there."""

    storage: Storage
    service: str
    thief: psycopg.Connection

    def reach(self, kind: WayKind, way: str) -> None:
        """Set how the partner is told."""
        with self.storage.work(self.service) as work:
            set_way(Act(actor=OPERATOR, work=work), "partner", RecipientWay(kind=kind, way=way))

    def reach_program(self, partner: Partner) -> None:
        """Let the partner's program be told."""
        url = f"http://127.0.0.1:{partner.server_port}/amana"
        way = json.dumps({"url": url, "secret": SECRET, "private": True})
        self.reach(WayKind.HTTP, way)

    def erase(self) -> UUID:
        """Carry out a request for the erasure of the person ``p``."""
        asking = Asking(
            kind=RequestKind.ERASURE, door=RequestDoor.API, person="p", proven_by="signed_in"
        )
        request = AskedDoor(self.storage).receive(self.service, asking).request
        with self.storage.work(self.service) as work:
            person = begin(Act(actor=OPERATOR, work=work), request)
        assert person == "p"
        carry_out_erasure(self.storage, self.service, request, person=person, actor=OPERATOR)
        return request

    def tell(self) -> int:
        """Do what a job does for the partner."""
        tell_due(self.storage, self.service)
        return tell_recipient(self.storage, self.service, "partner", clock=now)

    def later(self) -> None:
        """Let the wait be over."""
        self.thief.execute("update recipient_notice set due_at = now() where due_at is not null")

    def send(self, outlet: Outlet) -> None:
        """Send what is in the outbox."""
        send_due(self.storage, self.service, outlet, claim=uuid4())

    def notice(self, request: UUID) -> NoticeRow:
        """Return the one notice of a request."""
        with self.storage.reading(self.service) as view:
            (found,) = view.recipients.of(request)
        return found

    def state(self, request: UUID) -> tuple[NoticeState, str | None]:
        """Return how it stands, and why."""
        found = self.notice(request)
        return found.state, found.fault

    def still_known(self) -> int:
        """Count the requests of which it is still kept by what their person was known."""
        found = self.thief.execute(
            "select count(*) from request_sought where sealed is not null"
        ).fetchone()
        assert found is not None
        return int(found[0])


@pytest.fixture
def house(storage: Storage, service: str, thief: psycopg.Connection) -> House:
    """Found a service with a partner, that knows an address of the person ``p``."""
    with storage.work(service) as work:
        publish_policy(
            Act(actor=OPERATOR, work=work),
            Publication(
                source=POLICY.format(service=service), texts={}, material=False, reason="a test"
            ),
        )
    ApplicationDoor(storage).accept(
        service, person="p", version=1, how=Acceptance.EXPLICIT, language="ar"
    )
    with storage.work(service) as work:
        work.identifiers.note(
            work.sealer.person_key("p"),
            IdentifierKind.EMAIL,
            ADDRESS,
            origin=Origin.PERSON,
            source=None,
            entry=work.name_entry(),
        )
        work.over()
    return House(storage=storage, service=service, thief=thief)


@pytest.fixture
def address() -> str:
    """Return by what the person is known."""
    return ADDRESS


@pytest.fixture
def read_letter() -> Callable[[str], tuple[str, str]]:
    """Return what reads the subject and the text of a letter."""

    def read(raw: str) -> tuple[str, str]:
        letter = message_from_string(raw, policy=policy.default)
        plain = letter.get_body(("plain",))
        assert plain is not None
        return str(letter["subject"]), plain.get_content()

    return read
