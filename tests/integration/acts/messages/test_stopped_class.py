"""A stop of one class of messages is a person's decision: on the ledger, told, with a way back."""

import json
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.letters.stopping import stop_address
from amana.acts.me.choices import Switching
from amana.acts.me.errors import NoSuchSwitch
from amana.acts.me.messages import show_messages, switch_class
from amana.acts.persons.identifiers import verify_identifier
from amana.domain.choice.word import Word
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.messages import MessageClass
from amana.storage.errors import PersonErased

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store

ALERTS = "class:job_alert:offers"
AMAL = "amal@mail.example"


def _amal(store: "Store") -> None:
    store.knows("p-1", AMAL)
    store.says("p-1", Word.CONSENT, "offers")


def _switch(store: "Store", about: str, *, on: bool) -> None:
    with store.storage.work(store.service) as work:
        act = Act(actor=Actor(role=Role.PERSON, label="p-1"), work=work)
        switch_class(act, Switching(about=about, on=on, seen=1), person="p-1")


def _shown(store: "Store") -> dict[str, bool]:
    with store.storage.reading(store.service) as view:
        return {it.about: it.on for it in show_messages(view, person="p-1").classes}


def _told(store: "Store") -> list[tuple[object, ...]]:
    said = [(it.kind, it.data) for it in store.events()]
    return [
        (data["person"], data["state"], data["message_class"], data["purposes"])
        for kind, data in said
        if kind == "choice.changed" and "message_class" in data
    ]


def _entries(store: "Store") -> list[tuple[str, tuple[str, ...], object]]:
    with store.storage.reading(store.service) as view:
        return [
            (each.act, each.promises, each.body["class"])
            for each in view.people.acts("p-1")
            if each.act in {"stop-messages", "resume-messages"}
        ]


def _alert_arrives(store: "Store") -> bool:
    message = store.put("p-1", MessageClass.JOB_ALERT, "offers")
    store.send()
    return store.message(message).state == "sent"


@pytest.mark.promise("K8", "C7")
def test_a_stop_by_link_stands_on_the_ledger_and_in_the_centre_and_is_told(
    store: "Store", office: "PostOffice"
) -> None:
    """A second click says nothing new; the way back stands on the same page."""
    _amal(store)
    assert _shown(store) == {ALERTS: True, "class:promotional:offers": True}
    assert _alert_arrives(store)
    store.leave(office.taken[0].token)
    store.leave(office.taken[0].token)
    assert _entries(store) == [("stop-messages", ("K8",), "job_alert")]
    assert _told(store) == [("p-1", "class_stopped", "job_alert", ["offers"])]
    assert _shown(store)[ALERTS] is False
    assert not _alert_arrives(store)
    _switch(store, ALERTS, on=True)
    assert _shown(store)[ALERTS] is True
    assert _entries(store)[0] == ("resume-messages", ("K8",), "job_alert")
    assert [state for _, state, *_ in _told(store)] == ["class_stopped", "class_resumed"]
    assert _alert_arrives(store)
    store.leave(office.taken[0].token)
    assert not _alert_arrives(store)


@pytest.mark.promise("K18")
def test_a_stop_by_letter_is_a_decision_too_and_its_way_back_lets_messages_come(
    store: "Store", office: "PostOffice"
) -> None:
    """Each class that the letter stops has an entry; only a verified address hears again."""
    store.publish(store.both_sorts, material=False)
    store.knows("p-1", AMAL)
    with store.storage.work(store.service) as work:
        stop_address(Act(actor=Actor(role=Role.OPERATOR, label="mail"), work=work), AMAL)
        work.over()
    assert ("stop-messages", ("A30",), "job_alert") in _entries(store)
    orders = "class:job_alert:orders"
    assert ("p-1", "class_stopped", "job_alert", ["orders"]) in _told(store)
    assert _shown(store)[orders] is False
    _switch(store, orders, on=True)
    message = store.put("p-1", MessageClass.JOB_ALERT, "orders")
    store.send()
    assert store.message(message).state == "refused"
    with store.storage.work(store.service) as work:
        verify_identifier(
            Act(actor=Actor(role=Role.OPERATOR, label="mail"), work=work),
            person="p-1",
            kind=IdentifierKind.EMAIL,
            value=AMAL,
            by="code",
        )
    message = store.put("p-1", MessageClass.JOB_ALERT, "orders")
    store.send()
    assert store.message(message).state == "sent"
    assert len(office.taken) == 1


def test_only_what_the_page_shows_can_be_switched(store: "Store") -> None:
    """Neither a class of another purpose, nor one that cannot be stopped, nor no class."""
    _amal(store)
    for about in ("class:newsletter:news", "class:service:orders", "offers", "class:x:offers"):
        with pytest.raises(NoSuchSwitch):
            _switch(store, about, on=False)
    assert _entries(store) == []


def test_an_agreement_to_the_purpose_lets_its_classes_come(store: "Store") -> None:
    """The switch shows what the decision does."""
    _amal(store)
    _switch(store, ALERTS, on=False)
    assert not _alert_arrives(store)
    store.says("p-1", Word.CONSENT, "offers")
    assert _shown(store)[ALERTS] is True
    assert _alert_arrives(store)


def test_who_was_erased_stops_nothing(store: "Store") -> None:
    """Nothing is written about them, and nothing is told."""
    _amal(store)
    store.erase("p-1")
    with pytest.raises(PersonErased):
        _switch(store, ALERTS, on=False)
    assert "class_stopped" not in json.dumps([str(it.data) for it in store.events()])
