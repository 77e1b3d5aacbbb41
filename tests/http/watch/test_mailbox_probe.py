"""A mailbox of made-up subscribers: letters of a real outbox, links of real pages, and a probe."""

import os
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.choices.choose import Choosing
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.found_service import found_service
from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import MailWay, Outlet
from amana.acts.persons.identify import GivenIdentifier, Identifying, identify
from amana.acts.probes.errors import Unseen
from amana.acts.probes.mailbox import PROBE
from amana.acts.probes.probe import Given, Looked, ProbeRun, run_probe
from amana.acts.probes.seeds import WINDOW
from amana.acts.probes.sites import Site, site_of
from amana.acts.probes.wire import Wire
from amana.channels.incoming import LARGEST
from amana.channels.mail import Relay
from amana.cli.showing.mailbox import Mailbox, mailbox
from amana.domain.choice.word import Word
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.policy.parse import parse
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{ar: "النشرة", en: "news"}}}}
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email], at: [registration], for: [news, orders]}}
  P2: {{choice: [news], by: opt_in}}
  P3: {{message: [newsletter], for: [news], to: [email], by: [email], stop: [link, one_click]}}
  P4: {{message: [transactional], for: [orders], to: [email], by: [email]}}
"""
STAYS, LEAVES = "made.up.one@seeds.example", "made.up.two@seeds.example"
SENDER = "news@house.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A service that sends news to two made-up subscribers, and the mailbox of both."""

    storage: Storage
    service: str
    site: str
    box: Mailbox
    maildir: Path

    def joins(self, person: str, address: str) -> None:
        """Let somebody join the list and give their address."""
        said = Choosing(person=person, word=Word.CONSENT, purposes=frozenset({"news"}))
        ChoicesDoor(self.storage).choose(self.service, said)
        with self.storage.work(self.service) as work:
            given = GivenIdentifier(kind=IdentifierKind.EMAIL, value=address)
            done = identify(
                Act(actor=Actor(role=Role.APPLICATION, label=self.service), work=work),
                Identifying(
                    person=person,
                    identifiers=(given,),
                    occasion="registration",
                    purposes=frozenset({"news", "orders"}),
                ),
            )
        assert done.answer.permitted

    def sends(self, *, public: str | None = None, orders: bool = False) -> None:
        """Send an issue to both, or what an order needs."""
        with self.storage.work(self.service) as work:
            for person in ("stays", "leaves"):
                put_out(
                    work,
                    Outgoing(
                        person=person,
                        message_class=MessageClass.TRANSACTIONAL
                        if orders
                        else MessageClass.NEWSLETTER,
                        purpose="orders" if orders else "news",
                        channel=Channel.EMAIL,
                        language="ar",
                        subject="العدد",
                        text="جديد الدار.",
                    ),
                )
            work.over()
        relay = Relay(address=self.box.address, sender=SENDER)
        outlet = Outlet(
            ways={Channel.EMAIL: MailWay(relay=relay)},
            public_url=public or self.site,
            clock=lambda: datetime.now(UTC) + timedelta(seconds=1),
            sender=SENDER,
        )
        send_due(self.storage, self.service, outlet, claim=uuid4())

    def clicks(self, address: str) -> None:
        """Use the button of the mail program under the latest letter to an address."""
        stop = next(it.stop for it in self.box.latest() if it.to == address)
        assert stop is not None
        httpx.post(stop, data={"List-Unsubscribe": "One-Click"}).raise_for_status()

    def around(self, to: str, **headers: str) -> None:
        """Send a letter that Amana knows nothing of."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = SENDER, to, "العدد"
        letter["Date"] = format_datetime(datetime.now(UTC) + timedelta(seconds=1))
        for name, value in headers.items():
            letter[name.replace("_", "-")] = value
        letter.set_content("جديد الدار.")
        with smtplib.SMTP("127.0.0.1", self.box.port) as server:
            server.send_message(letter)

    def look(self, *, planted: tuple[str, ...] = (STAYS, LEAVES), folder: bool = True) -> ProbeRun:
        """Have the probe look."""
        here: tuple[Site, ...] = ()
        given = Given(
            sites=lambda _: here,
            folders=lambda: (),
            values=lambda _: {"email": planted},
            wire=Wire(),
            mailbox=lambda _: self.maildir if folder else None,
            public=site_of(self.site),
        )
        return run_probe(self.storage, self.service, PROBE, given)

    def looked(self) -> Looked:
        """Have it look, and return what it saw."""
        run = self.look()
        assert run.looked is not None, run.unseen
        return run.looked

    def codes(self) -> list[str]:
        """Have it look, and return what is wrong."""
        looked = self.looked()
        assert looked.broken == ({"P3"} if looked.faults else set())
        return [fault.code for fault in looked.faults]


@pytest.fixture
def house(storage: Storage, service: str, real_site: str, tmp_path: Path) -> Iterator[House]:
    """Open a service with two subscribers."""
    source = POLICY.format(service=service)
    found_service(storage, parse(source, texts={}), source=source, texts={})
    with mailbox(tmp_path) as box:
        made = House(storage=storage, service=service, site=real_site, box=box, maildir=tmp_path)
        made.joins("stays", STAYS)
        made.joins("leaves", LEAVES)
        yield made


@pytest.mark.promise("C7", "M7", "K8", "A30")
def test_who_leaves_gets_no_more_while_another_goes_on_getting(house: House) -> None:
    """Before anything went to the other since, that nothing came says nothing."""
    house.sends()
    house.clicks(LEAVES)
    assert house.looked().kept == set()
    house.sends()
    assert house.looked().kept == {"P3"}
    # What cannot be stopped goes on, and is no case against it.
    house.sends(orders=True)
    assert house.looked().kept == {"P3"}


@pytest.mark.promise("C7", "A30")
def test_where_nobody_left_the_probe_uses_the_link_itself(house: House) -> None:
    """Of the last that was planted: one goes on getting letters."""
    house.sends()
    assert house.looked().kept == set()
    house.sends()
    to = [it.to for it in house.box.latest()]
    assert (to.count(STAYS), to.count(LEAVES)) == (2, 1)
    assert house.looked().kept == {"P3"}


@pytest.mark.promise("C7", "K8")
def test_a_letter_around_amana_to_who_left_breaks_it_until_it_is_seen_to(house: House) -> None:
    """To who is on the list it is no case: nobody can tell what it is."""
    house.sends()
    house.clicks(LEAVES)
    house.sends()
    house.around(STAYS)
    assert house.looked().kept == {"P3"}
    house.around(LEAVES)
    looked = house.looked()
    assert [fault.code for fault in looked.faults] == ["around"]
    assert LEAVES not in str(looked)
    max((house.maildir / "new").iterdir(), key=lambda it: int(it.stem)).unlink()
    assert house.looked().kept == {"P3"}


@pytest.mark.promise("C7")
def test_a_letter_of_the_outbox_that_comes_after_somebody_left_breaks_it(house: House) -> None:
    """A relay that held it back and dates it anew, or hands an old one over once more."""
    house.sends()
    house.clicks(LEAVES)
    [first] = [it for it in (house.maildir / "new").iterdir() if LEAVES.encode() in it.read_bytes()]
    late = format_datetime(datetime.now(UTC) + timedelta(minutes=3)).encode()
    lines = first.read_bytes().split(b"\r\n")
    again = [b"Date: " + late if it.startswith(b"Date:") else it for it in lines]
    copy = house.maildir / "new" / "900.again"
    copy.write_bytes(b"\r\n".join(again))
    _came(copy, datetime.now(UTC) + timedelta(minutes=4))
    assert house.codes() == ["after_leaving"]


@pytest.mark.promise("C7", "M7")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        (b"List-Unsubscribe:", "no_way_out"),
        (b"List-Unsubscribe-Post:", "no_one_click"),
    ],
)
def test_a_relay_that_takes_a_header_away_breaks_it(house: House, name: bytes, code: str) -> None:
    """As the letter arrives it counts, not as it was sent."""
    house.sends()
    for path in (house.maildir / "new").iterdir():
        path.write_bytes(path.read_bytes().replace(name, b"X-" + name))
    assert set(house.codes()) == {code}


@pytest.mark.promise("C7")
def test_a_letter_too_large_to_be_read_says_nothing_of_the_link_in_its_text(house: House) -> None:
    """Its head is read: the way out there works, and who leaves by it left."""
    house.sends()
    for path in (house.maildir / "new").iterdir():
        path.write_bytes(path.read_bytes() + b"=" * LARGEST)
    house.clicks(LEAVES)
    house.sends()
    assert house.codes() == []


@pytest.mark.promise("C7")
def test_a_link_that_leads_elsewhere_is_not_followed_and_breaks_it(house: House) -> None:
    """Nobody's letter sends the probe anywhere else than to the service."""
    house.sends(public="http://127.0.0.1:1")
    assert set(house.codes()) == {"way_out_elsewhere"}


@pytest.mark.promise("C7")
def test_a_link_that_does_not_work_breaks_it(house: House) -> None:
    """Its token was changed on the way, in text and header alike."""
    house.sends()
    stop = next(it.stop for it in house.box.latest() if it.to == LEAVES)
    assert stop is not None
    token = stop.rpartition("/")[2].encode()
    for path in (house.maildir / "new").iterdir():
        path.write_bytes(_respelt(path.read_bytes(), token))
    assert house.codes() == ["one_click_fails"]


def _respelt(raw: bytes, token: bytes) -> bytes:
    """Return the letter with another token, its text in the plain."""
    if token not in raw:
        return raw
    head, _, _ = raw.partition(b"\r\n\r\n")
    other = b"A" * len(token)
    link = next(it for it in head.replace(token, other).split(b"<") if it.startswith(b"http"))
    plain = head.replace(b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: 8bit")
    return plain.replace(token, other) + b"\r\n\r\n" + link.partition(b">")[0] + b"\r\n"


@pytest.mark.promise("C7")
def test_it_says_why_it_cannot_look(house: House) -> None:
    """Without a mailbox, addresses, letters, or where one cannot be read."""
    assert house.look(folder=False).unseen is Unseen.NO_MAILBOX
    assert house.look(planted=()).unseen is Unseen.NOTHING_PLANTED
    assert house.look(planted=("no address at all",)).unseen is Unseen.PLANTED_FILE
    assert house.look().unseen is Unseen.NO_LETTERS
    house.sends()
    for path in (house.maildir / "new").iterdir():
        _came(path, datetime.now(UTC) - WINDOW - timedelta(hours=1))
    assert house.look().unseen is Unseen.NO_LETTERS
    (house.maildir / "new" / "bomb").write_bytes(b"multipart/" * 40 + b"\r\n\r\n")
    assert house.look().unseen is Unseen.UNREADABLE


def _came(path: Path, at: datetime) -> None:
    """Let a letter have come at an instant."""
    os.utime(path, (at.timestamp(), at.timestamp()))
