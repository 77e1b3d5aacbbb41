"""A source that is stopped: the copy is made of the others, and the whole one follows."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import sqlalchemy as sa
from jsonschema import Draft202012Validator

from amana.acts.act import OPERATOR, Act
from amana.acts.copies.asking import ask_for_proven
from amana.acts.copies.forms import CopyForm, written
from amana.acts.copies.from_sources import from_approved
from amana.acts.copies.making import making_copies
from amana.acts.copies.rest import JOB
from amana.acts.doors.copies import AskedCopyDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.identity.sign_in import Shown, note_pass
from amana.acts.jobs import do_jobs
from amana.acts.requests.list_requests import list_requests, own_requests, show_request
from amana.acts.requests.receive import Asking
from amana.acts.sources.registry import GivenSource, add_source, approve_source
from amana.domain.person.level import CheckedBy, Level
from amana.domain.request.states import State
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.sources.sql_source import SqlSource
from amana.storage import EmbeddedServer
from amana.storage.errors import KeyMissing

if TYPE_CHECKING:
    from uuid import UUID

    from tests.integration.acts.copies.conftest import House

    from amana.domain.source.model import SourceMap

SCHEMA = Path(__file__).parents[4] / "spec" / "copy.schema.json"
CRM = """\
amana: 1
service: {service}
source: crm
approved: true
tables:
  contact:
    erase: delete
    person: {{email: email}}
    columns:
      email: {{is: email, type: email}}
      name: {{is: name}}
"""


class Crm:
    """A PostgreSQL of its own, which is stopped and started."""

    def __init__(self, folder: Path) -> None:
        """Start it, and fill it."""
        self.folder = folder
        self.start()
        self.url = sa.URL.create(
            "postgresql",
            username=self.address.user,
            password=self.address.password,
            database="postgres",
            query={"host": self.address.host},
        ).render_as_string(hide_password=False)
        with psycopg.connect(
            self.address.conninfo(database="postgres"), autocommit=True
        ) as connection:
            connection.execute("create table contact (id int primary key, email text, name text)")
            connection.execute("insert into contact values (1, 'layla@people.example', 'Layla C')")

    def start(self) -> None:
        """Start it."""
        self.server = EmbeddedServer(self.folder, durable=False)
        self.address = self.server.start()

    def stop(self) -> None:
        """Stop it."""
        self.server.stop()


@pytest.fixture
def crm(place: Path, service: str) -> Iterator[Crm]:
    """Run a database that is not ours, beside the shop."""
    found = Crm(place / f"crm-{service}")
    yield found
    found.stop()
    shutil.rmtree(found.folder, ignore_errors=True)


def _connect(house: "House", crm: Crm) -> None:
    texts = {
        "shop": (house.url, (house.shop.parent / "map.yaml").read_text(encoding="utf-8")),
        "crm": (crm.url, CRM.format(service=house.service)),
    }
    for name, (url, text) in texts.items():
        given = GivenSource(kind=SourceKind.SQL, way=url, text=text)
        with house.storage.work(house.service) as work:
            act = Act(actor=OPERATOR, work=work)
            added = add_source(act, lambda _, way, mapping: SqlSource(way, mapping), given)
        with house.storage.work(house.service) as work:
            approve_source(Act(actor=OPERATOR, work=work), name, added.version)


def _work(house: "House", *, patience: timedelta = timedelta(0)) -> None:
    reading = from_approved(lambda _, way, mapping: SqlSource(way, mapping))
    handler = making_copies(reading, patience=patience)
    do_jobs(house.storage, {JOB: handler}, worker=house.worker)


def _again(house: "House") -> None:
    """Have the copies that are to be made looked at now, and not when their jobs are due."""
    with house.storage.work(house.service) as work:
        for each in house.copies():
            if not each.ready:
                work.jobs.discard(JOB, each.id)
                work.jobs.defer(JOB, key=each.id, copy=each.id)
        work.over()


def _request(house: "House") -> "UUID":
    asking = Asking(
        kind=RequestKind.COPY, door=RequestDoor.API, person="layla", proven_by="one_time_code"
    )
    found = AskedDoor(house.storage).receive(house.service, asking).request
    with house.storage.work(house.service) as work:
        note_pass(work, "layla", Shown(means=CheckedBy.ONE_TIME_CODE, level=Level.EMAIL))
    return found


def _state(house: "House", request: "UUID") -> State:
    with house.storage.reading(house.service) as view:
        return view.requests.one(request).state


def _json(house: "House", request: "UUID") -> dict[str, Any]:
    opened = AskedCopyDoor(house.storage).fetch(house.service, request, form="json")
    found: dict[str, Any] = json.loads(b"".join(written(opened, CopyForm.JSON, "en")))
    return found


@pytest.mark.promise("M18", "A21", "W12")
def test_a_copy_is_handed_out_without_a_stopped_source_and_the_whole_one_follows(
    house: "House", crm: Crm
) -> None:
    """What is missing is named in each form; the request ends with the whole copy alone."""
    _connect(house, crm)
    crm.stop()
    try:
        request, door = _request(house), AskedCopyDoor(house.storage)
        ask_for_proven(house.storage, house.service)
        _work(house)
        first = door.one(house.service, request)
        assert (first.ready, [each.source for each in first.missing]) == (True, ["crm"])
        document = _json(house, request)
        Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(document)
        by_id = {each["id"]: each for each in document["sections"]}
        since = first.missing[0].since.isoformat()
        assert by_id["crm"]["missing"] == {"since": since, "follows": True}
        assert by_id["crm"]["tables"] == []
        assert [each["id"] for each in by_id["shop"]["tables"] if each["rows"]]
        opened = door.fetch(house.service, request, form="csv")
        packed = zipfile.ZipFile(io.BytesIO(b"".join(written(opened, CopyForm.CSV, "en"))))
        (row,) = csv.DictReader(io.StringIO(packed.read("missing.csv").decode("utf-8-sig")))
        assert row == {"source": "crm", "since": since, "follows": "true"}
        page = b"".join(written(opened, CopyForm.HTML, "ar")).decode()
        assert "لا تحوي هذه النسخة كل شيء" in page
        assert "تعذّرت قراءته منذ" in page
        assert _state(house, request) is State.PROVEN
        with house.storage.reading(house.service) as view:
            (own,) = own_requests(view, person="layla")
        with house.storage.work(house.service) as work:
            desk = show_request(Act(actor=OPERATOR, work=work), request)
        assert [each.source for each in own.missing] == ["crm"]
        assert [(each.source, each.fault) for each in desk.missing] == [
            ("crm", "source.unreachable")
        ]
        ask_for_proven(house.storage, house.service)
        _again(house)
        _work(house)
        waiting, _ = house.copies()
        assert (waiting.ready, waiting.missing[0].since) == (False, first.missing[0].since)
    finally:
        crm.start()
    _again(house)
    _work(house)
    whole = door.one(house.service, request)
    assert (whole.ready, whole.missing) == (True, ())
    assert whole.id != first.id
    assert len(house.copies()) == 2
    rows = {each["id"]: each for each in _json(house, request)["sections"]}["crm"]
    assert rows["tables"][0]["rows"][0]["values"]["name"] == "Layla C"
    assert _state(house, request) is State.DONE


def test_the_queue_says_what_keeps_open_requests_alone(house: "House", crm: Crm) -> None:
    """A copy that nobody's request waits for keeps none; a program's list does not look."""
    _connect(house, crm)
    crm.stop()
    try:
        house.ask()
        _work(house)
        with house.storage.reading(house.service) as view:
            assert list_requests(view, at_desk=True).faults == ()
        request = _request(house)
        with house.storage.work(house.service) as work:
            for each in house.copies():
                work.jobs.discard(JOB, each.id)
            work.over()
        ask_for_proven(house.storage, house.service)
        _work(house)
        with house.storage.reading(house.service) as view:
            kept = list_requests(view, at_desk=True)
            assert [each.id for each in kept.requests] == [request]
            assert kept.faults == (("crm", "source.unreachable"),)
            assert list_requests(view).faults == ()
    finally:
        crm.start()


def test_a_source_that_is_away_for_a_moment_is_waited_for(house: "House", crm: Crm) -> None:
    """Nothing is handed out without it; once it is back the one copy is whole."""
    _connect(house, crm)
    crm.stop()
    try:
        house.ask()
        _work(house, patience=timedelta(minutes=10))
        (waiting,) = house.copies()
        assert not waiting.ready
    finally:
        crm.start()
    _again(house)
    _work(house, patience=timedelta(minutes=10))
    (whole,) = house.copies()
    assert (whole.ready, whole.missing) == (True, ())


def test_who_asked_is_told_that_not_everything_is_in_it(house: "House", crm: Crm) -> None:
    """A notice with the first copy, and one with the whole."""
    _connect(house, crm)
    crm.stop()
    try:
        house.ask()
        _work(house)
    finally:
        crm.start()
    _again(house)
    _work(house)
    with house.storage.work(house.service) as work:
        subjects = {(each.content or {}).get("subject") for each in work.outbox.claim(limit=50)}
    assert "The copy of your data is ready" in subjects
    assert "A part of the copy of your data is ready" in subjects


@pytest.mark.promise("M18")
def test_a_way_in_that_does_not_open_is_a_fault_of_its_source(
    house: "House", crm: Crm, thief: psycopg.Connection
) -> None:
    """The copy is made of the others and names it; the whole one follows once it is mended."""
    _connect(house, crm)
    ways = "update source set way = %s where service = %s and name = 'crm'"
    kept = thief.execute(
        "select way from source where service = %s and name = 'crm'", [house.service]
    ).fetchone()
    assert kept is not None
    thief.execute(ways, [kept[0][:-1] + bytes([kept[0][-1] ^ 1]), house.service])
    request = _request(house)
    ask_for_proven(house.storage, house.service)
    _work(house)
    first = AskedCopyDoor(house.storage).one(house.service, request)
    missing = [(each.source, each.fault) for each in first.missing]
    assert (first.ready, missing) == (True, [("crm", "storage.cannot_open")])
    thief.execute(ways, [kept[0], house.service])
    _again(house)
    _work(house)
    whole = AskedCopyDoor(house.storage).one(house.service, request)
    assert (whole.ready, whole.missing) == (True, ())


@pytest.mark.promise("M18")
def test_a_key_that_a_source_misses_ends_no_copy_silently(
    house: "House", crm: Crm, caplog: pytest.LogCaptureFixture
) -> None:
    """The job comes again, as for any other fault, until patience is over."""
    _connect(house, crm)

    def without(_: SourceKind, way: str, mapping: "SourceMap") -> SqlSource:
        if mapping.source == "crm":
            raise KeyMissing(service=house.service)
        return SqlSource(way, mapping)

    request, reading = _request(house), from_approved(without)
    ask_for_proven(house.storage, house.service)
    for patience, ready in ((timedelta(minutes=10), False), (timedelta(0), True)):
        do_jobs(
            house.storage, {JOB: making_copies(reading, patience=patience)}, worker=house.worker
        )
        (first, *_) = reversed(house.copies())
        assert (first.ready, [each.fault for each in first.missing]) == (
            ready,
            ["storage.key_missing"],
        )
        # The job came back into the queue; it was not taken off as one of a person who is gone.
        assert ("attempt 1: storage.key_missing" in caplog.text) is not ready
        caplog.clear()
        _again(house)
    assert _state(house, request) is State.PROVEN
