"""A connection that breaks in the middle of a batch loses no message and sends none twice."""

import logging
from collections import Counter
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import pytest

from amana.acts.messages.handing import Pace
from amana.domain.vocabulary.messages import MessageClass

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store


def test_what_was_taken_stays_sent_and_the_rest_waits_for_the_next_turn(
    store: "Store", office: "PostOffice"
) -> None:
    """Only the one in hand counts as tried; those behind it were not."""
    messages = []
    for number in range(6):
        store.knows(f"p-{number}", f"p{number}@mail.example")
        messages.append(store.put(f"p-{number}", MessageClass.SERVICE, "orders"))
    office.breaks_after = 2
    assert store.send() == 2
    rows = [store.message(each) for each in messages]
    assert Counter(row.state for row in rows) == {"sent": 2, "waiting": 4}
    tried = [row for row in rows if row.state == "waiting" and row.attempts]
    assert [row.fault for row in tried] == ["channel.not_reached"]
    store.retry(tried[0].id)
    assert store.send() == 4
    assert Counter(to for letter in office.taken for to in letter.to) == {
        f"p{number}@mail.example": 1 for number in range(6)
    }
    # Nobody can tell from here whether it had arrived: the counter never says too little.
    assert [store.message(each).repeats for each in messages if each == tried[0].id] == [1]
    assert sum(store.message(each).repeats for each in messages) == 1


def test_what_the_server_took_without_saying_so_counts_as_sent_again(
    store: "Store", office: "PostOffice"
) -> None:
    """It arrives twice, under one Message-ID, and the counter says so."""
    store.knows("layla", "layla@mail.example")
    message = store.put("layla", MessageClass.SERVICE, "orders")
    office.silent_after = 0
    assert store.send() == 0
    store.retry(message)
    assert store.send() == 1
    assert [letter.to for letter in office.taken] == [("layla@mail.example",)] * 2
    assert len({letter.message["Message-ID"] for letter in office.taken}) == 1
    with store.storage.reading(store.service) as view:
        assert sum(each.repeated for each in view.outbox.counts()) == 1


def test_a_database_that_is_slow_to_note_sends_nothing_twice(
    store: "Store", office: "PostOffice"
) -> None:
    """What has gone is noted together with the next; its way stays open."""
    messages = []
    for number in range(4):
        store.knows(f"p-{number}", f"p{number}@mail.example")
        messages.append(store.put(f"p-{number}", MessageClass.SERVICE, "orders"))
    with ExitStack() as held:
        office.on_letter = partial(_hold, store, office, held)
        assert store.send(pace=Pace(claim=4, note=2)) == 4
    assert len(office.taken) == 4
    assert {store.message(each).state for each in messages} == {"sent"}
    assert sum(store.message(each).repeats for each in messages) == 0


def test_the_last_note_of_a_batch_is_tried_again(
    store: "Store", office: "PostOffice", caplog: pytest.LogCaptureFixture
) -> None:
    """No next note makes up for it: what had gone would go once more."""
    messages = []
    for number in range(3):
        store.knows(f"p-{number}", f"p{number}@mail.example")
        messages.append(store.put(f"p-{number}", MessageClass.SERVICE, "orders"))
    with ExitStack() as held:
        office.on_letter = partial(_hold, store, office, held)
        listener = partial(_let_go, held)
        caplog.handler.addFilter(listener)
        try:
            assert store.send(pace=Pace(note=4)) == 3
        finally:
            caplog.handler.removeFilter(listener)
    assert "not noted yet" in caplog.text
    assert store.send() == 0
    assert len(office.taken) == 3
    assert {store.message(each).state for each in messages} == {"sent"}
    assert sum(store.message(each).repeats for each in messages) == 0


def _let_go(held: ExitStack, said: logging.LogRecord) -> bool:
    """Let go as soon as it is said that something could not be noted."""
    if "not noted yet" in said.getMessage():
        held.close()
    return True


def _hold(store: "Store", office: "PostOffice", held: ExitStack) -> None:
    """Hold the people from the second letter on, and let go with the fourth."""
    if len(office.taken) == 2:
        work = held.enter_context(store.storage.work(store.service))
        work.choices.hold_to_write([work.sealer.person_key(f"p-{it}") for it in range(4)])
    elif len(office.taken) == 4:
        held.close()
