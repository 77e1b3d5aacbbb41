"""Ways by which messages leave: what is handed over, and who takes it."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from amana.channels.letter import WayOut
from amana.channels.mail import Letter, OpenRelay, Relay
from amana.channels.sms import SmsGateway
from amana.channels.webhook import Webhook
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message, ready to be handed over."""

    id: UUID
    channel: Channel
    message_class: MessageClass
    purpose: str | None
    language: Language
    person: str | None = field(repr=False)
    address: str | None = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    """With its foot."""
    sender_name: str
    way_out: WayOut | None
    at: datetime


class Hand(Protocol):
    """What takes parcels, one after the other."""

    def give(self, parcel: Parcel) -> None:
        """Hand a parcel over once, or raise an error of ``channels``."""


class Way(Protocol):
    """How parcels of a channel leave."""

    def open(self) -> AbstractContextManager[Hand]:
        """Get ready for several parcels, or raise an error of ``channels``."""


Ways = Mapping[Channel, Way]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWay:
    """Mail, by one relay."""

    relay: Relay

    @contextmanager
    def open(self) -> Iterator[Hand]:
        """Connect to the relay."""
        with self.relay.open() as opened:
            yield _Mail(opened)


@dataclass(frozen=True, slots=True)
class _Mail:
    relay: OpenRelay

    def give(self, parcel: Parcel) -> None:
        self.relay.send(
            Letter(
                id=str(parcel.id),
                to=(parcel.address or "",),
                subject=parcel.subject,
                text=parcel.text,
                language=parcel.language,
                at=parcel.at,
                sender_name=parcel.sender_name,
                way_out=parcel.way_out,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """What sending needs from outside: the ways, and the address at which people leave."""

    ways: Ways
    public_url: str | None = None
    """Such as ``https://privacy.example.org``; without it nothing that can be stopped is sent."""
    clock: Callable[[], datetime]
    sender: str | None = None
    """The address that mail comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsWay:
    """Text messages, by one gateway."""

    gateway: SmsGateway

    @contextmanager
    def open(self) -> Iterator[Hand]:
        """Be ready: each message is a request of its own."""
        yield self

    def give(self, parcel: Parcel) -> None:
        """Hand the text over; a subject is for other channels."""
        self.gateway.send(to=parcel.address or "", text=parcel.text, message=str(parcel.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookWay:
    """The service's own program, which brings messages where only it can: chat, phone, post."""

    webhook: Webhook

    @contextmanager
    def open(self) -> Iterator[Hand]:
        """Be ready: each message is a request of its own."""
        yield self

    def give(self, parcel: Parcel) -> None:
        """Hand the message over, with the person's own id."""
        data = {
            "message": str(parcel.id),
            "person": parcel.person,
            "channel": parcel.channel.value,
            "message_class": parcel.message_class.value,
            "purpose": parcel.purpose,
            "language": parcel.language,
            "subject": parcel.subject,
            "text": parcel.text,
            "unsubscribe": None if parcel.way_out is None else parcel.way_out.url,
        }
        body = {"type": "message.send", "timestamp": parcel.at.isoformat(), "data": data}
        said = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        self.webhook.send(said, message=str(parcel.id), at=parcel.at)
