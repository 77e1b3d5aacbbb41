"""A message is sent if the decision at its claim permits it, once, and both leave evidence."""

from typing import TYPE_CHECKING

import psycopg
import pytest

from amana.domain.choice.word import Word
from amana.domain.message.errors import ClassNotPromised, NoPurpose, PromotionInEssential
from amana.domain.vocabulary.messages import Channel, MessageClass

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store


def test_a_newsletter_goes_to_who_consented_and_leaves_two_entries(
    store: "Store", office: "PostOffice"
) -> None:
    """It arrives once, and the ledger says intended and done."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "news")
    message = store.put("p-1", MessageClass.NEWSLETTER, "news")
    assert store.send() == 1
    assert store.send() == 0
    (letter,) = office.taken
    assert letter.to == ("amal@mail.example",)
    assert letter.subject == "أهلًا بك"
    assert letter.text.startswith("هذه رسالة من المتجر.\n")
    assert letter.message["Message-ID"] == f"<{message}@house.example>"
    assert store.message(message).state == "sent"
    assert store.history("p-1") == [("message", "done"), ("message", "intended")]


def test_who_said_no_before_the_claim_gets_nothing(store: "Store", office: "PostOffice") -> None:
    """The choice holds from its transaction on, also for what was put out before."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "news")
    message = store.put("p-1", MessageClass.NEWSLETTER, "news")
    store.says("p-1", Word.WITHDRAW, "news")
    assert store.send() == 0
    assert office.taken == []
    assert store.message(message).state == "refused"
    assert store.history("p-1") == [("message", "refused")]


@pytest.mark.promise("C5")
def test_an_address_given_for_an_order_gets_no_promotion(
    store: "Store", office: "PostOffice"
) -> None:
    """Unless its person joined the mailing list; what the order needs arrives."""
    store.knows("p-1", "amal@mail.example", at="order")
    store.says("p-1", Word.CONSENT, "offers")
    offer = store.put("p-1", MessageClass.PROMOTIONAL, "offers")
    news = store.put("p-1", MessageClass.NEWSLETTER, "news")
    order = store.put("p-1", MessageClass.TRANSACTIONAL, "orders")
    assert store.send() == 1
    assert [store.message(each).state for each in (offer, news, order)] == [
        "refused",
        "refused",
        "sent",
    ]
    store.says("p-1", Word.CONSENT, "news")
    store.put("p-1", MessageClass.NEWSLETTER, "news")
    store.put("p-1", MessageClass.PROMOTIONAL, "offers")
    assert store.send() == 1
    assert len(office.taken) == 2


@pytest.mark.promise("K7")
def test_no_objection_stops_what_the_service_has_to_say(
    store: "Store", office: "PostOffice"
) -> None:
    """Class service goes on, offers no way out, and says that it cannot be switched off."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.OPT_OUT, "orders")
    store.put("p-1", MessageClass.SERVICE, "orders")
    assert store.send() == 1
    (letter,) = office.taken
    assert letter.message["List-Unsubscribe"] is None
    assert "unsubscribe" not in letter.text
    assert "لا يمكن إيقافها" in letter.text


@pytest.mark.promise("K7")
@pytest.mark.parametrize("essential", [MessageClass.SERVICE, MessageClass.TRANSACTIONAL])
def test_what_cannot_be_switched_off_carries_no_promotion(
    store: "Store", essential: MessageClass
) -> None:
    """A promotional purpose in such a class is refused before anything is put out."""
    with pytest.raises(PromotionInEssential):
        store.put("p-1", essential, "offers")


def test_a_class_that_no_promise_names_for_the_purpose_is_refused(store: "Store") -> None:
    """Nor is one by a channel that no promise of the class names."""
    with pytest.raises(ClassNotPromised):
        store.put("p-1", MessageClass.NEWSLETTER, "offers")
    with pytest.raises(ClassNotPromised):
        store.put("p-1", MessageClass.NEWSLETTER, "news", channel=Channel.SMS)
    with pytest.raises(NoPurpose):
        store.put("p-1", MessageClass.PROMOTIONAL, None)


@pytest.mark.promise("K8")
def test_each_class_has_its_own_way_out(store: "Store", office: "PostOffice") -> None:
    """Who leaves job alerts goes on getting offers, though one purpose carries both."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "offers")
    store.put("p-1", MessageClass.JOB_ALERT, "offers")
    store.send()
    (alert,) = office.taken
    store.leave(alert.token)
    refused = store.put("p-1", MessageClass.JOB_ALERT, "offers")
    store.put("p-1", MessageClass.PROMOTIONAL, "offers")
    assert store.send() == 1
    assert store.message(refused).state == "refused"
    store.says("p-1", Word.CONSENT, "offers")
    store.put("p-1", MessageClass.JOB_ALERT, "offers")
    assert store.send() == 1


@pytest.mark.promise("C7")
@pytest.mark.promise("A30")
def test_one_click_ends_it_at_once_and_what_the_order_needs_goes_on(
    store: "Store", office: "PostOffice"
) -> None:
    """What was put out before the click is not sent after it."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "news")
    store.put("p-1", MessageClass.NEWSLETTER, "news")
    store.send()
    (letter,) = office.taken
    waiting = store.put("p-1", MessageClass.NEWSLETTER, "news")
    store.leave(letter.token)
    store.leave(letter.token)
    order = store.put("p-1", MessageClass.TRANSACTIONAL, "orders")
    assert store.send() == 1
    assert store.message(waiting).state == "refused"
    assert store.message(order).state == "sent"


def test_what_somebody_asked_for_goes_to_an_address_of_nobody_known(
    store: "Store", office: "PostOffice"
) -> None:
    """A code to a new address needs no person; past its life it is not sent."""
    store.put(None, MessageClass.SERVICE, None, address="new@mail.example")
    assert store.send() == 1
    assert office.taken[0].to == ("new@mail.example",)
    late = store.put(
        None, MessageClass.SERVICE, None, address="new@mail.example", expires=store.past()
    )
    assert store.send() == 0
    assert store.message(late).fault == "messages.too_late"


def test_under_one_key_there_is_one_message(store: "Store", office: "PostOffice") -> None:
    """Put out again, also after it was sent, it is the same one."""
    store.knows("p-1", "amal@mail.example")
    first = store.put("p-1", MessageClass.SERVICE, "orders", key="order-1")
    assert store.put("p-1", MessageClass.SERVICE, "orders", key="order-1") == first
    assert store.send() == 1
    assert store.put("p-1", MessageClass.SERVICE, "orders", key="order-1") == first
    assert store.send() == 0
    assert len(office.taken) == 1


def test_who_is_erased_gets_nothing_more(store: "Store", office: "PostOffice") -> None:
    """Neither what waits, nor anything new."""
    store.knows("p-1", "amal@mail.example")
    store.put("p-1", MessageClass.SERVICE, "orders")
    store.erase("p-1")
    assert store.send() == 0
    assert office.taken == []


@pytest.mark.promise("M7")
def test_a_stolen_login_makes_no_offer_a_notice_of_the_service(
    store: "Store", office: "PostOffice", thief: psycopg.Connection
) -> None:
    """A row that says otherwise than what was put out is not sent, and holds no other back."""
    store.knows("amal", "amal@people.example")
    offer = store.put("amal", MessageClass.NEWSLETTER, "news")
    thief.execute(
        "with gone as (delete from outbox returning *) insert into outbox"
        " (service, id, person_key, class, purpose, channel, language, promise, sealed, due_at)"
        " select service, id, person_key, 'service', null, channel, language, promise, sealed,"
        " due_at from gone"
    )
    notice = store.put("amal", MessageClass.SERVICE, "orders", subject="طلبك")
    store.send()
    assert [each.subject for each in office.taken] == ["طلبك"]
    assert store.message(notice).state == "sent"
    assert store.message(offer).state != "sent"
