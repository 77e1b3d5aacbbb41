"""A paused service sends only what it has to say itself; a closed one sends nothing."""

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from amana.acts.messages.sending import send_due, wake_sending
from amana.domain.choice.word import Word
from amana.domain.vocabulary.messages import MessageClass
from amana.storage.errors import ServiceClosed
from amana.storage.service_life import ServiceState

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store


def _become(store: "Store", state: ServiceState) -> None:
    with store.storage.closing(store.service) as work:
        work.life.become(state, reason="We move house until noon.")
        work.over()


def test_paused_what_the_service_has_to_say_goes_and_the_rest_waits(
    store: "Store", office: "PostOffice"
) -> None:
    """It goes once the service is open again, decided then: who left meanwhile gets nothing."""
    for person in ("p-1", "p-2"):
        store.knows(person, f"{person}@mail.example")
        store.says(person, Word.CONSENT, "news")
    first, second = (store.put(each, MessageClass.NEWSLETTER, "news") for each in ("p-1", "p-2"))
    order = store.put("p-1", MessageClass.TRANSACTIONAL, "orders")
    notice = store.put("p-1", MessageClass.SERVICE, "orders")
    _become(store, ServiceState.PAUSED)
    assert store.send() == 1
    assert store.message(notice).state == "sent"
    assert {store.message(each).state for each in (first, second, order)} == {"waiting"}
    assert {store.message(each).attempts for each in (first, second, order)} == {0}
    _become(store, ServiceState.OPEN)
    store.says("p-2", Word.WITHDRAW, "news")
    assert store.send() == 2
    assert store.message(second).state == "refused"
    assert len(office.taken) == 3


@pytest.mark.parametrize("state", [ServiceState.CLOSING, ServiceState.CLOSED])
def test_closed_nothing_goes(store: "Store", office: "PostOffice", state: ServiceState) -> None:
    """Not even what it has to say; nobody is there who could answer for it."""
    store.knows("p-1", "amal@mail.example")
    store.put("p-1", MessageClass.SERVICE, "orders")
    _become(store, state)
    with pytest.raises(ServiceClosed):
        send_due(store.storage, store.service, store.outlet, claim=uuid4())
    with pytest.raises(ServiceClosed):
        wake_sending(store.storage, store.service)
    assert office.taken == []
