"""An erasure that nobody made a request for reaches the sources all the same."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.certificate import Certificate
from amana.acts.certifying.certify import certify
from amana.acts.certifying.elsewhere import elsewhere
from amana.acts.doors.application import ApplicationDoor
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.erase_everywhere import erase_everywhere
from amana.acts.requests.fee import quote_fee
from amana.acts.requests.watching import watch_requests
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.certificate.statement import NotAllDone
from amana.domain.request.states import State
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import Erased
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings
from amana.sources.errors import SourceUnreachable
from amana.sources.protocol import Foresee, nobody_is_told
from amana.sources.sql_source import SqlSource
from amana.storage.roles import role_of

MAP = """\
amana: 1
service: {service}
source: crm
tables:
  customer:
    erase: delete
    person: {{own: id}}
  bill:
    erase: change
    via: {{customer: {{table: customer, on: {{customer_id: id}}, clear: true}}}}
    columns:
      ship: {{is: email, erase: keep, reason: Tax law, until: P10Y}}
"""
OPEN = open_source(Settings())
BUYER = "p"


class Crm:
    """A file with two customers, one with a bill that is kept, as a source of the service."""

    def __init__(self, house: Any, file: Path) -> None:  # noqa: ANN401 - the fixture's
        """Make the file, and approve its map."""
        self.house, self.file = house, file
        with closing(sqlite3.connect(file)) as opened, opened:
            opened.executescript(
                "create table customer (id text primary key);"
                "create table bill (id integer primary key, ship text,"
                " customer_id text references customer);"
                "insert into customer values ('p'), ('q'), ('r');"
                "insert into bill values (1, 'P', 'p');"
            )
        with house.storage.work(house.service) as work:
            text = MAP.format(service=house.service)
            given = GivenSource(text=text, way=f"sqlite:///{file}")
            added = add_source(Act(actor=OPERATOR, work=work), OPEN, given)
        approve(house.storage, house.service, OPEN, "crm", added.version, actor=OPERATOR)

    def customers(self) -> list[str]:
        """Return who stands in the source."""
        with closing(sqlite3.connect(self.file)) as opened:
            return [name for (name,) in opened.execute("select id from customer order by id")]

    def erase(self, person: str) -> Certificate:
        """Erase somebody without a request, as their application does."""
        return ApplicationDoor(self.house.storage).erase(self.house.service, person=person)

    def carry(self, opening: Any = OPEN) -> None:  # noqa: ANN401 - an OpenSource
        """Do what is due."""
        carry_all(self.house.storage, self.house.service, opening)

    def again(self, request: UUID) -> None:
        """Let what waits be due now."""
        with self.house.storage.work(self.house.service) as work:
            assert work.parts.again(request, "crm")
            work.over()

    def state(self, request: UUID | None) -> State:
        """Return where a request stands."""
        assert request is not None
        state: State = self.house.row(request).state
        return state

    def certify(self, erasure: UUID) -> UUID | None:
        """Certify an erasure once its entries are on the ledger."""
        house = self.house
        return certify(house.storage, house.service, erasure, elsewhere=elsewhere)


@pytest.fixture
def crm(house: Any, tmp_path: Path) -> Crm:  # noqa: ANN401 - the fixture's
    """Give a service with a source."""
    return Crm(house, tmp_path / "crm.db")


@pytest.mark.promise("A23")
def test_who_is_erased_without_a_request_is_erased_from_the_sources(crm: Crm) -> None:
    """It is carried by a request of its own, and certified only when the source is done."""
    crm.house.meet("q")
    certificate = crm.erase("q")
    assert crm.state(certificate.request) is State.WAITING_FOR_SOURCES
    assert crm.customers() == ["p", "q", "r"]
    with pytest.raises(NotAllDone):
        crm.certify(certificate.erasure)
    crm.carry()
    assert crm.customers() == ["p", "r"]
    assert crm.state(certificate.request) is State.DONE
    again = crm.erase("q")
    assert (again.erasure, again.request) == (certificate.erasure, certificate.request)


def test_who_is_known_to_a_source_alone_is_erased_there(crm: Crm) -> None:
    """That nothing is held here says nothing of the source."""
    certificate = crm.erase("r")
    crm.carry()
    assert crm.customers() == ["p", "q"]
    assert crm.state(certificate.request) is State.DONE


def test_an_erasure_that_was_asked_for_is_taken_up(crm: Crm) -> None:
    """What was received, proven or waits for a fee becomes the request that is carried out."""
    crm.house.meet("q", "r")
    proven = crm.house.ask(RequestKind.ERASURE, proven=True, person="q").request
    fee = crm.house.ask(RequestKind.ERASURE, proven=True, person="r").request
    with crm.house.storage.work(crm.house.service) as work:
        quote_fee(Act(actor=OPERATOR, work=work), fee, amount=100, currency="QAR", excessive=True)
    assert crm.erase("q").request == proven
    assert crm.erase("r").request == fee
    crm.carry()
    assert crm.customers() == ["p"]
    assert (crm.state(proven), crm.state(fee)) == (State.DONE, State.DONE)


def test_another_proven_erasure_of_theirs_is_carried_too(crm: Crm) -> None:
    """Asked for twice in other words, both end by what the source did, and neither is skipped."""
    crm.house.meet("q")
    first = crm.house.ask(RequestKind.ERASURE, proven=True, person="q").request
    second = crm.house.ask(RequestKind.ERASURE, proven=True, person="q", about="everything").request
    with crm.house.storage.work(crm.house.service) as work:
        begin(Act(actor=OPERATOR, work=work), second)
    house = crm.house
    carry_out_erasure(house.storage, house.service, second, person="q", actor=OPERATOR)
    watch_requests(house.storage, house.service)
    assert crm.state(first) is State.WAITING_FOR_SOURCES
    crm.carry()
    assert crm.customers() == ["p", "r"]
    assert (crm.state(first), crm.state(second)) == (State.DONE, State.DONE)


def test_a_kill_before_our_own_records_is_taken_up(crm: Crm) -> None:
    """Begun and never erased, the scheduled task goes on with it; asked again it is the same."""
    crm.house.meet("q")
    house = crm.house
    request = house.ask(RequestKind.ERASURE, proven=True, person="q").request
    with house.storage.work(house.service) as work:
        begin(Act(actor=OPERATOR, work=work), request)
    asked = erase_everywhere(house.storage, house.service, person="q", actor=OPERATOR)
    assert asked.request == request
    crm.carry()
    assert crm.state(request) is State.DONE


def _until_both_wait(house: Any) -> None:  # noqa: ANN401 - the fixture's
    """Wait until two of the service's transactions wait for a row."""
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:
        with house.storage.administration() as connection:
            (row,) = connection.execute(
                "select count(*) from pg_stat_activity"
                " where usename = %s and wait_event_type = 'Lock'",
                [role_of(house.service)],
            ).fetchall()
        if row["count"] == 2:
            return
        time.sleep(0.02)
    pytest.fail("the two never met")


@pytest.mark.promise("A23")
@pytest.mark.parametrize("other", ["q", "r"])
def test_two_who_erase_the_same_at_once_get_the_same(crm: Crm, other: str) -> None:
    """Neither waits in a circle for the other, by one id or by two of the same person."""
    house = crm.house
    house.meet("q", "r")
    with house.storage.work(house.service) as work:
        keys = [work.sealer.person_key(each) for each in ("q", "r")]
        work.persons.join(*keys, entry=work.name_entry())
        work.over()
    with ThreadPoolExecutor(2) as pool:
        with house.storage.administration() as held:
            held.execute(
                "select 1 from amana.person where service = %s and person_key = any(%s) for update",
                [house.service, keys],
            )
            asked = [pool.submit(crm.erase, each) for each in ("q", other)]
            _until_both_wait(house)
        one, two = (each.result(timeout=30) for each in asked)
    assert one.request == two.request
    assert {one.closed_at, two.closed_at} != {None}
    crm.carry()
    assert crm.state(one.request) is State.DONE
    with house.storage.reading(house.service) as view:
        assert view.parts.of(one.request)


class _Killed(SqlSource):
    """A source whose erasure is done, while nobody hears so any more."""

    def erase(self, persons: Any, *, foresee: Foresee = nobody_is_told) -> Erased:  # noqa: ANN401
        """Erase, and say nothing of it."""
        super().erase(persons, foresee=foresee)
        raise SourceUnreachable


def _dying(_kind: SourceKind, way: str, mapping: SourceMap) -> SqlSource:
    return _Killed(way, mapping)


def test_what_stays_is_known_after_a_kill_between_the_commits(crm: Crm) -> None:
    """The way to what stays is cleared by then: what was foreseen ends the request in part."""
    request = crm.erase(BUYER).request
    assert request is not None
    crm.carry(_dying)
    assert crm.customers() == ["q", "r"]
    crm.again(request)
    crm.carry()
    assert crm.state(request) is State.PARTLY_DONE
    with crm.house.storage.reading(crm.house.service) as view:
        (part,) = view.parts.of(request)
    assert part.kept == [{"table": "bill", "rows": 1, "reason": "Tax law", "until": "P10Y"}]
