"""What the outbox proves of promises about messages: a way out in each, and none after leaving."""

from collections.abc import Callable
from typing import TYPE_CHECKING, LiteralString

import psycopg
import pytest

from amana.acts.messages.forgetting import forget_messages
from amana.domain.choice.word import Word
from amana.domain.evidence.question import Flow, FlowBroken
from amana.domain.vocabulary.messages import MessageClass
from amana.storage import ServerAddress

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store

    from amana.domain.evidence.proof import Finding

Admin = Callable[[LiteralString], None]


@pytest.fixture
def admin(server: ServerAddress, service: str) -> Admin:
    """Return what changes rows of the service as nobody of ours could."""

    def execute(statement: LiteralString) -> None:
        with psycopg.connect(server.conninfo(), autocommit=True) as connection:
            connection.execute("set search_path = amana")
            # No trigger of ours stamps what is moved.
            connection.execute("set session_replication_role = replica")
            connection.execute(statement, {"service": service})

    return execute


def _broken(store: "Store") -> "Finding":
    question = FlowBroken(flow=Flow.UNSUBSCRIBE, purposes=frozenset({"offers"}))
    with store.storage.reading(store.service) as view:
        (found,) = view.evidence.answer({"K8": (question,)})["K8"]
    assert found.answered
    return found


@pytest.mark.promise("K8")
def test_a_message_without_a_way_out_or_after_leaving_breaks_the_promise(
    store: "Store", office: "PostOffice", admin: Admin
) -> None:
    """What was sent as it has to be breaks nothing; who agreed again may be written to again."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "offers")
    store.put("p-1", MessageClass.JOB_ALERT, "offers")
    assert store.send() == 1
    assert _broken(store).count == 0
    (alert,) = office.taken
    store.leave(alert.token)
    assert _broken(store).count == 0
    # As if a fault of ours had let it go out later.
    admin("update stopped_class set at = at - interval '1 hour' where service = %(service)s")
    admin("update choice set at = at - interval '2 hours' where service = %(service)s")
    assert _broken(store).count == 1
    admin("delete from stopped_class where service = %(service)s")
    assert _broken(store).count == 0
    admin("update outbox set way_out = false where service = %(service)s and class = 'job_alert'")
    found = _broken(store)
    assert (found.count, len(found.cases)) == (1, 1)


def _passes(admin: Admin) -> None:
    """Let forty days go by: all that was said and sent lies so much further back."""
    admin("update stopped_class set at = at - interval '40 days' where service = %(service)s")
    admin("update choice set at = at - interval '40 days' where service = %(service)s")
    admin(
        "update outbox set made_at = made_at - interval '40 days',"
        " due_at = due_at - interval '40 days', ended_at = ended_at - interval '40 days'"
        " where service = %(service)s"
    )
    admin("update entry_promise set at = at - interval '40 days' where service = %(service)s")


@pytest.mark.promise("K8")
def test_a_breach_outlives_the_message_and_its_person(
    store: "Store", office: "PostOffice", admin: Admin
) -> None:
    """What broke the promise once stays shown when the outbox forgets it, and after an erasure."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "offers")
    store.put("p-1", MessageClass.JOB_ALERT, "offers")
    store.put("p-1", MessageClass.PROMOTIONAL, "offers")
    assert store.send() == 2
    store.leave(office.taken[0].token)
    store.says("p-1", Word.OPT_OUT, "offers")
    # As if faults of ours had let both go out after that.
    admin("update stopped_class set at = at - interval '1 hour' where service = %(service)s")
    admin("update choice set at = at - interval '1 hour' where service = %(service)s")
    shown = _broken(store)
    assert shown.count == 3
    _passes(admin)
    forget_messages(store.storage, store.service)
    admin("delete from stopped_class where service = %(service)s")
    kept = _broken(store)
    assert (kept.count, sorted(kept.cases)) == (3, sorted(shown.cases))
    store.erase("p-1")
    assert _broken(store).count == 3


@pytest.mark.promise("K8")
def test_what_goes_out_wrongly_is_kept_as_it_goes(store: "Store", admin: Admin) -> None:
    """A breach stands from the transaction that notes the message, and an erasure leaves it."""
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "offers")
    store.put("p-1", MessageClass.JOB_ALERT, "offers")
    admin(
        "create function amana.lose_way() returns trigger language plpgsql as"
        " 'begin new.way_out = false; return new; end'"
    )
    admin(
        "create trigger lose_way before update on outbox for each row"
        " when (new.state = 'sent') execute function amana.lose_way()"
    )
    try:
        assert store.send() == 1
    finally:
        admin("drop trigger lose_way on outbox")
        admin("drop function amana.lose_way()")
    assert _broken(store).count == 1
    store.erase("p-1")
    assert _broken(store).count == 1


def test_counts_of_an_announcement_outlive_its_messages(store: "Store", admin: Admin) -> None:
    """The rows go after some weeks; who was told stays counted."""
    series = store.put("p-1", MessageClass.SERVICE, "orders", address="a@mail.example")
    with store.storage.work(store.service) as work:
        work.announcements.begin(
            1,
            series=series,
            material=True,
            by_email=True,
            in_service=False,
            promise="K7",
            due_at=None,
        )
        work.over()
    for person in ("p-2", "p-3"):
        address = f"{person}@mail.example"
        store.put(person, MessageClass.SERVICE, "orders", address=address, series=series)
    assert store.send() == 3
    with store.storage.reading(store.service) as view:
        (before,) = view.announcements.delivery()
    assert (before.sent, before.failed) == (2, 0)
    admin(
        "update outbox set ended_at = ended_at - interval '40 days' where service = %(service)s"
        " and series is not null"
    )
    forget_messages(store.storage, store.service)
    with store.storage.reading(store.service) as view:
        (after,) = view.announcements.delivery()
        assert view.outbox.series(series).counts == {}
    assert (after.sent, after.failed, after.waiting) == (2, 0, 0)
    assert after.last is not None
