"""A service whose people write to it, and letters as they come in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Final
from uuid import UUID

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.letters.taking import LetterKind, Mailroom, take_letter
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import Outlet, Parcel
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.messages import Channel
from amana.storage import Storage

Letter = Callable[..., bytes]
OWN: Final = "info@house.example"
RELAY: Final = "mx.house.example"
POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: info@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract, name: {{en: orders}}}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: news}}}}
  offers: {{is: "dpv:Marketing", basis: legitimate_interest, name: {{en: offers}}}}
promises:
  K18:
    message: [newsletter, promotional]
    for: [news, offers]
    to: [email]
    by: [email]
    stop: [write_in]
  P2: {{message: [transactional], for: [orders], to: [email], by: [email]}}
  P3: {{choice: [news], by: opt_in}}
"""


def _written(text: str, sender: str = "layla@people.example", **headers: str) -> bytes:
    made = EmailMessage()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in ({"from": sender, "to": OWN, "subject": "Hello"} | named).items():
        made[name] = value
    made.set_content(text)
    return made.as_bytes()


class Sink:
    """A way on which everything arrives."""

    @contextmanager
    def open(self) -> Iterator["Sink"]:
        """Be ready."""
        yield self

    def give(self, parcel: Parcel) -> None:
        """Take it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The service, as the tests use it."""

    storage: Storage
    service: str
    room: Mailroom = field(
        default=Mailroom(
            authserv=RELAY,
            own=frozenset({OWN}),
            rights=frozenset({"rights@house.example"}),
            site="https://privacy.house.example",
        )
    )

    seen: set[UUID] = field(default_factory=set)

    def add(self, *persons: str, address: str | None = None) -> None:
        """Add accounts, with an address of their own or with one that they share."""
        with self.storage.work(self.service) as work:
            entry = work.name_entry()
            for person in persons:
                key = work.sealer.person_key(person)
                work.people.meet(key)
                work.identifiers.note_own(person, entry=entry)
                work.identifiers.note(
                    key,
                    IdentifierKind.EMAIL,
                    address or f"{person}@people.example",
                    origin=Origin.PERSON,
                    source=None,
                    entry=entry,
                )
            work.over()

    def take(self, raw: bytes) -> LetterKind:
        """Take a letter."""
        return take_letter(self.storage, self.service, raw, self.room)

    def states(self, person: str) -> Mapping[str, str]:
        """Return the person's last word about each purpose."""
        with self.storage.reading(self.service) as view:
            group = view.persons.group(person)
            rows = view.choices.last(group, ["news", "offers", "orders"])
        return {row.purpose: row.state.value for row in rows}

    def stays_out(self, address: str) -> bool:
        """Tell whether the address is on the list of those that opted out."""
        with self.storage.reading(self.service) as view:
            return Why.OPTED_OUT in view.suppression.why(IdentifierKind.EMAIL, address)

    def answers(self) -> list[str]:
        """Return the addresses to which an answer waits, with the language in front."""
        with self.storage.work(self.service) as work:
            found = work.outbox.claim(limit=100)
            return [
                f"{each.language} {each.content['address']}"
                for each in found
                if each.content is not None and "address" in each.content
            ]

    def outgoing(self) -> list[tuple[str, str, str]]:
        """Take out what waits to be sent: address, subject and text; a person's own has none."""
        with self.storage.work(self.service) as work:
            found = work.outbox.claim(limit=100)
        contents = [each.content or {} for each in found if each.id not in self.seen]
        self.seen.update(each.id for each in found)
        return [
            (str(it.get("address", "")), str(it["subject"]), str(it["text"])) for it in contents
        ]

    def send(self) -> None:
        """Send what is due, to where everything is taken."""
        outlet = Outlet(
            ways={Channel.EMAIL: Sink()},
            clock=lambda: datetime.now(UTC),
            sender=OWN,
            public_url="https://privacy.house.example",
        )
        send_due(self.storage, self.service, outlet, claim=UUID(int=1))

    def noted(self) -> list[str]:
        """Return what the acts on the ledger say that letters were."""
        with self.storage.reading(self.service) as view:
            return [each.kind for each in view.letters_in.listed(only_open=False, most=100)]


@pytest.fixture
def letter() -> Letter:
    """Return what writes a letter to the service."""
    return _written


@pytest.fixture
def house(storage: Storage, service: str) -> House:
    """Make the service, with its policy in force."""
    with storage.work(service) as work:
        given = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), given)
    return House(storage=storage, service=service)
