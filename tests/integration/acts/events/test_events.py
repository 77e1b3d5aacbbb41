"""Events to the application: with the act, in order, again under one id, gone with the person."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, LiteralString
from uuid import UUID

import psycopg
import pytest

from amana.acts.act import OPERATOR
from amana.acts.cursors import WrongCursor
from amana.acts.erase import erase
from amana.acts.events.deliver import forget_events, wait_after
from amana.acts.events.replay import replay_events
from amana.acts.events.show_events import EventPage, show_events
from amana.acts.events.tell import EventKind, tell
from amana.domain.ledger.entry import Entry
from amana.storage import ServerAddress, Storage
from amana.storage.errors import NotFound

if TYPE_CHECKING:
    from tests.integration.acts.events.conftest import Application

Publish = Callable[[str], int]
Write = Callable[..., str]
Admin = Callable[[LiteralString], None]


@pytest.fixture
def admin(server: ServerAddress, service: str) -> Admin:
    """Return what changes rows of the service as nobody of ours could."""

    def execute(statement: LiteralString) -> None:
        with psycopg.connect(server.conninfo(), autocommit=True) as connection:
            connection.execute("set search_path = amana")
            connection.execute(statement, {"service": service})

    return execute


def _tell(storage: Storage, service: str, person: str | None, state: str) -> UUID:
    with storage.work(service) as work:
        told = tell(work, EventKind.CHOICE_CHANGED, {"state": state}, person=person)
        work.over()
    return told


def _page(storage: Storage, service: str, after: str | None = None) -> EventPage:
    with storage.reading(service) as view:
        return show_events(view, after=after, limit=100)


def test_an_event_of_an_act_that_failed_was_never_there(
    storage: Storage, service: str, application: "Application"
) -> None:
    """It is a row of the act's own transaction."""
    with storage.work(service) as work:
        tell(work, EventKind.CHOICE_CHANGED, {"state": "objected"}, person="p-1")
    application.deliveries(service).go_round(storage, service)
    assert application.told == []
    assert _page(storage, service).events == ()


def test_what_happened_to_one_person_is_told_in_its_order(
    storage: Storage, service: str, application: "Application"
) -> None:
    """A consent that overtakes its withdrawal would undo it."""
    told = [_tell(storage, service, "p-1", state) for state in ("consented", "withdrawn")]
    application.deliveries(service).go_round(storage, service)
    assert [each.id for each in application.told] == [str(each) for each in told]
    assert [each.data["state"] for each in application.told] == ["consented", "withdrawn"]
    assert {each.data["person"] for each in application.told} == {"p-1"}
    assert {each.kind for each in application.told} == {"choice.changed"}


def test_what_is_not_taken_is_told_again_under_its_id_and_holds_up_the_same_person_alone(
    storage: Storage, service: str, application: "Application", admin: Admin
) -> None:
    """Others need not wait for it; what comes after it of this person does."""
    first, second = (_tell(storage, service, "p-1", state) for state in ("objected", "opted_in"))
    application.status = 503
    deliveries = application.deliveries(service)
    deliveries.go_round(storage, service)
    other = _tell(storage, service, "p-2", "objected")
    application.status = 204
    deliveries.go_round(storage, service)
    assert [each.id for each in application.told] == [str(other)]
    admin("update event_out set next_at = now() where service = %(service)s")
    deliveries.go_round(storage, service)
    assert [each.id for each in application.told] == [str(other), str(first), str(second)]
    assert {each.id for each in application.refused} == {str(first)}


def test_one_killed_between_sending_and_writing_so_is_told_again_under_the_same_id(
    storage: Storage, service: str, application: "Application", admin: Admin
) -> None:
    """Its lease ends, and another worker takes it."""
    told = _tell(storage, service, "p-1", "objected")
    application.deliveries(service).go_round(storage, service)
    # As if the worker had died before it wrote that the message was taken.
    admin("update event_out set delivered_at = null, next_at = now() where service = %(service)s")
    application.deliveries(service).go_round(storage, service)
    assert [each.id for each in application.told] == [str(told)] * 2


def test_after_days_it_is_set_aside_and_a_person_has_it_told_again(
    storage: Storage, service: str, application: "Application", admin: Admin
) -> None:
    """Nothing is tried for ever, and nothing is lost."""
    told = _tell(storage, service, "p-1", "objected")
    later = _tell(storage, service, "p-1", "opted_in")
    admin(
        "update event_out set at = at - interval '4 days' where id ="
        " (select id from event_out where service = %(service)s order by at limit 1)"
    )
    application.status = 500
    application.deliveries(service).go_round(storage, service)
    with storage.watching() as watch:
        assert watch.events_aside(service) == {"choice.changed": 1}
    application.status = 204
    application.deliveries(service).go_round(storage, service)
    assert [each.id for each in application.told] == [str(later)]
    assert replay_events(storage, service) == 1
    application.deliveries(service).go_round(storage, service)
    assert [each.id for each in application.told] == [str(later), str(told)]


def test_an_event_or_all_since_an_instant_are_told_again(
    storage: Storage, service: str, application: "Application"
) -> None:
    """For an application that lost its own database."""
    since = datetime(2026, 1, 1, tzinfo=UTC)
    told = [_tell(storage, service, person, "objected") for person in ("p-1", "p-2")]
    application.deliveries(service).go_round(storage, service)
    assert replay_events(storage, service, event=told[0]) == 1
    assert replay_events(storage, service, since=since) == 2
    application.deliveries(service).go_round(storage, service)
    assert sorted(each.id for each in application.told) == sorted([*map(str, told)] * 2)
    with pytest.raises(NotFound):
        replay_events(storage, service, event=UUID(int=7))


def test_of_who_was_erased_nothing_is_told(
    storage: Storage, service: str, application: "Application"
) -> None:
    """Rows go with the person, also those that were not delivered."""
    _tell(storage, service, "p-1", "objected")
    erase(storage, service, person="p-1", actor=OPERATOR)
    application.deliveries(service).go_round(storage, service)
    assert application.told == []
    assert _page(storage, service).events == ()


def test_who_asks_misses_nothing_that_commits_later(storage: Storage, service: str) -> None:
    """A page ends before the oldest transaction that is still open."""
    with storage.work(service) as slow:
        first = tell(slow, EventKind.CHOICE_CHANGED, {"state": "objected"}, person="p-1")
        second = _tell(storage, service, "p-2", "objected")
        page = _page(storage, service)
        assert page.events == ()
        slow.over()
    after = _page(storage, service, page.next)
    assert {each.id for each in after.events} == {first, second}
    assert _page(storage, service, after.next).events == ()


def test_a_place_of_before_a_restore_is_refused(
    storage: Storage, service: str, admin: Admin
) -> None:
    """There transactions are counted anew: whoever asks begins anew, and misses nothing."""
    _tell(storage, service, "p-1", "objected")
    page = _page(storage, service)
    admin(
        "insert into ledger_restore (service, restore, held, size, lost, waiting)"
        " values (%(service)s, gen_random_uuid(), 0, 0, 0, 0)"
    )
    with pytest.raises(WrongCursor):
        _page(storage, service, page.next)
    assert len(_page(storage, service).events) == 1


def test_the_application_is_told_of_a_new_version(
    storage: Storage,
    service: str,
    application: "Application",
    publish: Publish,
    write: Write,
) -> None:
    """With its number and whether a person judged the change material."""
    for ahead in ("", ", review: true"):
        publish(write(f"P1: {{change: [published]{ahead}}}"))
    application.deliveries(service).go_round(storage, service)
    assert [(each.kind, each.data["version"]) for each in application.told] == [
        ("policy.published", 1),
        ("policy.published", 2),
    ]
    assert application.told[1].data["material"] is False


def test_old_events_are_deleted(storage: Storage, service: str, admin: Admin) -> None:
    """Those delivered after a month, all after three."""
    for person in ("p-1", "p-2", "p-3"):
        _tell(storage, service, person, "objected")
    admin("update event_out set at = at - interval '31 days' where service = %(service)s")
    admin(
        "update event_out set delivered_at = at where id ="
        " (select id from event_out where service = %(service)s limit 1)"
    )
    forget_events(storage, service)
    assert len(_page(storage, service).events) == 2


def test_a_service_without_a_webhook_keeps_its_events_for_who_asks(
    storage: Storage, service: str, application: "Application"
) -> None:
    """Nothing is sent anywhere."""
    _tell(storage, service, None, "objected")
    application.deliveries("another").go_round(storage, service)
    assert application.told == []
    assert [each.data for each in _page(storage, service).events] == [{"state": "objected"}]


def test_waits_double_up_to_an_hour() -> None:
    """An application that is away for days is asked seventy times, not a million times."""
    assert [wait_after(tries).total_seconds() for tries in (1, 2, 30)] == [5, 10, 3600]


def test_who_failed_with_an_entry_told_nothing(storage: Storage, service: str) -> None:
    """Entry and event are one commit."""
    with storage.work(service) as work:
        tell(work, EventKind.MESSAGE_FAILED, {"why": "mailbox_full"})
        work.commit(Entry(act="noted", body={}))
    assert [each.kind for each in _page(storage, service).events] == ["message.failed"]
