"""Copies that requests ask for, programs' fetches, and the page that people read."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.copies.asking import ask_for_proven, copy_of, whose_copy
from amana.acts.copies.errors import CopyTriedTooOften, PersonNotProven, RequestNotForCopy
from amana.acts.copies.fetching import MOST_TRIES
from amana.acts.copies.forms import CopyForm, written
from amana.acts.copies.from_sources import from_approved
from amana.acts.copies.rest import JOB
from amana.acts.doors.copies import AskedCopyDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.identity.errors import NotProven
from amana.acts.identity.sign_in import Shown, note_pass
from amana.acts.requests.receive import Asking
from amana.acts.requests.withdraw import withdraw_request
from amana.acts.sources.registry import GivenSource, add_source, approve_source
from amana.domain.person.level import CheckedBy, Level
from amana.domain.request.states import State
from amana.domain.source.outcome import CopiedRow
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.sources.errors import SourceUnreachable
from amana.sources.sql_source import SqlSource
from amana.storage.errors import NotFound

if TYPE_CHECKING:
    from tests.integration.acts.copies.conftest import House


def _request(house: "House", kind: RequestKind = RequestKind.COPY, *, proven: bool = True) -> UUID:
    asking = Asking(
        kind=kind,
        door=RequestDoor.API,
        person="layla",
        proven_by="one_time_code" if proven else None,
    )
    return AskedDoor(house.storage).receive(house.service, asking).request


@pytest.mark.promise("M18", "W12")
def test_a_proven_request_has_its_copy_prepared_once_and_ends_when_it_is_fetched(
    house: "House",
) -> None:
    """A program gets it only while the person proved lately who they are; later reads go on."""
    request, door = _request(house), AskedCopyDoor(house.storage)
    with pytest.raises(NotFound):
        door.one(house.service, request)
    ask_for_proven(house.storage, house.service)
    ask_for_proven(house.storage, house.service)
    assert len(house.copies()) == 1
    house.work()
    assert door.one(house.service, request).ready
    with pytest.raises(PersonNotProven):
        door.fetch(house.service, request, form="json")
    with house.storage.work(house.service) as work:
        note_pass(work, "layla", Shown(means=CheckedBy.ONE_TIME_CODE, level=Level.EMAIL))
    assert door.fetch(house.service, request, form="json").sections
    assert door.fetch(house.service, request, form="html").sections
    with house.storage.reading(house.service) as view:
        assert view.requests.one(request).state is State.DONE
        assert copy_of(view, "layla").fetched == 2


def test_an_older_copy_answers_no_request_that_came_later(house: "House") -> None:
    """The request has one of its own; fetching the older one ends nothing."""
    older = house.ask()
    house.work()
    request, door = _request(house), AskedCopyDoor(house.storage)
    with pytest.raises(NotFound):
        door.one(house.service, request)
    house.fetch(older.id)
    with house.storage.reading(house.service) as view:
        assert view.requests.one(request).state is State.PROVEN
    ask_for_proven(house.storage, house.service)
    assert len(house.copies()) == 2
    assert door.one(house.service, request).id != older.id


def _away(_: str) -> Iterator[CopiedRow]:
    raise SourceUnreachable


def _one_row(person: str) -> Iterator[CopiedRow]:
    yield CopiedRow(person=person, table="customer", values={"name": "L"})


def test_a_copy_that_got_stuck_is_gone_on_with_and_counts_each_row_once(house: "House") -> None:
    """A source was away until the job was set aside; another is new by the time it is back."""
    house.more["zz"] = _away
    copy = house.ask()
    house.work()
    (stuck,) = house.copies()
    assert (stuck.ready, stuck.done) == (False, 3)
    with house.storage.work(house.service) as work:
        assert work.jobs.withdraw(JOB, copy.id)
        work.over()
    house.more.clear()
    house.more["aa"] = _one_row
    ask_for_proven(house.storage, house.service)
    made = stuck
    while not made.ready:
        house.work()
        (made,) = house.copies()
    opened = house.fetch(copy.id)
    assert made.rows == sum(table.rows for each in opened.sections for table in each.tables)


@pytest.mark.promise("W12")
def test_a_program_uses_up_none_of_the_tries_of_the_person(house: "House") -> None:
    """Nothing counts before the copy is ready; afterwards each door has tries of its own."""
    request, door = _request(house), AskedCopyDoor(house.storage)
    ask_for_proven(house.storage, house.service)
    (copy,) = house.copies()
    for _ in range(MOST_TRIES + 1):
        with pytest.raises(PersonNotProven):
            door.fetch(house.service, request, form="json")
        with pytest.raises(NotProven):
            house.fetch(copy.id, level=Level.HANDED_OVER)
    house.work()
    for _ in range(MOST_TRIES):
        with pytest.raises(PersonNotProven):
            door.fetch(house.service, request, form="json")
    with pytest.raises(CopyTriedTooOften):
        door.fetch(house.service, request, form="json")
    assert house.fetch(copy.id).sections


@pytest.mark.promise("W12")
@pytest.mark.parametrize(
    ("kind", "proven"), [(RequestKind.COPY, False), (RequestKind.CORRECTION, True)]
)
def test_a_request_without_proof_or_for_something_else_has_no_copy(
    house: "House", kind: RequestKind, *, proven: bool
) -> None:
    """It is neither prepared nor handed out."""
    request = _request(house, kind, proven=proven)
    ask_for_proven(house.storage, house.service)
    assert house.copies() == ()
    with house.storage.work(house.service) as work, pytest.raises(RequestNotForCopy):
        whose_copy(work, request)


def test_a_request_that_was_taken_back_has_no_copy(house: "House") -> None:
    """What ended otherwise than by a copy opens none."""
    request = _request(house)
    with house.storage.work(house.service) as work:
        withdraw_request(Act(actor=OPERATOR, work=work), request, person="layla")
    with pytest.raises(RequestNotForCopy):
        AskedCopyDoor(house.storage).one(house.service, request)


def test_approved_sources_are_read_and_others_are_not(house: "House") -> None:
    """By the registry's own way in and map, and by what the person is known by."""
    text = (house.shop.parent / "map.yaml").read_text(encoding="utf-8")
    reading = from_approved(lambda _, way, mapping: SqlSource(way, mapping))

    def names() -> list[str]:
        return [each.name for each in reading(house.storage, house.service, "layla")]

    with house.storage.work(house.service) as work:
        given = GivenSource(kind=SourceKind.SQL, way=house.url, text=text)
        act = Act(actor=OPERATOR, work=work)
        added = add_source(act, lambda _, way, mapping: SqlSource(way, mapping), given)
    assert names() == []
    with house.storage.work(house.service) as work:
        approve_source(Act(actor=OPERATOR, work=work), "shop", added.version)
    (section,) = reading(house.storage, house.service, "layla")
    rows = [row for row in section.rows() if row.table == "customer"]
    assert [row.values["name"] for row in rows] == ["Layla"]


@pytest.mark.promise("A21", "A24")
def test_the_page_marks_what_is_kept_back_and_says_where_more_is(
    house: "House", monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long table is begun, and the rest is said to be in the other forms."""
    monkeypatch.setattr("amana.acts.copies.html_form.MOST_ROWS", 2)

    def many(person: str) -> Iterator[CopiedRow]:
        for number in range(5):
            values = {"byline": f"line {number}", "body": number % 2 == 0}
            yield CopiedRow(person=person, table="post", values=values)

    house.more["warehouse"] = many
    page = b"".join(written(house.ready(), CopyForm.HTML, "en")).decode("utf-8")
    assert "line 1" in page
    assert "line 2" not in page
    assert "3 more rows are in the other forms of this copy." in page
    assert "(kept back: it speaks of somebody else)" in page
    assert ">yes<" in page
    assert re.search(r">\d{4}-\d\d-\d\d \d\d:\d\d UTC<", page)
    assert "Nothing is held here:" in page


def test_sources_that_changed_between_two_tries_are_read_anew(house: "House") -> None:
    """A place that came in between moves the others: from there on all is read again."""
    failing = [True]

    def away(person: str) -> Iterator[CopiedRow]:
        yield CopiedRow(person=person, table="post", values={"byline": "x", "body": "y"})
        if failing:
            raise NotFound(what="source")

    house.more["warehouse"] = away
    asked = house.ask()
    house.work()
    assert not house.copies()[0].ready
    failing.clear()
    house.more["depot"] = house.more["warehouse"]
    with house.storage.work(house.service) as work:
        work.jobs.defer("make_copy", key=asked.id, copy=asked.id)
        work.over()
    house.work()
    sections = [each.id for each in house.fetch(asked.id).sections]
    assert sections == ["about", "amana", "depot", "shop", "warehouse"]
