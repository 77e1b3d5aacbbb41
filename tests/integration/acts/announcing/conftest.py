"""A service with accounts, a mail server that takes everything, and a policy that changes."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from typing import Final
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Parsing
from aiosmtpd.smtp import Envelope

from amana.acts.act import OPERATOR, Act
from amana.acts.in_force import in_force, published
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import MailWay, Outlet
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.standings import standings
from amana.channels.mail import Relay
from amana.domain.evidence.proof import State
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Language
from amana.storage import Storage
from amana.storage.announcements import Delivery

POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: "news"}}}}
promises:
  P1: {{change: [{by}]{material}, kept: true}}
  P2: {{use: email, for: [{purposes}]}}
"""


@dataclass(slots=True)
class MailServer:
    """A mail server on this machine."""

    port: int = 0
    taken: list[Message] = field(default_factory=list)
    refusing: bool = False
    """Whether it takes no address."""
    on_letter: Callable[[], None] = field(default=lambda: None)
    """Called with each letter that was taken, before the server says so."""


class _Taking(Parsing):
    def __init__(self, made: MailServer) -> None:
        super().__init__(message_class=None)
        self.made = made

    async def handle_RCPT(  # noqa: N802 - the name by which it is called
        self, server: object, session: object, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take an address, or none."""
        del server, session, options
        if self.made.refusing:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Message) -> None:
        self.made.taken.append(message)
        self.made.on_letter()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """Run the mail server."""
    made = MailServer()
    with socket.create_server(("127.0.0.1", 0)) as free:
        made.port = free.getsockname()[1]
    controller = Controller(_Taking(made), hostname="127.0.0.1", port=made.port)
    controller.start()
    yield made
    controller.stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The service, as the tests use it."""

    storage: Storage
    service: str
    mail: MailServer

    def publish(
        self,
        *,
        by: str = "published, email",
        material: str | None = None,
        purposes: str = "orders",
        matters: bool = True,
    ) -> int:
        """Publish the next version, which announces changes so."""
        more = "" if material is None else f", if_material: [{material}]"
        source = POLICY.format(service=self.service, by=by, material=more, purposes=purposes)
        with self.storage.work(self.service) as work:
            given = Publication(source=source, texts={}, material=matters, reason="news begin")
            return publish_policy(Act(actor=OPERATOR, work=work), given)

    def add(self, *persons: str, language: Language | None = None) -> None:
        """Add accounts with an e-mail address of their own."""
        with self.storage.work(self.service) as work:
            entry = work.name_entry()
            for person in persons:
                key = work.sealer.person_key(person)
                work.people.meet(key)
                work.identifiers.note_own(person, entry=entry)
                work.identifiers.note(
                    key,
                    IdentifierKind.EMAIL,
                    f"{person}@people.example",
                    origin=Origin.PERSON,
                    source=None,
                    entry=entry,
                )
                if language is not None:
                    work.people.record_acceptance(
                        person, version=1, how="explicit", language=language
                    )
            work.over()

    def send(self) -> None:
        """Send what is due."""
        relay = Relay(address=f"smtp://127.0.0.1:{self.mail.port}", sender="privacy@house.example")
        outlet = Outlet(
            ways={Channel.EMAIL: MailWay(relay=relay)},
            clock=lambda: datetime.now(UTC),
            sender="privacy@house.example",
        )
        send_due(self.storage, self.service, outlet, claim=UUID(int=1))

    def state(self, promise: str) -> State:
        """Return how the promise stands."""
        with self.storage.reading(self.service) as view:
            policy = published(view, in_force(view)).policy
            return standings(view, policy, in_force(view).number)[promise].state

    def delivery(self) -> Delivery:
        """Return what became of the one announcement."""
        with self.storage.reading(self.service) as view:
            (found,) = view.announcements.delivery()
        return found


@pytest.fixture
def house(storage: Storage, service: str, mail_server: MailServer) -> House:
    """Make the service ready."""
    return House(storage=storage, service=service, mail=mail_server)
