"""Text messages and messages of the service's own program leave over HTTP, as they are set up."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

import pytest

from amana.acts.messages.ways import SmsWay, WebhookWay
from amana.channels.signed import check_signed
from amana.channels.sms import SmsGateway
from amana.channels.webhook import Webhook
from amana.domain.choice.word import Word
from amana.domain.vocabulary.messages import Channel, MessageClass

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import Store

SECRET: Final = "whsec_" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
PHONE: Final = "+97455512345"
NAME: Final = "{text}"
"""What a person may be called, or write: it fills nothing in."""


@dataclass(slots=True)
class Gateway:
    """A server that takes what is posted to it, or answers as it is told."""

    url: str = ""
    status: int = 200
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """Run the server."""
    made = Gateway()

    class Ends(BaseHTTPRequestHandler):
        """The server's end."""

        def do_POST(self) -> None:
            """Take one message, or refuse it."""
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            made.taken.append((headers, body))
            self.send_response(made.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Ends) as server:
        made.url = f"http://127.0.0.1:{server.server_address[1]}/send"
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def _by_sms(store: "Store", gateway: Gateway, body: str) -> "Store":
    set_up = SmsGateway(
        url=gateway.url, body=body, headers="authorization: Bearer known", private=True
    )
    outlet = replace(store.outlet, ways={Channel.SMS: SmsWay(gateway=set_up)})
    return replace(store, outlet=outlet)


def _by_program(store: "Store", gateway: Gateway) -> "Store":
    webhook = Webhook(url=gateway.url, secret=SECRET, private=True)
    ways = {Channel.CHAT: WebhookWay(webhook=webhook)}
    return replace(store, outlet=replace(store.outlet, ways=ways))


def test_a_text_message_stands_in_the_gateways_own_json(store: "Store", gateway: Gateway) -> None:
    """With its id, so that a gateway that knows ids sends once, and no subject."""
    store = _by_sms(store, gateway, '{"to": "{to}", "msg": {"body": "{text}"}, "ref": "{id}"}')
    store.knows("p-1", PHONE)
    text = f'أهلًا {NAME}، طلبك "جاهز"'
    message = store.put("p-1", MessageClass.TRANSACTIONAL, "orders", channel=Channel.SMS, text=text)
    assert store.send() == 1
    ((headers, body),) = gateway.taken
    assert json.loads(body) == {"to": PHONE, "msg": {"body": text}, "ref": str(message)}
    assert headers["authorization"] == "Bearer known"
    assert headers["content-type"] == "application/json"


@pytest.mark.promise("K8")
def test_a_promotional_text_message_says_how_to_stop_it(store: "Store", gateway: Gateway) -> None:
    """In a form as well: the link is the way out."""
    store = _by_sms(store, gateway, "to={to}&text={text}")
    store.knows("p-1", PHONE)
    store.says("p-1", Word.CONSENT, "offers")
    store.put("p-1", MessageClass.PROMOTIONAL, "offers", channel=Channel.SMS, text="عرض & خصم")
    assert store.send() == 1
    ((headers, body),) = gateway.taken
    (text,) = parse_qs(body.decode("ascii"))["text"]
    assert text.startswith("عرض & خصم\n")
    assert f"/{store.service}/unsubscribe/" in text
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    store.leave(text.rpartition("/")[2])
    store.put("p-1", MessageClass.PROMOTIONAL, "offers", channel=Channel.SMS)
    assert store.send() == 0


def test_what_a_gateway_does_not_take_is_tried_again_under_its_id(
    store: "Store", gateway: Gateway
) -> None:
    """Its answer may pass; the message waits, with what went wrong."""
    store = _by_sms(store, gateway, "to={to}&text={text}&id={id}")
    store.knows("p-1", PHONE)
    gateway.status = 429
    message = store.put("p-1", MessageClass.TRANSACTIONAL, "orders", channel=Channel.SMS)
    assert store.send() == 0
    waits = store.message(message)
    assert (waits.state, waits.attempts) == ("waiting", 1)
    assert waits.fault is not None
    gateway.status = 200
    store.retry(message)
    assert store.send() == 1
    bodies = [parse_qs(body.decode("ascii"))["id"] for _, body in gateway.taken]
    assert bodies == [[str(message)]] * 2


def test_the_services_own_program_gets_a_signed_message(store: "Store", gateway: Gateway) -> None:
    """With the person's own id and without an address: only it knows where to bring it."""
    store = _by_program(store, gateway)
    message = store.put(
        "p-1", MessageClass.TRANSACTIONAL, "orders", channel=Channel.CHAT, subject="طلبك"
    )
    assert store.send() == 1
    ((headers, body),) = gateway.taken
    check_signed(headers, body, secret=SECRET, now=datetime.now(UTC))
    said = json.loads(body)
    assert said["type"] == "message.send"
    assert said["data"]["person"] == "p-1"
    assert (said["data"]["message"], headers["webhook-id"]) == (str(message), str(message))
    assert (said["data"]["subject"], said["data"]["unsubscribe"]) == ("طلبك", None)
    assert store.message(message).state == "sent"


def test_without_a_way_a_message_waits_for_one(store: "Store", gateway: Gateway) -> None:
    """It is not lost while nobody has set the channel up."""
    bare = _by_program(store, gateway)
    store.knows("p-1", "amal@mail.example")
    message = bare.put("p-1", MessageClass.TRANSACTIONAL, "orders")
    assert bare.send() == 0
    waits = bare.message(message)
    assert (waits.state, waits.fault) == ("waiting", "messages.no_way")
