"""Requests are carried through sources: in sets, once, and never called done before they are."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.ending import open_parts
from amana.acts.requests.parts import give_up_part, parts_of, retry_part
from amana.acts.requests.plan import plan_of, plan_request
from amana.acts.requests.planned_fates import PlannedFate
from amana.acts.requests.refuse import refuse_request
from amana.acts.requests.sought import (
    SourceCorrection,
    note_corrections,
    sought_in,
)
from amana.acts.requests.watching import watch_requests
from amana.acts.sources.errors import SourceStillAsked
from amana.acts.sources.registry import (
    GivenSource,
    add_source,
    approve,
    list_sources,
    remove_source,
)
from amana.assembly.sources import open_source
from amana.domain.choice.restriction import RESTRICTED
from amana.domain.choice.word import State as Chosen
from amana.domain.request.carrying import PartState
from amana.domain.request.states import State, WrongStep
from amana.domain.vocabulary.requests import RefusalReason, RequestKind
from amana.settings import Settings
from amana.sources.errors import MapUnfit
from amana.storage.errors import KeyMissing

MAP = """\
amana: 1
service: {service}
source: {source}
tables:
  customer:
    erase: {fate}
    person: {{own: id}}
    restrict: frozen
    columns:
      email: {{is: email, type: email{column}}}
"""
DELETED = {"fate": "delete", "column": ""}
KEPT = {"fate": "change", "column": ", erase: keep, reason: Tax law, until: P10Y"}
OPEN = open_source(Settings())


class Shop:
    """A file with customers, and its map in the registry of a service."""

    def __init__(self, house: Any, folder: Path) -> None:  # noqa: ANN401 - the fixture's
        """Begin with no source."""
        self.house = house
        self.folder = folder

    def file(self, source: str) -> Path:
        """Return where a source lies."""
        return self.folder / f"{source}.db"

    def run(self, source: str, statement: str, *values: object) -> list[Any]:
        """Run a statement in a source."""
        with closing(sqlite3.connect(self.file(source))) as opened, opened:
            return opened.execute(statement, values).fetchall()

    def add(
        self, source: str, *people: str, approved: bool = True, fates: dict[str, str] = DELETED
    ) -> None:
        """Make a source with a row a person, and register it."""
        self.run(
            source,
            "create table customer (id text primary key, email text, frozen boolean not null)",
        )
        for person in people:
            self.run(source, "insert into customer values (?, ?, 0)", person, f"{person}@x.example")
        text = MAP.format(service=self.house.service, source=source, **fates)
        given = GivenSource(text=text, way=f"sqlite:///{self.file(source)}")
        with self.house.storage.work(self.house.service) as work:
            added = add_source(Act(actor=OPERATOR, work=work), OPEN, given)
        if approved:
            self.approve(source, added.version)

    def approve(self, source: str, version: int) -> None:
        """Approve a version of a map."""
        house = self.house
        approve(house.storage, house.service, OPEN, source, version, actor=OPERATOR)

    def begin(self, request: UUID) -> None:
        """Carry a request out, as staff would."""
        house = self.house
        with house.storage.work(house.service) as work:
            person = begin(Act(actor=OPERATOR, work=work), request)
        if person is not None:
            carry_out_erasure(house.storage, house.service, request, person=person, actor=OPERATOR)

    def asked(self, kind: RequestKind, person: str = "p") -> UUID:
        """Receive a request that is proven."""
        request: UUID = self.house.ask(kind, proven=True, person=person).request
        return request

    def carry(self) -> int:
        """Do what is due."""
        return carry_all(self.house.storage, self.house.service, OPEN)

    def do(self, act: Callable[..., Any], *given: Any, **more: Any) -> Any:  # noqa: ANN401 - any act
        """Do an act as the operator."""
        with self.house.storage.work(self.house.service) as work:
            return act(Act(actor=OPERATOR, work=work), *given, **more)

    def parts(self, request: UUID) -> dict[str, Any]:
        """Return the parts of a request by source."""
        with self.house.storage.reading(self.house.service) as view:
            return {each.source: each for each in parts_of(view, request)}


@pytest.fixture
def shop(house: Any, tmp_path: Path) -> Shop:  # noqa: ANN401 - the fixture's
    """Give a service without sources yet."""
    return Shop(house, tmp_path)


def test_nothing_goes_by_a_map_that_nobody_approved(shop: Shop) -> None:
    """The request waits and says why; once the map is approved it is carried out."""
    shop.add("crm", "p", approved=False)
    request = shop.asked(RequestKind.ERASURE)
    shop.begin(request)
    shop.carry()
    part = shop.parts(request)["crm"]
    assert (part.state, part.fault) == (PartState.WAITING, "source.not_approved")
    assert shop.run("crm", "select id from customer") == [("p",)]
    shop.approve("crm", 1)
    shop.do(retry_part, request, "crm")
    shop.carry()
    assert shop.run("crm", "select id from customer") == []
    assert shop.house.row(request).state is State.DONE


@pytest.mark.promise("A23")
def test_an_erasure_is_done_when_every_source_is(shop: Shop) -> None:
    """Own records first; then each source; what the sources are asked for goes with the last."""
    shop.add("crm", "p", "q")
    shop.add("till", "p", "q")
    house = shop.house
    request = shop.asked(RequestKind.ERASURE)
    with house.storage.work(house.service) as work:
        person = begin(Act(actor=OPERATOR, work=work), request)
    assert shop.carry() == 0  # nothing follows before our own records are done
    assert person == "p"
    carry_out_erasure(house.storage, house.service, request, person=person, actor=OPERATOR)
    assert house.row(request).state is State.WAITING_FOR_SOURCES
    with house.storage.reading(house.service) as view:
        assert sought_in(view, request) is not None
        mark = view.parts.mark(request)
        house.storage.person_keys.find(house.service, mark)
    assert shop.carry() == 2
    assert house.row(request).state is State.DONE
    for source in ("crm", "till"):
        assert shop.run(source, "select id from customer") == [("q",)]
        part = shop.parts(request)[source]
        assert (part.state, part.set_size, part.read_back > 0) == (PartState.DONE, 1, True)
    with house.storage.reading(house.service) as view:
        assert sought_in(view, request) is None
    with pytest.raises(KeyMissing):
        house.storage.person_keys.find(house.service, mark)
    assert shop.carry() == 0


def test_what_stays_for_a_reason_ends_the_request_in_part(shop: Shop) -> None:
    """The part says what stays, why and until when; who has nothing there is done."""
    shop.add("till", "p", fates=KEPT)
    shop.house.meet("q")
    request, other = shop.asked(RequestKind.ERASURE), shop.asked(RequestKind.ERASURE, "q")
    shop.begin(request)
    shop.begin(other)
    assert shop.carry() == 2
    assert shop.house.row(request).state is State.PARTLY_DONE
    assert shop.house.row(other).state is State.DONE
    kept = {"table": "customer", "rows": 1, "reason": "Tax law", "until": "P10Y"}
    assert shop.parts(request)["till"].kept == [kept]
    assert shop.parts(other)["till"].kept == []


def test_many_go_in_one_pass_and_one_that_fails_holds_nobody(shop: Shop) -> None:
    """Whose row the database will not let go keeps a fault of its own; the others are done."""
    people = [f"p{number}" for number in range(8)]
    shop.add("crm", *people)
    shop.run(
        "crm",
        "create trigger held before delete on customer when old.id = 'p3'"
        " begin select raise(abort, 'no'); end",
    )
    shop.house.meet(*people)
    asked = {person: shop.asked(RequestKind.ERASURE, person) for person in people}
    for request in asked.values():
        shop.begin(request)
    shop.carry()
    states = {person: shop.house.row(request).state for person, request in asked.items()}
    assert states.pop("p3") is State.WAITING_FOR_SOURCES
    assert set(states.values()) == {State.DONE}
    assert shop.parts(asked["p3"])["crm"].fault == "source.failed"
    assert shop.parts(asked["p7"])["crm"].set_size == 4
    assert shop.run("crm", "select id from customer") == [("p3",)]


def test_a_source_that_is_away_is_tried_again(shop: Shop) -> None:
    """The part says why it waits; the request ends when the source is back."""
    shop.add("crm", "p")
    request = shop.asked(RequestKind.ERASURE)
    shop.begin(request)
    away = shop.file("crm").rename(shop.file("gone"))
    shop.carry()
    part = shop.parts(request)["crm"]
    assert (part.state, part.fault) == (PartState.WAITING, "source.unreachable")
    away.rename(shop.file("crm"))
    shop.do(retry_part, request, "crm")
    shop.carry()
    assert shop.house.row(request).state is State.DONE


def test_what_can_never_work_stands_as_a_fault_until_a_person_sees_to_it(shop: Shop) -> None:
    """A map that no more fits is never done; given up, the request ends in part and says so."""
    shop.add("crm", "p")
    request = shop.asked(RequestKind.ERASURE)
    shop.begin(request)
    shop.run("crm", "alter table customer rename column frozen to cold")
    shop.carry()
    part = shop.parts(request)["crm"]
    assert (part.state, part.fault) == (PartState.FAILED, "source.map_unfit")
    assert shop.carry() == 0
    assert shop.house.row(request).state is State.WAITING_FOR_SOURCES
    with pytest.raises(SourceStillAsked) as caught:
        shop.do(remove_source, "crm")
    assert caught.value.fields == {"requests": str(request), "source": "crm"}
    assert shop.do(give_up_part, request, "crm") is State.PARTLY_DONE
    shop.do(remove_source, "crm")
    with shop.house.storage.reading(shop.house.service) as view:
        assert list_sources(view) == ()


@pytest.mark.promise("A29")
def test_the_plan_is_kept_with_its_map(shop: Shop) -> None:
    """What was counted, and what becomes of it; a later map alters neither plan nor parts."""
    shop.add("crm", "p")
    house = shop.house
    request = shop.asked(RequestKind.ERASURE)
    (planned,) = plan_request(house.storage, house.service, request, OPEN, actor=OPERATOR)
    (table,) = planned.tables
    assert (planned.version, table.fate, table.found, table.own) == (1, PlannedFate.DELETE, 1, 1)
    assert shop.run("crm", "select id from customer") == [("p",)]
    text = MAP.format(service=house.service, source="crm", **KEPT)
    assert shop.do(add_source, OPEN, GivenSource(text=text)).version == 2
    shop.approve("crm", 2)
    shop.begin(request)
    with house.storage.reading(house.service) as view:
        assert plan_of(view, request) == (planned,)
    shop.carry()
    assert shop.run("crm", "select id from customer") == []
    assert house.row(request).state is State.DONE
    with pytest.raises(WrongStep):
        plan_request(house.storage, house.service, request, OPEN, actor=OPERATOR)


def test_a_new_way_in_is_approved_anew(shop: Shop) -> None:
    """What was approved for one database says nothing of another one."""
    shop.add("crm", "p")
    house = shop.house
    text = MAP.format(service=house.service, source="crm", **DELETED)
    given = GivenSource(text=text, way=f"sqlite:///{shop.file('crm')}")
    shop.do(add_source, OPEN, given)
    with house.storage.reading(house.service) as view:
        (entry,) = list_sources(view)
    assert (entry.versions, entry.approved) == (2, None)


def test_a_map_that_does_not_fit_is_not_approved(shop: Shop) -> None:
    """It is held against the database as it is then."""
    shop.add("crm", "p", approved=False)
    shop.run("crm", "alter table customer drop column email")
    with pytest.raises(MapUnfit):
        shop.approve("crm", 1)


@pytest.mark.promise("A28")
def test_a_restriction_and_a_correction_reach_the_sources(shop: Shop) -> None:
    """The mark is set, the column is set, and both requests end as done."""
    shop.add("crm", "p", "q")
    restriction = shop.asked(RequestKind.RESTRICTION)
    correction = shop.asked(RequestKind.CORRECTION)
    new = SourceCorrection(source="crm", table="customer", column="email", value="n@x.example")
    shop.do(note_corrections, correction, [new])
    shop.begin(restriction)
    shop.begin(correction)
    with pytest.raises(WrongStep):
        shop.do(refuse_request, restriction, reason=RefusalReason.UNFOUNDED)
    shop.carry()
    assert shop.house.row(restriction).state is State.DONE
    assert shop.parts(restriction)["crm"].read_back == 1
    assert shop.house.row(correction).state is State.DONE
    assert shop.run("crm", "select id, email, frozen from customer order by id") == [
        ("p", "n@x.example", 1),
        ("q", "q@x.example", 0),
    ]


def test_a_correction_without_a_value_waits_for_a_person(shop: Shop) -> None:
    """Nothing is guessed of what somebody wrote."""
    shop.add("crm", "p")
    request = shop.asked(RequestKind.CORRECTION)
    shop.begin(request)
    assert shop.parts(request) == {}
    assert shop.house.row(request).state is State.WAITING_FOR_SOURCES


def test_an_erasure_that_was_killed_between_is_taken_up(shop: Shop) -> None:
    """Killed after our own records, the scheduled task lets the sources follow."""
    shop.add("crm", "p")
    house = shop.house
    request = shop.asked(RequestKind.ERASURE)
    with house.storage.work(house.service) as work:
        begin(Act(actor=OPERATOR, work=work), request)
    watch_requests(house.storage, house.service)
    with house.storage.reading(house.service) as view:
        assert len(open_parts(view, request)) == 1
    assert house.row(request).state is State.WAITING_FOR_SOURCES
    watch_requests(house.storage, house.service)
    assert house.row(request).state is State.WAITING_FOR_SOURCES
    shop.carry()
    assert house.row(request).state is State.DONE


@pytest.mark.promise("A22")
def test_a_restriction_that_an_older_release_began_restricts_here_when_it_ends(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That release left it to the sources; who asked is not told that it is done before it is."""
    shop.add("crm", "p")
    request = shop.asked(RequestKind.RESTRICTION)
    with monkeypatch.context() as older:
        older.setattr("amana.acts.requests.carry_out.restrict_here", lambda *_: None)
        shop.begin(request)
    assert shop.carry() == 1
    assert shop.house.row(request).state is State.DONE
    with shop.house.storage.reading(shop.house.service) as view:
        assert view.request_doors.restriction(request) is not None
        (word,) = view.choices.last(view.persons.group("p"), [RESTRICTED])
    assert word.state is Chosen.OBJECTED
