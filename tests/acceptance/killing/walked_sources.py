"""The acts on plans and sources, as the walk over the steps of all acts needs them.

The source is a file of SQLite with a customer who is the person of the walk.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.holds import AskedHoldsDoor, HoldsDoor
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.request_plans import AskedPlansDoor, RequestPlansDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.doors.sources import AskedSourcesDoor, SourcesDoor
from amana.acts.identity.sign_in import PersonComing
from amana.acts.requests.carry_out import begin
from amana.acts.requests.receive import Asking
from amana.acts.requests.sought import SourceCorrection
from amana.acts.requests.together import joint_plan
from amana.acts.sources.registry import GivenSource, add_source, approve_source
from amana.acts.staff import Staff
from amana.domain.certificate.statement import OWN
from amana.domain.source.holding import HeldScope
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource
from amana.storage import Storage
from amana.storage.identity import PersonCame

_MAP: Final = """\
amana: 1
service: {service}
source: shop
tables:
  customer:
    erase: delete
    person: {{own: id}}
    restrict: frozen
    columns:
      email: {{is: email, type: email}}
"""
_PERSON: Final = "someone"
_SHOP: Final = "shop"


class Place(Protocol):
    """Where the acts are done."""

    @property
    def storage(self) -> Storage:
        """The storage."""
        ...

    @property
    def service(self) -> str:
        """The service, with its policy in force."""
        ...

    def sign_in(self) -> Staff:
        """Sign an owner in."""
        ...


def open_sql(_kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a database by its address."""
    return SqlSource(way, mapping)


def _plans(place: Place) -> RequestPlansDoor:
    return RequestPlansDoor(place.storage, open_sql)


def _sources(place: Place) -> SourcesDoor:
    return SourcesDoor(place.storage, open_sql)


def _own(place: Place) -> AskedSourcesDoor:
    return AskedSourcesDoor(place.storage, open_sql)


def _asked(place: Place, kind: RequestKind, person: str = _PERSON) -> UUID:
    """Have somebody who is proven ask for something."""
    coming = PersonComing(came=PersonCame(browser="Firefox", address="127.0.0.0/24"), before="")
    identity = IdentityDoor(place.storage)
    ticket = identity.make_hand_over(place.service, person=person)
    identity.sign_in_by_hand_over(place.service, ticket, coming)
    asking = Asking(
        kind=kind,
        about=uuid4().hex,
        door=RequestDoor.API,
        person=person,
        proven_by="signed_in",
    )
    return AskedDoor(place.storage).receive(place.service, asking).request


def _proven(place: Place) -> tuple[Staff, UUID]:
    return place.sign_in(), _asked(place, RequestKind.COMPLAINT)


def _seen(place: Place) -> tuple[Staff, UUID, str]:
    staff, request = _proven(place)
    with place.storage.reading(place.service) as view:
        (chosen,) = joint_plan(view, [request]).chosen
    return staff, request, chosen.mark


def _noted(place: Place) -> tuple[Path, int]:
    """Note a source, or its next map; nobody has approved it."""
    file = Path(tempfile.mkdtemp(prefix="amana-test-walk-")) / "shop.db"
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("create table customer (id text primary key, email text, frozen integer)")
        opened.commit()
    with place.storage.work(place.service) as work:
        given = GivenSource(text=_MAP.format(service=place.service), way=f"sqlite:///{file}")
        added = add_source(Act(actor=OPERATOR, work=work), open_sql, given)
    return file, added.version


def _added(place: Place) -> tuple[Staff, int]:
    return place.sign_in(), _noted(place)[1]


def _failed(place: Place) -> tuple[Staff, UUID]:
    """Have a request that failed in a source, whose table is not there any more."""
    file, version = _noted(place)
    with place.storage.work(place.service) as work:
        approve_source(Act(actor=OPERATOR, work=work), _SHOP, version)
    request = _asked(place, RequestKind.RESTRICTION)
    with place.storage.work(place.service) as work:
        begin(Act(actor=OPERATOR, work=work), request)
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("alter table customer rename to client")
        opened.commit()
    carry_all(place.storage, place.service, open_sql)
    return place.sign_in(), request


def _marked(place: Place) -> UUID:
    """Have a restriction that marked a source, and of whose end the person was told."""
    _, version = _noted(place)
    with place.storage.work(place.service) as work:
        approve_source(Act(actor=OPERATOR, work=work), _SHOP, version)
    # Of nobody else: a lifting that was killed before leaves its person restricted.
    request = _asked(place, RequestKind.RESTRICTION, uuid4().hex)
    with place.storage.work(place.service) as work:
        begin(Act(actor=OPERATOR, work=work), request)
    carry_all(place.storage, place.service, open_sql)
    with place.storage.work(place.service) as work:
        work.request_doors.announce_lifting(request, letter=uuid4(), entry=work.name_entry())
        work.over()
    return request


def _about(name: str) -> Callable[[Place, tuple[Staff, UUID]], object]:
    def done(place: Place, given: tuple[Staff, UUID]) -> object:
        staff, request = given
        return getattr(_plans(place), name)(staff, place.service, request, _SHOP)

    return done


def _by_program(name: str) -> Callable[[Place, tuple[Staff, UUID]], object]:
    def done(place: Place, given: tuple[Staff, UUID]) -> object:
        door = AskedPlansDoor(place.storage, open_sql)
        return getattr(door, name)(place.service, given[1])

    return done


def _to_correct(place: Place) -> tuple[Staff, UUID]:
    """Have somebody ask for a correction, where a source has an approved map."""
    _, version = _noted(place)
    with place.storage.work(place.service) as work:
        approve_source(Act(actor=OPERATOR, work=work), _SHOP, version)
    return place.sign_in(), _asked(place, RequestKind.CORRECTION)


def _to_part(place: Place) -> tuple[Staff, UUID]:
    """Have somebody ask for an erasure in part, where a source has an approved map."""
    _, version = _noted(place)
    with place.storage.work(place.service) as work:
        approve_source(Act(actor=OPERATOR, work=work), _SHOP, version)
    return place.sign_in(), _asked(place, RequestKind.PART_ERASURE)


def _held(place: Place) -> HeldScope:
    """Return a hold on our own records that somebody looks at again in thirty days."""
    with place.storage.reading(place.service) as view:
        again_on = view.now.date() + timedelta(days=30)
    return HeldScope(source=OWN, reason="Case 12", again_on=again_on)


def _under_hold(place: Place) -> tuple[Staff, UUID]:
    staff = place.sign_in()
    return staff, HoldsDoor(place.storage).put(staff, place.service, _held(place))


def _by_program_in_shop(name: str) -> Callable[[Place, tuple[Staff, UUID]], object]:
    def done(place: Place, given: tuple[Staff, UUID]) -> object:
        door = AskedPlansDoor(place.storage, open_sql)
        return getattr(door, name)(place.service, given[1], _SHOP)

    return done


_NEW: Final = SourceCorrection(source=_SHOP, table="customer", column="email", value="n@x.example")

SOURCE_ACTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any, Any], object]]]] = {
    "RequestPlansDoor.plan": (
        _proven,
        lambda place, given: _plans(place).plan(given[0], place.service, [given[1]]),
    ),
    "RequestPlansDoor.approve": (
        _seen,
        lambda place, given: _plans(place).approve(given[0], place.service, [(given[1], given[2])]),
    ),
    "RequestPlansDoor.retry": (_failed, _about("retry")),
    "RequestPlansDoor.give_up": (_failed, _about("give_up")),
    "RequestPlansDoor.correct": (
        _to_correct,
        lambda place, given: _plans(place).correct(given[0], place.service, given[1], [_NEW]),
    ),
    "AskedPlansDoor.correct": (
        _to_correct,
        lambda place, given: AskedPlansDoor(place.storage, open_sql).correct(
            place.service, given[1], [_NEW]
        ),
    ),
    "AskedDoor.lift": (
        _marked,
        lambda place, request: AskedDoor(place.storage).lift(place.service, request),
    ),
    "HoldsDoor.put": (
        lambda place: place.sign_in(),
        lambda place, staff: HoldsDoor(place.storage).put(staff, place.service, _held(place)),
    ),
    "HoldsDoor.lift": (
        _under_hold,
        lambda place, given: HoldsDoor(place.storage).lift(
            given[0], place.service, given[1], reason="settled"
        ),
    ),
    "AskedHoldsDoor.put": (
        lambda place: place.sign_in(),
        lambda place, _staff: AskedHoldsDoor(place.storage).put(place.service, _held(place)),
    ),
    "AskedHoldsDoor.lift": (
        _under_hold,
        lambda place, given: AskedHoldsDoor(place.storage).lift(
            place.service, given[1], reason="settled"
        ),
    ),
    "RequestPlansDoor.choose": (
        _to_part,
        lambda place, given: _plans(place).choose(given[0], place.service, given[1], ["email"]),
    ),
    "AskedPlansDoor.choose": (
        _to_part,
        lambda place, given: AskedPlansDoor(place.storage, open_sql).choose(
            place.service, given[1], ["email"]
        ),
    ),
    "AskedPlansDoor.retry": (_failed, _by_program_in_shop("retry")),
    "AskedPlansDoor.give_up": (_failed, _by_program_in_shop("give_up")),
    "AskedPlansDoor.plan": (_proven, _by_program("plan")),
    "AskedPlansDoor.approve": (_proven, _by_program("approve")),
    "AskedSourcesDoor.hand_in": (
        _added,
        lambda place, _given: _own(place).hand_in(
            place.service, _MAP.format(service=place.service), None
        ),
    ),
    "AskedSourcesDoor.approve": (
        _added,
        lambda place, given: _own(place).approve(place.service, _SHOP, given[1]),
    ),
    "AskedSourcesDoor.remove": (
        _added,
        lambda place, _given: _own(place).remove(place.service, _SHOP),
    ),
    "SourcesDoor.approve": (
        _added,
        lambda place, given: _sources(place).approve(given[0], place.service, _SHOP, given[1]),
    ),
    "SourcesDoor.remove": (
        _added,
        lambda place, given: _sources(place).remove(given[0], place.service, _SHOP),
    ),
}
