"""What waits holds up nothing else: neither a dead gateway, nor an announcement to all."""

import socket
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg

from amana.acts.messages.handing import Pace
from amana.acts.messages.ways import SmsWay
from amana.channels.sms import SmsGateway
from amana.domain.choice.word import Word
from amana.domain.vocabulary.messages import Channel, MessageClass

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store

    from amana.storage import ServerAddress


def test_a_dead_channel_does_not_stop_the_others(store: "Store", office: "PostOffice") -> None:
    """Older text messages fill every claim; the letters behind them are sent all the same."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    dead = SmsGateway(
        url=f"http://127.0.0.1:{port}/", body="to={to}&text={text}&id={id}", private=True
    )
    ways = {**store.outlet.ways, Channel.SMS: SmsWay(gateway=dead)}
    both = replace(store, outlet=replace(store.outlet, ways=ways))
    both.knows("layla", "+97455512345")
    both.knows("layla", "layla@people.example")
    waiting = [
        both.put("layla", MessageClass.TRANSACTIONAL, "orders", channel=Channel.SMS)
        for _ in range(5)
    ]
    letter = both.put("layla", MessageClass.TRANSACTIONAL, "orders")
    both.send(pace=Pace(claim=2, note=1))
    assert both.message(letter).state == "sent"
    assert len(office.taken) == 1
    assert [both.message(it).attempts for it in waiting] == [1, 0, 0, 0, 0]


def test_what_one_person_waits_for_goes_before_an_announcement(
    store: "Store", office: "PostOffice"
) -> None:
    """A code asked for while all are told of a new version is sent next."""
    series = uuid4()
    for number in range(3):
        store.put(
            None,
            MessageClass.SERVICE,
            None,
            address=f"all{number}@people.example",
            series=series,
        )
    store.put(None, MessageClass.SERVICE, None, address="layla@people.example")
    store.send(pace=Pace(claim=1, note=1))
    assert office.taken[0].to == ("layla@people.example",)
    assert len(office.taken) == 4


def test_the_application_hears_of_what_fails_before_it_is_tried(store: "Store") -> None:
    """Without an address, or too late: nobody took it, and nobody will. A refusal is no failure."""
    store.says("omar", Word.OPT_OUT, "offers")
    store.knows("omar", "omar@people.example")
    nowhere = store.put("layla", MessageClass.TRANSACTIONAL, "orders")
    late = store.put("omar", MessageClass.TRANSACTIONAL, "orders", expires=store.past())
    store.put("omar", MessageClass.PROMOTIONAL, "offers")
    store.send()
    told = {it.data["message"]: it.data for it in store.events() if it.kind == "message.failed"}
    assert {key: (it["person"], it["why"]) for key, it in told.items()} == {
        str(nowhere): ("layla", "messages.no_address"),
        str(late): ("omar", "messages.too_late"),
    }


def test_what_is_kept_of_a_person_and_does_not_open_fails_their_message_alone(
    store: "Store", office: "PostOffice", server: "ServerAddress"
) -> None:
    """A row that was changed underneath holds no other person's message back."""
    for person in ("layla", "omar"):
        store.knows(person, f"{person}@people.example")
    store.publish(store.with_age, material=False)
    with store.storage.reading(store.service) as view:
        key = view.sealer.person_key("layla")
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(
            "insert into amana.person_fact (service, id, person_key, fact, sealed, origin, entry)"
            " select service, gen_random_uuid(), person_key, 'age', '\\x00ff'::bytea, 'person', id"
            " from amana.person, gen_random_uuid() as id where service = %s and person_key = %s",
            [store.service, key],
        )
    spoilt = store.put("layla", MessageClass.TRANSACTIONAL, "orders")
    other = store.put("omar", MessageClass.SERVICE, None, address="omar@people.example")
    store.send()
    assert store.message(spoilt).state == "failed"
    assert store.message(spoilt).fault == "storage.record_seal_broken"
    assert store.message(other).state == "sent"
    assert len(office.taken) == 1


def test_an_event_that_does_not_open_hides_no_other(
    store: "Store", server: "ServerAddress"
) -> None:
    """The application is told of what came after it."""
    for person in ("layla", "omar"):
        store.knows(person, f"{person}@people.example")
        store.says(person, Word.CONSENT, "news")
    first = store.events()[0]
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(
            "update amana.event_out set sealed = '\\x00ff'::bytea where id = %s", [first.id]
        )
    assert [it.data["person"] for it in store.events()] == ["omar"]
