"""An address whose holder asked to be left alone gets no promotion, whoever's it is."""

from typing import TYPE_CHECKING

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.letters.stopping import stop_address
from amana.acts.persons.identifiers import verify_identifier
from amana.domain.choice.word import Word
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.messages import MessageClass

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store

FAMILY = "family@people.example"


def _stops(store: "Store", address: str) -> None:
    with store.storage.work(store.service) as work:
        stop_address(Act(actor=OPERATOR, work=work), address)
        work.over()


def _verifies(store: "Store", person: str, address: str) -> None:
    with store.storage.work(store.service) as work:
        verify_identifier(
            Act(actor=OPERATOR, work=work),
            person=person,
            kind=IdentifierKind.EMAIL,
            value=address,
            by="code",
        )


def _shared(store: "Store") -> None:
    for person in ("layla", "omar"):
        store.knows(person, FAMILY)
        store.says(person, Word.CONSENT, "news")


def _newsletters(store: "Store") -> dict[str, str]:
    put = {
        each: store.put(each, MessageClass.NEWSLETTER, "news", text=f"{each}.")
        for each in ("layla", "omar")
    }
    store.send()
    return {each: store.message(message).state for each, message in put.items()}


@pytest.mark.promise("K18")
def test_a_shared_address_that_asked_for_no_promotion_gets_none(
    store: "Store", office: "PostOffice"
) -> None:
    """Whose wish it was cannot be told; what one has to know still arrives."""
    _shared(store)
    _stops(store, FAMILY)
    assert _newsletters(store) == {"layla": "refused", "omar": "refused"}
    order = store.put("layla", MessageClass.TRANSACTIONAL, "orders")
    store.send()
    assert store.message(order).state == "sent"
    assert len(office.taken) == 1


@pytest.mark.promise("K18")
def test_an_address_that_asked_before_it_was_known_gets_none(
    store: "Store", office: "PostOffice"
) -> None:
    """It becomes somebody's later, whose consent is older than no wish of its holder."""
    store.says("layla", Word.CONSENT, "news")
    _stops(store, "Layla@people.example")
    store.knows("layla", "layla@people.example")
    letter = store.put("layla", MessageClass.NEWSLETTER, "news")
    store.send()
    assert store.message(letter).state == "refused"
    assert office.taken == []


@pytest.mark.promise("K18")
def test_only_who_agrees_after_it_and_showed_that_it_is_theirs_gets_it_again(
    store: "Store", office: "PostOffice"
) -> None:
    """Layla's word brings nothing back for Omar, and asked again it stays out again."""
    _shared(store)
    _stops(store, FAMILY)
    store.says("layla", Word.CONSENT, "news")
    assert _newsletters(store) == {"layla": "refused", "omar": "refused"}
    _verifies(store, "layla", FAMILY)
    _verifies(store, "omar", FAMILY)
    assert _newsletters(store) == {"layla": "sent", "omar": "refused"}
    assert len(office.taken) == 1
    _stops(store, FAMILY)
    assert _newsletters(store) == {"layla": "refused", "omar": "refused"}


@pytest.mark.promise("A30", "K7")
def test_the_class_of_a_message_says_whether_it_is_essential(
    store: "Store", office: "PostOffice"
) -> None:
    """Of a purpose with both sorts, closed and opted out of, what must be said still arrives."""
    store.publish(store.both_sorts, material=False)
    store.knows("layla", "layla@people.example")
    store.says("layla", Word.OPT_OUT, "orders", "channel:email")
    order = store.put("layla", MessageClass.TRANSACTIONAL, "orders")
    alert = store.put("layla", MessageClass.JOB_ALERT, "orders")
    store.send()
    assert store.message(order).state == "sent"
    assert store.message(alert).state == "refused"
    assert len(office.taken) == 1


@pytest.mark.promise("A30")
def test_by_a_closed_channel_no_class_comes_that_can_be_stopped(
    store: "Store", office: "PostOffice"
) -> None:
    """That its purpose serves essential messages too lets no other through."""
    store.publish(store.both_sorts, material=False)
    store.knows("layla", "layla@people.example")
    store.says("layla", Word.OPT_OUT, "channel:email")
    alert = store.put("layla", MessageClass.JOB_ALERT, "orders")
    store.send()
    assert store.message(alert).state == "refused"
    assert office.taken == []


@pytest.mark.promise("W8")
def test_a_class_that_no_promise_names_does_not_come_by_a_closed_channel(
    store: "Store", office: "PostOffice"
) -> None:
    """That its purpose rests on a contract lets nothing through that could be stopped."""
    talk = '  orders: {is: "dpv:ServiceProvision", basis: contract}\n'
    care = '  care: {is: "dpv:CustomerCare", basis: contract}\n'
    use = "  P20: {use: [email], for: [care], through: [email]}\n"
    both = use + "  P21: {collect: [email], at: [registration], for: [care]}\n"
    store.publish(store.both_sorts.replace(talk, talk + care) + both, material=False)
    store.knows("layla", "layla@people.example", purpose="care")
    sorts = (MessageClass.PROMOTIONAL, MessageClass.TRANSACTIONAL)
    open_ = [store.put("layla", each, "care") for each in sorts]
    store.send()
    assert [store.message(each).state for each in open_] == ["sent", "sent"]
    store.says("layla", Word.OPT_OUT, "channel:email")
    closed = [store.put("layla", each, "care") for each in sorts]
    store.send()
    assert [store.message(each).state for each in closed] == ["refused", "refused"]
    assert len(office.taken) == 2
