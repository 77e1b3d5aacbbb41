"""What goes wrong for one part holds up no other, and is told apart from a source that is away."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
import pytest
from carried import carry_all

from amana.acts.act import OPERATOR
from amana.acts.holding.holds import lift_hold
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.parts import retry_part
from amana.acts.requests.sought import note_categories
from amana.acts.sources.registry import GivenSource, add_source, approve_source
from amana.assembly.sources import open_source
from amana.domain.request.carrying import SOME_TRIES, PartState
from amana.domain.request.states import State
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings
from amana.storage.request_parts import PartRow

if TYPE_CHECKING:
    from tests.integration.acts.requests.crm.conftest import Crm

    from amana.storage.address import ServerAddress

OPEN = open_source(Settings())
SERVICE = """\
amana: 1
service: {service}
source: club
tables:
  member:
    erase: delete
    person: {{own: id}}
    columns: {{email: {{is: email, type: email}}}}
"""
SECRET = "whsec_" + "A" * 43 + "="


@pytest.fixture
def owner(server: "ServerAddress") -> Iterator[psycopg.Connection]:
    """Connect as who owns our own database."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        yield connection


def _part(crm: "Crm", request: UUID, source: str = "crm") -> PartRow:
    with crm.house.storage.reading(crm.house.service) as view:
        parts: dict[str, PartRow] = {each.source: each for each in view.parts.of(request)}
    return parts[source]


def _carry(crm: "Crm") -> int:
    return carry_all(crm.house.storage, crm.house.service, OPEN)


def test_outages_use_up_no_tries(crm: "Crm", owner: psycopg.Connection) -> None:
    """Away for longer than a fault is tried, the source's first fault afterwards is tried again."""
    away = crm.file.rename(crm.folder / "gone.db")
    request = crm.erase()
    for _ in range(SOME_TRIES):
        owner.execute(
            "update amana.request_part set due_at = now() - interval '1 s' where request = %s",
            [request],
        )
        assert _carry(crm) == 1
    part = _part(crm, request)
    assert (part.attempts, part.outages) == (0, SOME_TRIES + 1)
    assert part.state is PartState.WAITING
    away.rename(crm.file)
    crm.run("create trigger no before delete on visit begin select raise(abort, 'no'); end")
    owner.execute(
        "update amana.request_part set due_at = now() - interval '1 s' where request = %s",
        [request],
    )
    _carry(crm)
    part = _part(crm, request)
    assert (part.state, part.attempts, part.outages) == (PartState.WAITING, 1, 0)
    assert part.fault == "source.failed"


def test_a_seal_that_does_not_open_holds_up_nobody_else(
    crm: "Crm", owner: psycopg.Connection
) -> None:
    """What was tampered with, seal or key, and what lacks its key are faults; the last is done."""
    house = crm.house
    house.meet("q", "r", "s")
    requests: list[UUID] = []
    for person in ("p", "q", "s", "r"):
        request = house.ask(RequestKind.ERASURE, proven=True, person=person).request
        who = crm.do(begin, request)
        carry_out_erasure(house.storage, house.service, request, person=who, actor=OPERATOR)
        requests.append(request)
    owner.execute(
        "update amana.request_sought set sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)"
        " where request = %s",
        [requests[0]],
    )
    with house.storage.reading(house.service) as view:
        marks = [view.parts.mark(request) for request in requests[1:3]]
    house.storage.person_keys.destroy(house.service, marks)
    with house.storage.keys.transaction() as keys:
        epoch = keys.rows("keys", "current", service=house.service)[0]["number"]
        spoilt = {"service": house.service, "person_key": marks[1], "epoch": epoch}
        assert keys.change("keys", "put", wrapped=bytes(61), **spoilt) == 1
        keys.end(commit=True)
    assert _carry(crm) == len(requests)
    parts = [_part(crm, each) for each in requests]
    assert [(each.state, each.fault) for each in parts] == [
        (PartState.FAILED, "storage.record_seal_broken"),
        (PartState.FAILED, "storage.key_missing"),
        (PartState.WAITING, "storage.cannot_unwrap"),
        (PartState.DONE, None),
    ]
    owner.execute(
        "update amana.request_part set due_at = now() + interval '1 h' where request = %s",
        [requests[2]],
    )
    assert _carry(crm) == 0


@pytest.mark.promise("A24")
@pytest.mark.parametrize("scope", [{"source": "club"}, {"source": "club", "table": "member"}])
def test_what_is_held_in_a_service_is_not_asked_to_be_erased(
    crm: "Crm", scope: dict[str, str]
) -> None:
    """The part says why, and a person has to look; once the hold is lifted the service is asked."""
    text = SERVICE.format(service=crm.house.service)
    way = json.dumps({"url": "https://127.0.0.1:9/", "secret": SECRET})
    added = crm.do(add_source, OPEN, GivenSource(text=text, kind=SourceKind.HTTP, way=way))
    crm.do(approve_source, "club", added.version)
    hold = crm.hold(**scope)
    request = crm.erase()
    part = _part(crm, request, "club")
    assert (part.state, part.fault) == (PartState.FAILED, "requests.held_in_service")
    assert crm.house.row(request).state is State.WAITING_FOR_SOURCES
    crm.do(lift_hold, hold, reason="Case closed")
    crm.do(retry_part, request, "club")
    _carry(crm)
    part = _part(crm, request, "club")
    assert (part.state, part.fault) == (PartState.FAILED, "channel.forbidden_place")


@pytest.mark.promise("A24")
@pytest.mark.parametrize(
    ("scope", "fault"),
    [
        ({"category": "email"}, "requests.held_in_service"),
        ({"table": "member"}, "requests.held_in_service"),
        ({"table": "badge"}, "channel.forbidden_place"),
    ],
)
def test_a_service_is_asked_for_an_erasure_in_part_only_of_what_is_not_held(
    crm: "Crm", scope: dict[str, str], fault: str
) -> None:
    """A hold on what it would not touch leaves it to be asked."""
    badge = "  badge: {erase: delete, person: {own: id}, plain: [text]}\n"
    text = SERVICE.format(service=crm.house.service) + badge
    way = json.dumps({"url": "https://127.0.0.1:9/", "secret": SECRET})
    added = crm.do(add_source, OPEN, GivenSource(text=text, kind=SourceKind.HTTP, way=way))
    crm.do(approve_source, "club", added.version)
    crm.hold(source="club", **scope)
    request = crm.house.ask(RequestKind.PART_ERASURE, proven=True).request
    crm.do(note_categories, request, ["email"])
    crm.do(begin, request)
    _carry(crm)
    part = _part(crm, request, "club")
    assert (part.state, part.fault) == (PartState.FAILED, fault)
