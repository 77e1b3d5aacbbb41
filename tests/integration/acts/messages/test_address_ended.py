"""A bounce or a complaint ends the address for what can be stopped, and for nothing else."""

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.messages.address_ended import Ended, end_address
from amana.acts.messages.errors import NoSuchMessage
from amana.domain.choice.word import Word
from amana.domain.vocabulary.messages import Channel, MessageClass

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store


def _end(store: "Store", message: UUID, why: Ended) -> bool:
    with store.storage.work(store.service) as work:
        return end_address(Act(actor=OPERATOR, work=work), message=message, why=why)


def _newsletter(store: "Store") -> UUID:
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "news")
    store.says("p-1", Word.CONSENT, "offers")
    made = store.put("p-1", MessageClass.NEWSLETTER, "news")
    assert store.send() == 1
    return made


def test_a_bounce_ends_the_address_for_all_that_can_be_stopped(
    store: "Store", office: "PostOffice"
) -> None:
    """What the order needs is still tried, a second bounce is no news, and no choice is changed."""
    bounced = _newsletter(store)
    assert _end(store, bounced, Ended.BOUNCED)
    assert not _end(store, bounced, Ended.BOUNCED)
    news = store.put("p-1", MessageClass.NEWSLETTER, "news")
    offer = store.put("p-1", MessageClass.PROMOTIONAL, "offers")
    store.put("p-1", MessageClass.TRANSACTIONAL, "orders")
    assert store.send() == 1
    faults = [store.message(each).fault for each in (news, offer)]
    assert faults == ["messages.ended_address"] * 2
    assert len(office.taken) == 2
    store.knows("p-1", "amal.new@mail.example")
    store.put("p-1", MessageClass.NEWSLETTER, "news")
    assert store.send() == 1
    assert office.taken[-1].to == ("amal.new@mail.example",)


def test_a_complaint_is_an_opt_out_of_its_purpose_besides(
    store: "Store", office: "PostOffice"
) -> None:
    """A new address changes nothing about it; other purposes go on there."""
    assert _end(store, _newsletter(store), Ended.COMPLAINED)
    store.knows("p-1", "amal.new@mail.example")
    news = store.put("p-1", MessageClass.NEWSLETTER, "news")
    store.put("p-1", MessageClass.PROMOTIONAL, "offers")
    assert store.send() == 1
    assert store.message(news).state == "refused"
    assert office.taken[-1].to == ("amal.new@mail.example",)


def test_an_address_that_its_server_refuses_for_good_is_ended_at_once(
    store: "Store", office: "PostOffice"
) -> None:
    """And the application is told of the message that failed."""
    office.refuses["amal@mail.example"] = "550 5.1.1 no such user"
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "news")
    failed = store.put("p-1", MessageClass.NEWSLETTER, "news")
    assert store.send() == 0
    assert store.message(failed).state == "failed"
    office.refuses.clear()
    again = store.put("p-1", MessageClass.NEWSLETTER, "news")
    assert store.send() == 0
    assert store.message(again).fault == "messages.ended_address"
    told = [each for each in store.events() if each.kind == "message.failed"]
    assert [each.data["message"] for each in told] == [str(failed), str(again)]
    assert told[0].data["person"] == "p-1"
    assert told[0].data["message_class"] == "newsletter"
    assert "amal" not in str(told[0].data)


def test_of_nobody_and_of_who_is_erased_nothing_is_ended(store: "Store") -> None:
    """A message that is not known any more is refused."""
    code = store.put(None, MessageClass.SERVICE, None, address="new@mail.example")
    assert store.send() == 1
    assert not _end(store, code, Ended.BOUNCED)
    bounced = _newsletter(store)
    store.erase("p-1")
    with pytest.raises(NoSuchMessage):
        _end(store, bounced, Ended.COMPLAINED)
    with pytest.raises(NoSuchMessage):
        _end(store, UUID(int=7), Ended.BOUNCED)


def test_a_notice_of_the_service_has_no_address_to_end(store: "Store") -> None:
    """It stands on the service's own pages."""
    notice = store.put("p-1", MessageClass.SERVICE, "orders", channel=Channel.IN_SERVICE)
    store.send()
    assert store.message(notice).state == "sent"
    assert not _end(store, notice, Ended.BOUNCED)
