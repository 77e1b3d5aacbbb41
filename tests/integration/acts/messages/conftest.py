"""A store that writes to people: its policy in force, a mail server, and what sends."""

import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import Final
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from amana.acts.act import OPERATOR, Act, Actor, Role
from amana.acts.choices.choose import Choosing
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.events.show_events import EventShown, show_events
from amana.acts.messages.leaving import leave
from amana.acts.messages.outbox_page import retry_message
from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import MailWay, Outlet, Way
from amana.acts.persons.identify import GivenIdentifier, Identifying, identify
from amana.channels.mail import Relay
from amana.domain.choice.word import Word
from amana.domain.ledger.entry import Entry
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.storage import Storage
from amana.storage.outbox_rows import MessageRow
from amana.storage.policies import Release

POLICY: Final = """\
amana: 1
service: store
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "متجر الدار", en: "House Store"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
  phone: {is: "pd:TelephoneNumber"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
  news: {is: "dpv:DirectMarketing", basis: consent, name: {ar: "النشرة", en: "the newsletter"}}
  offers: {is: "dpv:Marketing", basis: consent, name: {ar: "العروض", en: "offers"}}
recipients: {}
promises:
  M1: {collect: [email, phone], at: [registration, order, newsletter], for: [orders, news, offers]}
  C5: {only: [email], at: [order], for: [orders], unless: news}
  C7: {message: [newsletter], for: [news], to: [email], by: [email], stop: [link, one_click]}
  K7: {message: [service], for: [orders], to: [email], by: [email, in_service]}
  K8:
    {message: [promotional, job_alert], for: [offers], to: [email, phone], by: [email, sms],
     implied: true}
  A30: {message: [transactional], for: [orders], to: [email, phone], by: [email, sms, chat]}
  C16: {contact: [email]}
"""
PUBLIC: Final = "https://privacy.house.example"
SENDER: Final = "mail@house.example"


@dataclass(slots=True)
class Taken:
    """A letter as it arrived."""

    to: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> Message:
        """The letter, parsed."""
        return message_from_bytes(self.raw)

    @property
    def subject(self) -> str:
        """The subject as a person reads it."""
        return str(make_header(decode_header(self.message["Subject"])))

    @property
    def text(self) -> str:
        """The text as a person reads it."""
        payload = self.message.get_payload(decode=True)
        assert isinstance(payload, bytes)
        return payload.decode("utf-8").replace("\r\n", "\n")

    @property
    def token(self) -> str:
        """The token of its way out."""
        found = re.search(r"/unsubscribe/([A-Za-z0-9_-]+)>", self.message["List-Unsubscribe"])
        assert found is not None
        return found[1]


@dataclass(slots=True)
class PostOffice:
    """A mail server that takes everything, but what it is told not to."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    """Addresses with the answer that each gets."""
    on_letter: Callable[[], None] = field(default=lambda: None)
    breaks_after: int | None = None
    """The letter with this number is lost with its connection, once."""
    silent_after: int | None = None
    """The letter with this number is taken, and its connection lost before that is said, once."""

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        del server, session, options
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a letter; or lose the connection before it is taken."""
        del session
        content = envelope.content
        assert isinstance(content, bytes)
        if len(self.taken) == self.breaks_after:
            self.breaks_after = None
            return self._lose(server)
        silent = len(self.taken) == self.silent_after
        self.taken.append(Taken(to=tuple(envelope.rcpt_tos), raw=content))
        self.on_letter()
        if silent:
            self.silent_after = None
            return self._lose(server)
        return "250 OK"

    def _lose(self, server: SMTP) -> str:
        """Lose the connection; nobody hears the answer."""
        assert server.transport is not None
        server.transport.close()
        return "421 gone"


@pytest.fixture(scope="session")
def _office() -> Iterator[PostOffice]:
    made = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as free:
        made.port = free.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=made.port, enable_SMTPUTF8=True)
    controller.start()
    yield made
    controller.stop()


@pytest.fixture
def office(_office: PostOffice) -> PostOffice:
    """Give the mail server, empty."""
    _office.taken.clear()
    _office.refuses.clear()
    _office.on_letter = lambda: None
    _office.breaks_after = _office.silent_after = None
    return _office


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A service with a policy in force that says which messages it sends."""

    storage: Storage
    service: str
    outlet: Outlet

    @property
    def both_sorts(self) -> str:
        """A policy with a purpose of which some messages can be stopped and others cannot."""
        return POLICY.replace("message: [transactional]", "message: [transactional, job_alert]")

    @property
    def with_age(self) -> str:
        """A policy that asks how old people are."""
        return POLICY + "  P14: {children: 16}\n"

    def publish(self, source: str = POLICY, *, material: bool | None = None) -> None:
        """Publish a version; one that follows another is material, or not."""
        with self.storage.work(self.service) as work:
            work.policies.publish(
                Release(
                    source=source,
                    languages=("ar", "en"),
                    texts={},
                    passages={"ar": (), "en": ()},
                    material=material,
                    reason=None,
                )
            )
            work.commit(Entry(act="publish", promises=(), body={}))

    def knows(
        self, person: str, address: str, *, at: str = "registration", purpose: str = "orders"
    ) -> None:
        """Take in an address of a person, at an occasion."""
        kind = IdentifierKind.EMAIL if "@" in address else IdentifierKind.PHONE
        with self.storage.work(self.service) as work:
            done = identify(
                Act(actor=Actor(role=Role.APPLICATION, label=self.service), work=work),
                Identifying(
                    person=person,
                    identifiers=(GivenIdentifier(kind=kind, value=address),),
                    occasion=at,
                    purposes=frozenset({purpose}),
                ),
            )
        assert done.answer.permitted

    def says(self, person: str, word: Word, *purposes: str) -> None:
        """Let a person say something about purposes."""
        given = Choosing(person=person, word=word, purposes=frozenset(purposes))
        ChoicesDoor(self.storage).choose(self.service, given)

    def put(  # noqa: PLR0913 - what a message is
        self,
        person: str | None,
        message_class: MessageClass,
        purpose: str | None,
        *,
        channel: Channel = Channel.EMAIL,
        subject: str = "أهلًا بك",
        text: str = "هذه رسالة من المتجر.",
        **more: object,
    ) -> UUID:
        """Put a message out."""
        given = Outgoing(
            person=person,
            message_class=message_class,
            purpose=purpose,
            channel=channel,
            language=more.pop("language", "ar"),  # type: ignore[arg-type]  # a language
            subject=subject,
            text=text,
            **more,  # type: ignore[arg-type]  # the fields of a message
        )
        with self.storage.work(self.service) as work:
            made = put_out(work, given)
            work.over()
        return made

    def send(self, **more: object) -> int:
        """Send what is due."""
        return send_due(self.storage, self.service, self.outlet, claim=uuid4(), **more)  # type: ignore[arg-type]  # how to send

    def message(self, message: UUID) -> MessageRow:
        """Return a message as it stands."""
        with self.storage.reading(self.service) as view:
            found = view.outbox.whose(message)
        assert found is not None
        return found

    def retry(self, message: UUID) -> None:
        """Have a message tried again at once."""
        with self.storage.work(self.service) as work:
            retry_message(Act(actor=OPERATOR, work=work), message)

    def events(self) -> tuple[EventShown, ...]:
        """Return what the application is told."""
        with self.storage.reading(self.service) as view:
            return show_events(view, after=None, limit=100).events

    def history(self, person: str) -> list[tuple[str, str]]:
        """Return acts and outcomes of messages to a person, the latest first."""
        with self.storage.reading(self.service) as view:
            return [
                (each.act, each.outcome.value)
                for each in view.people.acts(person)
                if each.act in {"message", "notify"}
            ]

    def leave(self, token: str) -> None:
        """Click the link of a letter."""
        assert leave(self.storage, self.service, token).over

    def past(self) -> datetime:
        """Return an instant that is over."""
        return datetime.now(UTC) - timedelta(minutes=1)

    def erase(self, person: str) -> None:
        """Forget a person."""
        ApplicationDoor(self.storage).erase(self.service, person=person)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Return the clock of what sends."""
    return lambda: datetime.now(UTC)


@pytest.fixture
def store(
    storage: Storage, service: str, office: PostOffice, clock: Callable[[], datetime]
) -> Store:
    """Open a store with its policy in force, that sends to the mail server."""
    relay = Relay(address=f"smtp://127.0.0.1:{office.port}", sender=SENDER)
    ways: dict[Channel, Way] = {Channel.EMAIL: MailWay(relay=relay)}
    outlet = Outlet(ways=ways, public_url=PUBLIC, clock=clock, sender=SENDER)
    made = Store(storage=storage, service=service, outlet=outlet)
    made.publish()
    return made
