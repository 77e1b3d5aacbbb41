"""Programs have messages sent and show notices; people leave by a link; staff look after it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import Outlet
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.key_scope import Ability, KeyScope
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.sdk import Amana
from amana.storage import Storage
from amana.storage.keys.way_out import Leaving, token_of

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "متجر الدار", en: "House Store"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{ar: "النشرة", en: "the newsletter"}}}}
promises:
  M1: {{message: [service], for: [orders], to: [email], by: [in_service, email]}}
  M2: {{message: [newsletter], for: [news], to: [email], by: [email], stop: [one_click]}}
"""
WORDS = {
    "ar": {"subject": "طلبك {number}", "text": "طلبك في الطريق."},
    "en": {"subject": "Order {number}", "text": "It is on its way."},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A service whose program sends messages."""

    storage: Storage
    service: str
    url: str
    key: str

    def ask(self, route: str, body: dict[str, Any], key: str | None = None) -> httpx.Response:
        """Ask a route of the API."""
        headers = {"authorization": f"Bearer {key or self.key}"}
        return httpx.post(f"{self.url}/v1/{route}", json=body, headers=headers)

    def limited(self, *abilities: Ability) -> str:
        """Return a key that may only this."""
        with self.storage.work(self.service) as work:
            scope = KeyScope(abilities=frozenset(abilities))
            return make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="x", scope=scope))

    def token(self, person: str) -> str:
        """Return the token of a letter to the person."""
        with self.storage.work(self.service) as work:
            key, entry = work.sealer.person_key(person), work.name_entry()
            work.people.meet(key)
            work.identifiers.note_own(person, entry=entry)
            leaving = Leaving(
                number=work.persons.give_number(key),
                purpose="news",
                message_class=MessageClass.NEWSLETTER,
                channel=Channel.EMAIL,
                language="ar",
            )
            token = token_of(work.sealer, leaving)
            work.over()
        return token


@pytest.fixture
def sender(storage: Storage, service: str, real_site: str) -> Sender:
    """Give the service a policy and a key."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="shop"))
    return Sender(storage=storage, service=service, url=real_site, key=key)


def _message(**other: object) -> dict[str, object]:
    return {
        "person": "p-1",
        "class": "service",
        "for": "orders",
        "channel": "in_service",
        "words": WORDS,
        "values": {"number": "7"},
        **other,
    }


def test_a_notice_goes_from_the_program_to_the_persons_page(sender: Sender) -> None:
    """Put out, sent in the person's language, listed, and marked as read once."""
    made = sender.ask("messages/send", _message(language="en"))
    assert made.status_code == 200
    message = made.json()["message"]
    assert sender.ask("messages/state", {"message": message}).json()["state"] == "waiting"
    outlet = Outlet(ways={}, clock=lambda: datetime.now(UTC))
    send_due(sender.storage, sender.service, outlet, claim=uuid4())
    assert sender.ask("messages/state", {"message": message}).json()["state"] == "sent"
    (notice,) = sender.ask("notices", {"person": "p-1"}).json()["notices"]
    assert (notice["subject"], notice["read_at"]) == ("Order 7", None)
    read = {"person": "p-1", "notices": [notice["id"]]}
    assert sender.ask("notices/read", read).json() == {"marked": 1}
    assert sender.ask("notices/read", read).json() == {"marked": 0}
    unread = {"person": "p-1", "unread": True}
    assert sender.ask("notices", unread).json() == {"notices": []}


def test_the_client_sends_and_shows(sender: Sender) -> None:
    """The same by the client of an application."""
    with Amana(sender.url, sender.key) as amana:
        message = amana.messages.send(
            "p-1",
            message_class="service",
            purpose="orders",
            channel="in_service",
            words={"en": ("Order {number}", "It is on its way.")},
            values={"number": "8"},
            key="order-8",
        )
        assert amana.messages.state(message).state == "waiting"
        outlet = Outlet(ways={}, clock=lambda: datetime.now(UTC))
        send_due(sender.storage, sender.service, outlet, claim=uuid4())
        assert amana.messages.state(message).state == "sent"
        (notice,) = amana.messages.notices("p-1")
        assert (notice.subject, notice.read) == ("Order 8", False)
        assert amana.messages.read("p-1", [notice.id]) == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"for": "news"}, "messages.promotion"),
        ({"class": "newsletter"}, "messages.class"),
        ({"values": {}}, "messages.content"),
        ({"values": {"number": "7\r\nBcc: x@y.example"}}, "messages.content"),
        ({"words": {}}, "messages.content"),
        ({"words": {"ar": {"subject": "\u202eأ", "text": "ب"}}}, "messages.content"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_is_put_out(
    sender: Sender, wrong: dict[str, object], code: str
) -> None:
    """The answer names what is wrong, and nothing waits afterwards."""
    answer = sender.ask("messages/send", _message(**wrong))
    assert answer.status_code == 422
    assert answer.json()["code"] == code
    with sender.storage.reading(sender.service) as view:
        assert view.outbox.standing() == ()


def test_a_key_for_something_else_sends_nothing(sender: Sender) -> None:
    """Each route refuses a key that was not made for messages, and who shows none."""
    other = sender.limited(Ability.USE)
    bodies: dict[str, dict[str, object]] = {
        "messages/send": _message(),
        "messages/state": {"message": str(uuid4())},
        "notices": {"person": "p-1"},
        "notices/read": {"person": "p-1", "notices": [str(uuid4())]},
    }
    for route, body in bodies.items():
        assert sender.ask(route, body, key=other).status_code == 403
        assert sender.ask(route, body, key="nobody").status_code == 401
    own = sender.limited(Ability.MESSAGES)
    assert sender.ask("messages/send", _message(), key=own).status_code == 200
    unknown = sender.ask("messages/state", {"message": str(uuid4())})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "messages.unknown")


@pytest.mark.promise("C7")
@pytest.mark.promise("A30")
def test_only_a_post_ends_it_without_a_session_again_and_again(sender: Sender) -> None:
    """A GET shows one button in the letter's language; a mail program's click ends it."""
    link = f"{sender.url}/{sender.service}/unsubscribe/{sender.token('p-1')}"
    shown = httpx.get(link)
    assert shown.status_code == 200
    assert '<html lang="ar" dir="rtl">' in shown.text
    assert shown.text.count("<button") == 1
    assert '<html lang="en" dir="ltr">' in httpx.get(link, params={"lang": "en"}).text
    assert httpx.head(link).status_code in {200, 405}
    assert "<button" in httpx.get(link).text
    for _ in range(2):
        click = httpx.post(link, data={"List-Unsubscribe": "One-Click"})
        assert click.status_code == 200
        assert "<button" not in click.text
        assert "set-cookie" not in click.headers
        assert click.headers["cache-control"] == "no-store"
    said = sender.ask("choices", {"person": "p-1"}).json()
    assert [each["purpose"] for each in said["said"]] == ["news"]
    assert said["objected"] == ["news"]


def test_a_forged_link_is_refused_and_changes_nothing(sender: Sender) -> None:
    """Cut, changed, made up, or another service's: the page says so and how to go on."""
    token = sender.token("p-1")
    turned = ("A" if token[5] != "A" else "B").join((token[:5], token[6:]))
    sender.storage.create_service(other := f"other-{uuid4().hex[:8]}")
    for service, forged in (
        (sender.service, token[:-3]),
        (sender.service, turned),
        (sender.service, "A" * 60),
        (other, token),
    ):
        for ask in (httpx.get, httpx.post):
            answer = ask(f"{sender.url}/{service}/unsubscribe/{forged}")
            assert answer.status_code == 404
            assert "p-1" not in answer.text
    assert sender.ask("choices", {"person": "p-1"}).json()["said"] == []
