"""A service that is asked for what is over by its age, and answers wrongly or not at all."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from answering import Asked, answering, now

from amana.acts.http_source.source import MOST_SETS, AskingLimits, HttpSource
from amana.channels.asking import SignedService
from amana.channels.errors import NotTaken
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bound, Condition
from amana.domain.retention.ended import Batch, Past
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.errors import (
    AnswerUnfit,
    NoClock,
    NotApproved,
    NotSeenAgain,
    OwnClock,
    ServiceCannotAge,
    ServiceRefuses,
    SourcePending,
    StillDue,
)

pytestmark = pytest.mark.promise("A19")

MAP = parse(
    """\
amana: 1
service: club
source: club
approved: true
tables:
  member:
    erase: delete
    person: {own: id}
    times: {last_use: seen_at}
    columns: {name: {is: name}}
  visit:
    erase: delete
    via: {member: {table: member, on: {member_id: id}}}
    columns: {place: {is: place}}
"""
)
LATEST = datetime(2026, 10, 24, 14, 0, 0, 900_000, tzinfo=UTC)
OVER = Condition(
    clauses=(
        (
            Bound(moment=Moment.LAST_USE, latest=LATEST),
            Bound(moment=Moment.ORDER_DONE, latest=LATEST),
        ),
    )
)
HELD = Sought(person="known to us alone", identifiers={"own": ("17",)})
Said = tuple[str, dict[str, Any]] | int


def says(asked: Asked, said: Said) -> None:
    """Answer with the act and members, or with a status alone."""
    if isinstance(said, int):
        asked.plainly(said, {})
        return
    act, members = said
    head = {"amana": 1, "act": act, "state": "done"}
    asked.signed(json.dumps(head | members).encode())


class Run:
    """One pass over a service that gives these answers one after another."""

    def __init__(self, *said: Said, at_once: int = 100) -> None:
        """Keep the answers."""
        self.said, self.at_once = list(said), at_once
        self.intended: list[int] = []
        self.batches: list[Batch] = []
        self.asked: list[dict[str, Any]] = []

    def end(self, table: str = "member") -> Past:
        """Run."""
        left = iter(self.said)
        with answering(lambda asked: says(asked, next(left))) as (service, questions):
            try:
                return of(service).end_due(
                    table,
                    OVER,
                    held=[HELD],
                    at_once=self.at_once,
                    before=self.intended.append,
                    after=self.batches.append,
                )
            finally:
                self.asked = [each.asked for each in questions]


def of(service: SignedService) -> HttpSource:
    """Return the source that asks it once."""
    return HttpSource(service, MAP, clock=now, limits=AskingLimits(pauses=()))


def due(count: int, **more: object) -> Said:
    """Return an answer of so many rows that are over, the oldest for an hour."""
    return "due", {"due": count, **({"over_s": 3600} if count else {}), **more}


def ended(count: int, **more: object) -> Said:
    """Return an answer that so many rows ended."""
    return "end_due", {"ended": count, **more}


def test_it_is_asked_by_table_categories_moment_and_instant_and_read_back() -> None:
    """Whose rows stay is told by itself, and nobody stands where an act would take them."""
    run = Run(due(3, held=1), ended(3, along=5), due(0, held=1))
    assert run.end() == Past(count=0, longest=None, held=1)
    assert [each["act"] for each in run.asked] == ["due", "end_due", "due"]
    assert run.asked[1] == {
        "amana": 1,
        "act": "end_due",
        "persons": [],
        "table": "member",
        "along": ["visit"],
        "categories": ["name", "place"],
        "over": [[{"moment": "last_use", "latest": "2026-10-24T14:00:00Z"}]],
        "held": [{"person": "0", "identifiers": {"own": ["17"]}}],
        "at_most": 3,
    }
    assert run.intended == [3]
    (batch,) = run.batches
    assert (batch.ended, batch.along, batch.read_back) == (3, 5, 1)
    assert batch.longest == timedelta(hours=1)


def test_much_ends_in_sets_each_read_back() -> None:
    """No set is larger than was asked for."""
    run = Run(due(5), ended(2), due(3), ended(2), due(1), ended(1), due(0), at_once=2)
    assert run.end().count == 0
    assert run.intended == [2, 2, 1]
    assert [each.ended for each in run.batches] == [2, 2, 1]


def test_a_service_that_never_ends_it_keeps_no_worker() -> None:
    """After so many sets the rest waits for the next run."""
    many = MOST_SETS + 7
    said = [it for n in range(MOST_SETS) for it in (ended(1), due(many - n - 1))]
    run = Run(due(many), *said, at_once=1)
    assert run.end().count == 7


def test_what_an_answer_that_was_lost_had_ended_is_counted() -> None:
    """Asked again it finds nothing more to end; looking again shows that it is gone."""
    run = Run(due(3), ended(0), due(0))
    assert run.end().count == 0
    assert [each.ended for each in run.batches] == [3]


@pytest.mark.parametrize(("says_ended", "left"), [(3, 1), (0, 3), (3, 3), (1, 4)])
def test_a_service_that_says_more_than_is_so_is_found_out(says_ended: int, left: int) -> None:
    """What is over still is named with its count, and no set counts as done."""
    run = Run(due(3), ended(says_ended), due(left))
    with pytest.raises(StillDue) as still:
        run.end()
    assert still.value.fields == {"table": "member", "count": left}
    assert run.batches == []


@pytest.mark.parametrize("said", [("due", {"state": "refused", "why": "unknown_act"}), 400, 501])
def test_a_service_that_does_not_know_the_question_is_named_as_such(said: Said) -> None:
    """Nothing is asked to end."""
    run = Run(said)
    with pytest.raises(ServiceCannotAge) as cannot:
        run.end()
    assert cannot.value.fields["table"] == "member"
    assert [each["act"] for each in run.asked] == ["due"]
    assert run.intended == []


def test_other_failures_are_no_ignorance() -> None:
    """A service that fails, is at it or refuses in the midst of it stands with its own fault."""
    cases: list[tuple[type[Exception], list[Said]]] = [
        (NotTaken, [403]),
        (SourcePending, [("due", {"state": "pending", "after": 60})]),
        (ServiceRefuses, [due(1), ("end_due", {"state": "refused", "why": "locked"})]),
        (NotTaken, [due(1), 400]),
        (NotSeenAgain, [due(1), ended(1), 503]),
    ]
    for error, said in cases:
        with pytest.raises(error):
            Run(*said).end()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("over_s", [("due", {"due": 2})]),
        ("over_s", [("due", {"due": 2, "over_s": 10**12})]),
        ("due", [("due", {"due": -1})]),
        ("form", [("due", {"due": 0, "rows": ["Ann"]})]),
        ("ended", [due(2), ended(3)]),
    ],
)
def test_an_answer_beside_the_contract_is_named(what: str, said: list[Said]) -> None:
    """By the member, and never by what it holds."""
    with pytest.raises(AnswerUnfit) as unfit:
        Run(*said).end()
    assert unfit.value.fields["what"] == what


def test_a_table_whose_moments_the_map_does_not_name_is_not_asked_for() -> None:
    """Who approved the map before did not approve that anything ends by it."""
    run = Run()
    with pytest.raises(NoClock):
        run.end("visit")
    assert run.asked == []


def test_a_table_that_others_with_a_time_lead_to_is_not_asked_for() -> None:
    """Nobody asked the service to let it wait for these."""
    visit = replace(MAP.tables["visit"], times={Moment.COLLECTION: "at"})
    timed = replace(MAP, tables={**MAP.tables, "visit": visit})
    with answering(lambda asked: says(asked, 500)) as (service, questions), pytest.raises(OwnClock):
        HttpSource(service, timed, clock=now).past_due("member", OVER, held=())
    assert questions == []


def test_nothing_ends_by_a_map_that_nobody_approved() -> None:
    """It is not asked at all."""
    with answering(lambda asked: says(asked, 500)) as (service, questions):
        source = HttpSource(service, replace(MAP, approved=False), clock=now)
        with pytest.raises(NotApproved):
            source.end_due(
                "member", OVER, held=(), at_once=1, before=lambda _: None, after=lambda _: None
            )
    assert questions == []
