"""A look asks only for what moved since the last: none ends early, and none is overlooked."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any, TypeAlias
from uuid import UUID

import pytest

from amana.acts.choices.choose import choose
from amana.acts.choices.choosing import Choosing
from amana.acts.holding.holds import lift_hold, put_hold
from amana.acts.note_event import note_event
from amana.acts.persons.errors import NotJoined
from amana.acts.persons.groups import merge_persons, split_persons
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.asked import Which
from amana.acts.retention.bearing import bearing_of, own_places
from amana.acts.retention.longer import keep_longer, stop_keeping_longer
from amana.acts.retention.own import end_own
from amana.acts.retention.own_times import end_own_time, set_own_time
from amana.acts.retention.start import start_keeping
from amana.domain.choice.word import Word
from amana.domain.errors import AmanaError
from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.due import end_of_category
from amana.domain.retention.terms import Longest, Setting
from amana.domain.source.holding import HeldScope

Keeper: TypeAlias = Any
PERSONS = ("a", "b", "c", "d")
TYPES = ("profile", "booking", "visit", "recording")
PROMISED = (
    ("R1: {retain: [name], until: account_closed", ", period: P10D"),
    ("R2: {retain: [booking], until: last_use", ", period: P40D"),
    ("R5: {retain: [call], until: consent_withdrawn", ", period: P5D"),
)
BOOKS = Longest(
    promise="R2",
    category="booking",
    why=Longer.LAW,
    moment=Moment.COLLECTION,
    period=Period.parse("P60D"),
)


def passed(keeper: Keeper, days: float) -> None:
    """Let time pass: all that was is so much longer ago. No trigger hears of it."""
    with keeper.owner() as connection:
        connection.execute("set session_replication_role = replica")
        for table, column in (
            ("record", "at"),
            ("event", "at"),
            ("choice", "at"),
            ("retention_standing", "seen_at"),
        ):
            connection.execute(
                f"update {table} set {column} = {column} - %s where service = %s",  # noqa: S608 - names of this file
                (timedelta(days=days), keeper.service),
            )


def seen(keeper: Keeper) -> dict[str, Any]:
    """Return how each type stands."""
    with keeper.storage.reading(keeper.service) as view:
        return {each.item: each for each in view.retention.standings()}


class Life:
    """What happens to a service's data, at random."""

    def __init__(self, keeper: Keeper, seed: int) -> None:
        """Promise other times, and begin."""
        self.keeper, self.random, self.number = keeper, Random(seed), count()  # noqa: S311 - made up
        self.holds: dict[UUID, str | None] = {}
        self.kept: UUID | None = None
        self.source = keeper.source
        for said, period in PROMISED:
            before = said.partition(" until:")[0]
            line = next(each for each in self.source.splitlines() if before in each)
            rest = line.removeprefix("  ").split(",", 2)[2:]
            kept = [each for each in rest if "P90D" not in each]
            self.source = self.source.replace(
                line, f"  {said}{period}" + ("," + kept[0] if kept else "}")
            )
        self.publish()
        for _ in range(8):
            self.collect()

    def act(self, done: Callable[..., Any], *given: Any, **named: Any) -> Any:  # noqa: ANN401 - an act's own
        """Do an act of the operator."""
        with self.keeper.storage.work(self.keeper.service) as work:
            return done(self.keeper.act(work), *given, **named)

    def publish(self) -> None:
        """Publish what is promised now, and let it end data."""
        said = Publication(source=self.source, texts={}, material=True, reason="times")
        self.act(publish_policy, said)
        self.act(start_keeping)

    def step(self) -> None:
        """Let one thing happen; what is refused does not."""
        steps = (
            self.collect, self.collect, self.collect, self.collect, self.collect, self.collect,
            self.tell, self.tell, self.tell, self.book_over, self.withdraw, self.withdraw,
            self.set_time, self.end_time, self.join, self.split, self.hold, self.lift, self.lift,
            self.law, self.promise, self.erase,
        )  # fmt: skip
        with suppress(AmanaError):
            self.random.choice(steps)()

    def who(self) -> str:
        """Return somebody."""
        return self.random.choice(PERSONS)

    def collect(self) -> None:
        """Collect a record more."""
        type_ = self.random.choice(TYPES)
        if type_ == "recording":
            person = self.who()
            self.keeper.tell("caller_told", person=person)
            self.keeper.collect(type_, f"k-{next(self.number)}", person=person)
            return
        self.keeper.collect(type_, f"k-{next(self.number)}", person=self.who())

    def tell(self) -> None:
        """Tell of an event of a person."""
        self.keeper.tell(self.random.choice(["account_closed", "booking_over"]), person=self.who())

    def book_over(self) -> None:
        """One booking is over."""
        which = Which(type="booking", key=f"k-{self.random.randrange(next(self.number) + 1)}")
        person = self.who()
        self.act(note_event, person=person, event="booking_over", record=which)

    def withdraw(self) -> None:
        """No more calls."""
        word = self.random.choice([Word.WITHDRAW, Word.CONSENT])
        said = Choosing(person=self.who(), word=word, purposes=frozenset({"quality"}))
        self.act(choose, said)

    def set_time(self) -> None:
        """Set a time of their own."""
        moment = self.random.choice([Moment.BOOKING_OVER, Moment.LAST_USE, Moment.COLLECTION])
        period = Period.parse(self.random.choice(["P3D", "P20D"]))
        own = Setting(promise="R2", moment=moment, period=period)
        self.act(set_own_time, own, person=self.who())

    def end_time(self) -> None:
        """None any more."""
        self.act(end_own_time, "R2", person=self.who())

    def join(self) -> None:
        """Two ids are one person."""
        self.act(merge_persons, person=self.who(), other=self.who())

    def split(self) -> None:
        """They were not."""
        with suppress(NotJoined):
            self.act(split_persons, person=self.who(), other=None)

    def hold(self) -> None:
        """Hold what is of somebody."""
        again = self.keeper.now().date() + timedelta(days=30)
        person = self.random.choice([*PERSONS, None])
        scope = HeldScope(reason="a case", again_on=again, category=None if person else "ip")
        self.holds[self.act(put_hold, scope, person=person)] = person

    def lift(self) -> None:
        """Let a hold be over."""
        if self.holds:
            hold, _ = self.holds.popitem()
            self.act(lift_hold, hold, reason="settled")

    def law(self) -> None:
        """Let a law keep bookings longer, or no more."""
        if self.kept is None:
            self.kept = self.act(keep_longer, BOOKS, basis="Commercial law, article 26")
        else:
            self.act(stop_keeping_longer, self.kept)
            self.kept = None

    def promise(self) -> None:
        """Another time is promised."""
        one, other = self.random.sample(["P10D", "P25D", "P2D"], 2)
        if f"account_closed, period: {one}" in self.source:
            self.source = self.source.replace(f"closed, period: {one}", f"closed, period: {other}")
            self.publish()

    def erase(self) -> None:
        """Delete a record otherwise."""
        if there := sorted(self.there()):
            with self.keeper.owner() as connection:
                connection.execute("delete from record where id = %s", (self.random.choice(there),))

    def there(self) -> set[UUID]:
        """Return the records that are there."""
        with self.keeper.owner() as connection:
            rows = connection.execute(
                "select id from record where service = %s", (self.keeper.service,)
            )
            return {row[0] for row in rows}

    def due(self) -> set[UUID]:
        """Return, by a slow look at each row, what is due and under no hold."""
        with self.keeper.storage.reading(self.keeper.service) as view:
            bearing = bearing_of(view)
            places = {each.item: each for each in own_places(view, bearing)}
            owners = {
                person: view.persons.group(person) for person in PERSONS if self.met(view, person)
            }
            times = {
                key: [
                    each.setting for each in view.retention.settings_of(group) if not each.ended_at
                ]
                for group in owners.values()
                for key in group
            }
            held = {
                key for person in self.holds.values() if person in owners for key in owners[person]
            }
            rows = self.rows()
            moments = view.retention.moments_of([row[0] for row in rows], list(Moment))
            found = set()
            for id_, type_, key in rows:
                categories = places[type_].categories
                if key in held or (type_ == "visit" and None in self.holds.values()):
                    continue
                ways = [(), *((each,) for each in times.get(key, []))]
                for settings in ways:
                    own = replace(bearing, settings=settings)
                    ends = [end_of_category(own, it, moments.get(id_, {})) for it in categories]
                    if all(end is not None and end <= view.now for end in ends):
                        found.add(id_)
        return found

    @staticmethod
    def met(view: Any, person: str) -> bool:  # noqa: ANN401 - a view
        """Tell whether anything is known of somebody."""
        return bool(view.persons.group(person))

    def rows(self) -> list[tuple[UUID, str, bytes]]:
        """Return all records with their type and whose they are."""
        with self.keeper.owner() as connection:
            return [
                (row[0], row[1], bytes(row[2]))
                for row in connection.execute(
                    "select id, type, person_key from record where service = %s",
                    (self.keeper.service,),
                )
            ]


@pytest.mark.promise("A16")
@pytest.mark.promise("A18")
@pytest.mark.parametrize("seed", range(5))
def test_what_ends_is_what_a_slow_look_at_each_row_says(keeper: Keeper, seed: int) -> None:
    """Whatever happens between looks, none ends early and none is overlooked."""
    life, ended = Life(keeper, seed), 0
    for _ in range(10):
        for _ in range(life.random.randrange(3, 9)):
            life.step()
        passed(keeper, life.random.choice([0.01, 1, 4, 12, 26]))
        before, due = life.there(), life.due()
        end_own(keeper.storage, keeper.service)
        assert before - life.there() == due
        ended += len(due)
    assert ended


def test_a_look_goes_on_from_the_last(keeper: Keeper) -> None:
    """Nothing is asked for of which nothing moved; a policy's other time asks for all anew."""
    keeper.collect("visit", "v-1")
    end_own(keeper.storage, keeper.service)
    first = seen(keeper)["visit"]
    end_own(keeper.storage, keeper.service)
    second = seen(keeper)["visit"]
    assert second.seen_at > first.seen_at
    assert second.whole_at == first.whole_at
    with keeper.owner() as connection:
        left = connection.execute(
            "select count(*) from retention_stirred where service = %s", (keeper.service,)
        ).fetchone()
    assert left == (0,)


def test_all_is_looked_at_once_a_day(keeper: Keeper) -> None:
    """A clock that was put back can hide a record until then, and no longer."""
    keeper.collect("visit", "v-1")
    end_own(keeper.storage, keeper.service)
    with keeper.owner() as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update record set at = at - interval '40 days' where service = %s", (keeper.service,)
        )
    assert end_own(keeper.storage, keeper.service) == 0
    with keeper.owner() as connection:
        connection.execute(
            "update retention_standing set whole_at = whole_at - interval '21 hours'"
            " where service = %s",
            (keeper.service,),
        )
    assert end_own(keeper.storage, keeper.service) == 1
