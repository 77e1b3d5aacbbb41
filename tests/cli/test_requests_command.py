"""Requests as whoever runs Amana meets them on the command line."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from carried import carry_all

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.copies.making import making_copies
from amana.acts.copies.rest import JOB
from amana.acts.copies.sections import NOWHERE
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.found_service import found_service
from amana.acts.jobs import do_jobs, leave, stay_alive
from amana.acts.requests.carrying import carry_parts
from amana.acts.requests.prove import prove_request
from amana.acts.requests.receive import Asking
from amana.acts.sources.errors import SourceStillAsked
from amana.acts.sources.registry import GivenSource, add_source, approve, remove_source
from amana.assembly import prepared
from amana.assembly.sources import open_source
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.cli.requests import Why
from amana.domain.policy.parse import parse
from amana.domain.request.states import State
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import (
    ExtensionReason,
    RefusalReason,
    RequestDoor,
    RequestKind,
)
from amana.settings import Settings
from amana.storage import Storage

SERVICE = "store"
POLICY = """\
amana: 1
service: store
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [saudi]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
promises:
  P1: {collect: [email], at: [registration], for: [orders]}
"""
MAP = """\
amana: 1
service: store
source: crm
tables:
  customer:
    erase: delete
    person: {own: id}
    columns: {email: {is: email, type: email}}
"""
Amana = Callable[..., str]


@pytest.fixture(scope="module")
def data(place: Path) -> Path:
    """Return the data folder of an installation of its own."""
    return place / "requests-command"


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Storage]:
    """Run its database, with a service that somebody asks."""
    with prepared(Settings(data=data)) as made:
        found_service(made.storage, parse(POLICY, texts={}), source=POLICY, texts={})
        ApplicationDoor(made.storage).accept(
            SERVICE, person="p-1", version=1, how=Acceptance.EXPLICIT, language="ar"
        )
        yield made.storage


@pytest.fixture
def amana(running: Storage, data: Path, capsys: pytest.CaptureFixture[str]) -> Amana:
    """Return what runs a command beside it and gives what it printed."""
    assert running.services()

    def ran(*words: str, code: int = Exit.OK) -> str:
        line = ["requests", *words, "--service", SERVICE, "--data", str(data)]
        assert run(line) == code
        said = capsys.readouterr()
        return said.out + said.err

    return ran


def test_a_request_is_listed_shown_extended_and_refused(running: Storage, amana: Amana) -> None:
    """By deadline, in words and as JSON; whose it is, and what they said, is never printed."""
    assert "There are no requests" in amana("list", "--state", "withdrawn")
    asked = Asking(kind=RequestKind.COPY, door=RequestDoor.API, person="p-1", about="my own words")
    request = str(AskedDoor(running).receive(SERVICE, asked).request)
    found = {it["request"]: it for it in json.loads(amana("list", "--format", "json"))["requests"]}
    listed = found[request]
    assert (listed["state"], listed["certain"]) == ("received", True)
    shown = amana("show", request)
    assert "Implementing Regulation 3" in shown
    assert "Saudi Data and Artificial Intelligence Authority" in shown
    assert "extended" in amana("extend", request, "--reason", "complex")
    longer = json.loads(amana("show", request, "--format", "json"))
    assert longer["safe_until"] > listed["safe_until"]
    assert "refused" in amana("refuse", request, "--reason", "unfounded")
    assert request not in amana("list")
    ended = amana("list", "--all") + amana("list", "--state", "refused")
    assert ended.count(request) == 2
    assert "p-1" not in shown + ended
    assert "my own words" not in shown + ended


def test_a_list_that_goes_on_says_where(
    running: Storage, amana: Amana, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words and as JSON; the cursor leads to the rest, and one of elsewhere is refused."""
    monkeypatch.setattr("amana.cli.requests._MOST", 1)
    door = AskedDoor(running)
    for about in ("this", "that"):
        asking = Asking(
            kind=RequestKind.CORRECTION, door=RequestDoor.API, person="p-1", about=about
        )
        door.receive(SERVICE, asking)
    seen: list[str] = []
    cursor: str | None = None
    while cursor is not None or not seen:
        more = () if cursor is None else ("--cursor", cursor)
        page = json.loads(amana("list", *more, "--format", "json"))
        said = amana("list", *more)
        seen += [each["request"] for each in page["requests"]]
        cursor = page["next"]
        assert ("There are more. Go on with --cursor" in said) == (cursor is not None)
    assert len(seen) == len(set(seen)) >= 2
    assert amana("list", "--cursor", "x" * 43, code=Exit.MALFORMED)


def test_the_command_knows_every_reason_and_no_other() -> None:
    """Those of refusals and those of extensions, in one list."""
    offered = [each.value for each in Why]
    assert sorted(offered) == sorted([*map(str, RefusalReason), *map(str, ExtensionReason)])


def test_what_is_asked_wrongly_is_said(amana: Amana) -> None:
    """Without a request, with one that is not there, and with a reason for something else."""
    nobody = "00000000-0000-7000-8000-000000000000"
    assert "needs the id" in amana("show", code=Exit.MALFORMED)
    assert amana("show", nobody, code=Exit.REFUSED)
    assert "reasons of their own" in amana(
        "refuse", nobody, "--reason", "many", code=Exit.MALFORMED
    )
    assert "reasons of their own" in amana(
        "extend", nobody, "--reason", "unfounded", code=Exit.MALFORMED
    )


def test_a_holiday_that_was_announced_is_noted(running: Storage, amana: Amana) -> None:
    """By country and day; without a day, or in a country of nowhere, nothing is."""
    assert "noted" in amana("day", "--country", "sa", "--date", "2027-03-09")
    assert "noted" in amana("day", "--country", "SA", "--date", "2027-03-10", "--works")
    with running.reading(SERVICE) as view:
        assert view.requests.days("SA") == {date(2027, 3, 9): True, date(2027, 3, 10): False}
    assert amana("day", "--country", "SA", code=Exit.MALFORMED)
    assert "not known" in amana(
        "day", "--country", "XX", "--date", "2027-03-09", code=Exit.MALFORMED
    )


def test_a_request_is_planned_approved_and_followed_to_its_end(
    running: Storage, amana: Amana
) -> None:
    """Each says the same in words and as JSON; nothing of it says whose; an end is followed."""
    person = "p-9"
    ApplicationDoor(running).accept(
        SERVICE, person=person, version=1, how=Acceptance.EXPLICIT, language="ar"
    )
    asked = Asking(
        kind=RequestKind.ERASURE, door=RequestDoor.API, person=person, proven_by="signed_in"
    )
    request = str(AskedDoor(running).receive(SERVICE, asked).request)
    assert "Nothing in the sources" in amana("plan", request)
    planned = json.loads(amana("progress", request, "--format", "json"))
    assert (planned["state"], planned["parts"], planned["over"]) == ("proven", [], False)
    approved = amana("approve", request)
    assert "done" in approved
    followed = json.loads(amana("progress", request, "--follow", "--format", "json"))
    assert followed["over"] is True
    assert person not in approved + json.dumps(followed)
    assert amana("plan", request, code=Exit.REFUSED)
    assert amana("progress", code=Exit.MALFORMED)


def test_what_waits_in_a_source_is_tried_again_or_given_up(
    running: Storage, amana: Amana, tmp_path: Path
) -> None:
    """Who removes the source is told the requests; given up it ends in part, and goes."""
    (tmp_path / "crm.db").touch()
    given = GivenSource(text=MAP, way=f"sqlite:///{tmp_path / 'crm.db'}")
    opens = open_source(Settings())
    with running.work(SERVICE) as work:
        add_source(Act(actor=OPERATOR, work=work), opens, given)
    asked = Asking(
        kind=RequestKind.RESTRICTION, door=RequestDoor.API, person="p-1", proven_by="signed_in"
    )
    request = str(AskedDoor(running).receive(SERVICE, asked).request)
    amana("approve", request)
    carry_all(running, SERVICE, opens)
    fault = json.loads(amana("progress", request, "--format", "json"))["parts"][0]["fault"]
    assert fault
    for narrowed, found in (
        (("--source", "crm", "--fault", fault), [request]),
        (("--source", "till"), []),
        (("--source", "crm", "--fault", "source.too_slow"), []),
    ):
        listed = json.loads(amana("list", *narrowed, "--format", "json"))["requests"]
        assert [each["request"] for each in listed] == found
    with running.work(SERVICE) as work, pytest.raises(SourceStillAsked) as caught:
        remove_source(Act(actor=OPERATOR, work=work), "crm")
    assert caught.value.fields["requests"] == request
    assert amana("retry", request, code=Exit.USAGE)
    assert amana("retry", request, "--source", "till", code=Exit.REFUSED)
    assert "waiting" in amana("retry", request, "--source", "crm", "--format", "json")
    carry_all(running, SERVICE, opens)
    given_up = amana("give-up", request, "--source", "crm", "--format", "json")
    assert json.loads(given_up)["parts"][0]["state"] == "given_up"
    with running.work(SERVICE) as work:
        remove_source(Act(actor=OPERATOR, work=work), "crm")


@pytest.mark.promise("A29")
def test_what_an_erasure_in_part_erases_is_noted_before_it_is_approved(
    running: Storage, amana: Amana, tmp_path: Path
) -> None:
    """Without a category, or with one that no map knows, nothing is noted and nothing begins."""
    ApplicationDoor(running).accept(
        SERVICE, person="p-5", version=1, how=Acceptance.EXPLICIT, language="ar"
    )
    file = tmp_path / "crm.db"
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("create table customer (id text primary key, email text)")
        opened.execute("insert into customer values ('p-5', 'p-5@mail.example')")
        opened.commit()
    opens = open_source(Settings())
    with running.work(SERVICE) as work:
        given = GivenSource(text=MAP, way=f"sqlite:///{file}")
        version = add_source(Act(actor=OPERATOR, work=work), opens, given).version
    approve(running, SERVICE, opens, "crm", version, actor=OPERATOR)
    asked = Asking(
        kind=RequestKind.PART_ERASURE, door=RequestDoor.API, person="p-5", proven_by="signed_in"
    )
    request = str(AskedDoor(running).receive(SERVICE, asked).request)
    assert amana("approve", request, code=Exit.REFUSED)
    assert amana("note", request, code=Exit.MALFORMED)
    assert amana("note", request, "--category", "post", code=Exit.MALFORMED)
    noted = json.loads(amana("note", request, "--category", "email", "--format", "json"))
    assert noted["state"] == "proven"
    amana("approve", request)
    carry_parts(running, SERVICE, opens, source="crm", job=uuid4())
    assert json.loads(amana("progress", request, "--format", "json"))["state"] == "done"
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("select count(*) from customer").fetchone() == (0,)
    with running.work(SERVICE) as work:
        remove_source(Act(actor=OPERATOR, work=work), "crm")


def test_a_look_that_is_stopped_stops_nothing_else(
    running: Storage, amana: Amana, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends the look in order, and says that the request goes on."""
    asked = Asking(kind=RequestKind.RESTRICTION, door=RequestDoor.API, person="p-1")
    request = str(AskedDoor(running).receive(SERVICE, asked).request)

    def pressed(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", pressed)
    assert "The request goes on" in amana("progress", request, "--follow")
    assert json.loads(amana("progress", request, "--format", "json"))["state"] == "received"


@pytest.mark.promise("M18")
def test_a_copy_is_written_for_who_proved_who_they_are_and_never_over_a_file(
    running: Storage, amana: Amana, tmp_path: Path
) -> None:
    """First it is prepared, then written for its owner alone; without proof there is none."""
    ApplicationDoor(running).accept(
        SERVICE, person="p-2", version=1, how=Acceptance.EXPLICIT, language="ar"
    )
    asked = Asking(kind=RequestKind.COPY, door=RequestDoor.ORAL, person="p-2", about="a copy")
    request = AskedDoor(running).receive(SERVICE, asked).request
    out = tmp_path / "copy.json"
    command = ("copy", str(request), "--out", str(out))
    assert "is not proven" in amana(*command, code=Exit.REFUSED)
    with running.work(SERVICE) as work:
        means = IdentityMeans.SIGNED_IN
        prove_request(Act(actor=OPERATOR, work=work), request, means=means)
    assert "is asked for" in amana(*command)
    assert not out.exists()
    worker = uuid4()
    stay_alive(running, worker)
    do_jobs(running, {JOB: making_copies(NOWHERE)}, worker=worker)
    leave(running, worker)
    assert "is written" in amana(*command)
    assert json.loads(out.read_text(encoding="utf-8"))["service"] == SERVICE
    assert out.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["copy.json"]
    assert "new file" in amana(*command, code=Exit.REFUSED)
    with running.reading(SERVICE) as view:
        assert view.requests.one(request).state is State.DONE
