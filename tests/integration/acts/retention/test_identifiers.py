"""Identifiers that Amana keeps end when their time is over, and not before."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from time import sleep
from typing import Any, TypeAlias
from uuid import UUID

import psycopg
import pytest

from amana.acts.doors.persons import PersonsDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.holding.holds import lift_hold, put_hold
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.requests.receive import Asking
from amana.acts.retention.foresee import foresee
from amana.acts.retention.own import end_own
from amana.acts.retention.own_times import set_own_time
from amana.acts.retention.start import start_keeping
from amana.domain.errors import AmanaError
from amana.domain.period import Period
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.promises.retain import Moment
from amana.domain.retention.terms import Setting
from amana.domain.source.holding import HeldScope
from amana.domain.vocabulary.requests import RequestDoor, RequestKind

Keeper: TypeAlias = Any
EMAIL, PHONE = IdentifierKind.EMAIL, IdentifierKind.PHONE
DATA = """\
  email: {is: "pd:EmailAddress"}
  work_phone: {is: "pd:TelephoneNumber", name: {ar: "هاتف العمل", en: "work phone"}}
  home_phone: {is: "pd:TelephoneNumber", name: {ar: "هاتف المنزل", en: "home phone"}}
"""
PROMISES = """\
  C9: {collect: [email, work_phone, home_phone], from: person, at: [order], for: [orders]}
  I1: {retain: [email], until: account_closed, period: P10D, by_setting: true}
  I2: {retain: [work_phone], until: collection, period: P30D}
  I3: {retain: [home_phone], until: collection, period: P60D}
"""


def publish(keeper: Keeper, *changes: tuple[str, str]) -> None:
    """Publish the policy with the promises about identifiers, and other words of them."""
    source = keeper.source.replace("purposes:\n", DATA + "purposes:\n", 1) + PROMISES
    for one, other in changes:
        assert one in source
        source = source.replace(one, other)
    said = Publication(source=source, texts={}, material=True, reason="times")
    with keeper.storage.work(keeper.service) as work:
        publish_policy(keeper.act(work), said)


@pytest.fixture
def known(keeper: Keeper) -> Keeper:
    """Return a service that promises how long it keeps addresses and numbers."""
    publish(keeper)
    return keeper


def identify(
    keeper: Keeper,
    value: str,
    *,
    person: str = "person-1",
    kind: IdentifierKind = EMAIL,
    category: str | None = None,
) -> None:
    """Let a person give an identifier."""
    given = Identifying(
        person=person,
        identifiers=(GivenIdentifier(kind=kind, value=value, category=category),),
        occasion="order",
        purposes=frozenset({"orders"}),
    )
    assert PersonsDoor(keeper.storage).identify(keeper.service, given).answer.permitted


def passed(keeper: Keeper, days: float) -> None:
    """Let time pass: all that was is so much longer ago. No trigger hears of it."""
    with keeper.owner() as connection:
        connection.execute("set session_replication_role = replica")
        for table, columns in (
            ("identifier", ("since", "again_at")),
            ("event", ("at",)),
            ("retention_standing", ("seen_at",)),
        ):
            for column in columns:
                connection.execute(
                    f"update {table} set {column} = {column} - %s where service = %s",  # noqa: S608 - names of this file
                    (timedelta(days=days), keeper.service),
                )


def there(keeper: Keeper, kind: IdentifierKind = EMAIL) -> int:
    """Return how many identifiers of a kind lie in the database."""
    with keeper.owner() as connection:
        row = connection.execute(
            "select count(*) from identifier where service = %s and kind = %s",
            (keeper.service, kind.value),
        ).fetchone()
    assert row is not None
    return int(row[0])


def stood(keeper: Keeper, item: str = "identifiers:email") -> Any:  # noqa: ANN401 - a row
    """Return how the identifiers of a category stand."""
    with keeper.storage.reading(keeper.service) as view:
        return {each.item: each for each in view.retention.standings()}[item]


def end(keeper: Keeper) -> int:
    """End what is due."""
    return end_own(keeper.storage, keeper.service)


@pytest.mark.promise("A16")
@pytest.mark.promise("A19")
def test_an_address_ends_after_the_account_and_not_before(known: Keeper) -> None:
    """Ten days after the closing it is gone, and the set stands on the ledger."""
    identify(known, "one@mail.example")
    passed(known, 4000)
    assert end(known) == 0
    known.tell("account_closed")
    passed(known, 9.9)
    assert (end(known), there(known)) == (0, 1)
    passed(known, 0.2)
    assert (end(known), there(known)) == (1, 0)
    with known.storage.reading(known.service) as view:
        (done,) = view.retention.sets()
        latest = view.evidence.latest_of(["I1"])["I1"]
    assert (done.item, done.ended, done.promises) == ("identifiers:email", 1, ("I1",))
    assert done.longest is not None
    assert done.longest < timedelta(hours=4)
    assert (latest[0].id, latest[0].act) == (done.entry, "retain")
    assert (
        PersonsDoor(known.storage).find(known.service, kind=EMAIL, value="one@mail.example") == ()
    )
    assert end(known) == 0
    assert (stood(known).looks, stood(known).past) == (4, 0)


def test_who_comes_back_keeps_the_address_that_they_give_again(known: Keeper) -> None:
    """It is of the account that they have now."""
    identify(known, "one@mail.example")
    known.tell("account_closed", days=0)
    passed(known, 5)
    identify(known, "One@mail.example")
    passed(known, 6)
    assert (end(known), there(known)) == (0, 1)
    known.tell("account_closed")
    passed(known, 10.1)
    assert end(known) == 1


def test_each_category_of_a_kind_has_its_own_time(known: Keeper) -> None:
    """What came in without one stays until the last of them is over."""
    for number, category in (("+97455500001", "work_phone"), ("+97455500002", "home_phone")):
        identify(known, number, kind=PHONE, category=category)
    identify(known, "+97455500003", kind=PHONE, category="work_phone")
    with known.owner() as connection:
        connection.execute(
            "update identifier set category = null where id in (select id from identifier"
            " where service = %s and kind = 'phone' order by id desc limit 1)",
            (known.service,),
        )
    passed(known, 30.1)
    assert (end(known), there(known, PHONE)) == (1, 2)
    passed(known, 30)
    assert (end(known), there(known, PHONE)) == (2, 0)
    assert stood(known, "identifiers:home_phone,work_phone").promises == ("I2", "I3")


def test_an_open_request_keeps_what_it_is_answered_by(known: Keeper) -> None:
    """Others' go; theirs is shown as kept, and goes once the request is over."""
    for person in ("asks", "silent"):
        identify(known, f"{person}@mail.example", person=person)
        known.tell("account_closed", person=person)
    asking = Asking(kind=RequestKind.COPY, door=RequestDoor.API, person="asks")
    request = AskedDoor(known.storage).receive(known.service, asking).request
    passed(known, 10.1)
    assert (end(known), there(known)) == (1, 1)
    assert (stood(known).past, stood(known).held) == (1, True)
    with known.owner() as connection:
        connection.execute(
            "update request set ended_at = now(), state = 'withdrawn' where id = %s", (request,)
        )
    assert (end(known), there(known)) == (1, 0)


def test_a_hold_keeps_one_persons(known: Keeper) -> None:
    """Once it is lifted, theirs goes too."""
    for person in ("held", "free"):
        identify(known, f"{person}@mail.example", person=person)
        known.tell("account_closed", person=person)
    scope = HeldScope(reason="a dispute", again_on=known.now().date() + timedelta(days=30))
    with known.storage.work(known.service) as work:
        hold = put_hold(known.act(work), scope, person="held")
    passed(known, 10.1)
    assert (end(known), there(known)) == (1, 1)
    assert (stood(known).past, stood(known).held) == (1, True)
    with known.storage.work(known.service) as work:
        lift_hold(known.act(work), hold, reason="settled")
    assert (end(known), there(known)) == (1, 0)


def test_an_address_that_stays_out_does_so_after_it_ended(known: Keeper) -> None:
    """The list needs no identifier: it keeps a keyed hash of its own."""
    identify(known, "out@mail.example")
    with known.storage.work(known.service) as work:
        work.suppression.add(EMAIL, "out@mail.example", Why.OPTED_OUT)
        work.over()
    known.tell("account_closed")
    passed(known, 10.1)
    assert (end(known), there(known)) == (1, 0)
    with known.storage.reading(known.service) as view:
        assert view.suppression.why(EMAIL, "out@mail.example") == {Why.OPTED_OUT}


def test_what_lay_there_waits_until_somebody_lets_it_begin(known: Keeper) -> None:
    """A promise that ends records since an older version ends no identifiers by that."""
    identify(known, "one@mail.example")
    known.tell("account_closed")
    passed(known, 10.1)
    with known.owner() as connection:
        connection.execute("delete from retention_started where service = %s", (known.service,))
    with known.storage.reading(known.service) as view:
        ahead = {each.at.item: each.now for each in foresee(view)}
    assert ahead["identifiers:email"] == 1
    assert (end(known), stood(known).fault) == (0, "retention.not_started")
    with known.storage.work(known.service) as work:
        start_keeping(known.act(work), "I1")
    assert (end(known), there(known)) == (1, 0)


@pytest.mark.parametrize("until", ["last_use", "booking_over", "consent_withdrawn"])
def test_a_moment_of_a_record_ends_no_identifier(keeper: Keeper, until: str) -> None:
    """Nobody can tell when it came: the address stays, and its promise is unproven."""
    publish(keeper, ("[email], until: account_closed", f"[email], until: {until}"))
    identify(keeper, "one@mail.example")
    keeper.tell("booking_over")
    passed(keeper, 4000)
    assert (end(keeper), there(keeper)) == (0, 1)
    assert stood(keeper).fault == "retention.of_a_record"


def test_a_customers_own_time_ends_theirs_sooner(known: Keeper) -> None:
    """After a moment of a booking it ends nothing, and the promise is unproven for it."""
    for person in ("sooner", "other"):
        identify(known, f"{person}@mail.example", person=person)
    for moment, ended, fault in (
        (Moment.COLLECTION, 1, None),
        (Moment.BOOKING_OVER, 0, "retention.unnamed"),
    ):
        own = Setting(promise="I1", moment=moment, period=Period.parse("P5D"))
        with known.storage.work(known.service) as work:
            set_own_time(known.act(work), own, person="sooner")
        passed(known, 5.1)
        assert (end(known), there(known), stood(known).fault) == (ended, 1, fault)


@pytest.mark.promise("A16")
@pytest.mark.parametrize("seed", range(2))
def test_none_ends_early_and_none_is_overlooked(known: Keeper, seed: int) -> None:
    """Whatever comes between looks, what ends is what a slow look at each row says."""
    random, ended = Random(seed), 0  # noqa: S311 - made up
    for _ in range(12):
        for _ in range(random.randrange(1, 5)):
            person = random.choice("abcd")
            if random.random() < 0.6:
                identify(known, f"{person}{random.randrange(2)}@mail.example", person=person)
            else:
                with known.storage.reading(known.service) as view:
                    met = view.persons.group(person)
                if met:
                    known.tell("account_closed", person=person)
        passed(known, random.choice([0.01, 1, 4, 6, 12]))
        before, due = rows(known), slowly_due(known)
        end(known)
        assert before - rows(known) == due
        ended += len(due)
    assert ended


def test_killed_before_it_is_noted_nothing_has_ended(known: Keeper) -> None:
    """What goes and its set are one transaction: the next run ends both."""
    identify(known, "one@mail.example")
    known.tell("account_closed")
    passed(known, 10.1)
    with known.owner() as lock, ThreadPoolExecutor(1) as pool:
        lock.execute("lock table retention_set in exclusive mode")
        ending = pool.submit(end, known)
        kill_who_waits(lock)
        with pytest.raises(AmanaError):
            ending.result(timeout=30)
    assert there(known) == 1
    assert (end(known), there(known)) == (1, 0)


def kill_who_waits(connection: psycopg.Connection) -> None:
    """End the connection that waits to note its set."""
    for _ in range(500):
        killed = connection.execute(
            "select pg_terminate_backend(pid) from pg_locks l join pg_class c on c.oid = l.relation"
            " where c.relname = 'retention_set' and not l.granted"
            " and l.database = (select oid from pg_database where datname = current_database())"
        ).fetchall()
        if killed:
            return
        sleep(0.02)
    pytest.fail("nobody waits")


def rows(keeper: Keeper) -> set[UUID]:
    """Return the identifiers that are there."""
    with keeper.owner() as connection:
        return {
            row[0]
            for row in connection.execute(
                "select id from identifier where service = %s and kind <> 'own'", (keeper.service,)
            )
        }


def slowly_due(keeper: Keeper) -> set[UUID]:
    """Return what is over: ten days after a closing that came when it was last given or later."""
    with keeper.owner() as connection:
        given = connection.execute(
            "select id, person_key, greatest(since, again_at) from identifier"
            " where service = %s and kind = 'email'",
            (keeper.service,),
        ).fetchall()
        closed = connection.execute(
            "select person_key, at from event where service = %s and event = 'account_closed'",
            (keeper.service,),
        ).fetchall()
    over = keeper.now() - timedelta(days=10)
    return {
        id_
        for id_, key, at in given
        if any(key == of and at <= when <= over for of, when in latest(closed).items())
    }


def latest(closed: list[psycopg.rows.TupleRow]) -> dict[bytes, Any]:
    """Return each person's last closing."""
    found: dict[bytes, Any] = {}
    for key, at in closed:
        found[key] = max(at, found.get(key, at))
    return found
