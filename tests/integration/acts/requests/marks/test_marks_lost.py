"""Marks that could be lost from sight: by a restore, an address of two, a service that was away."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from answering import Asked

from amana.acts.requests import carrying
from amana.acts.requests.parts import give_up_part, retry_part
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.request.carrying import PartState
from amana.domain.vocabulary.collecting import Origin
from amana.sources.sql_source import SqlSource, Step
from amana.storage.erasures.journal import JournaledRestriction
from amana.storage.replay import replay

if TYPE_CHECKING:
    from tests.integration.acts.requests.marks.conftest import Keeper, Restricting, Served

pytestmark = pytest.mark.promise("A22")
MARKED, FREE = {"p": True, "q": False}, {"p": False, "q": False}


def test_who_a_restore_restricted_again_stays_marked(shop: "Restricting") -> None:
    """A lifting that waited in the backup takes nothing off: their last word is in the journal."""
    request = shop.restricted()
    shop.lifted(request)
    storage, service = shop.house.storage, shop.house.service
    with storage.reading(service) as view:
        key = view.sealer.person_key("p")
    again = JournaledRestriction(at=datetime.now(UTC), request=uuid4(), person_key=key, on=True)
    storage.journal.append(service, again)
    replay(storage, service)
    while shop.carry():
        assert shop.place.marks() == MARKED
    assert shop.part(request).lifting is False


def test_who_is_free_by_the_time_they_are_marked_again_is_freed(shop: "Restricting") -> None:
    """What a restore brought back is taken back while the source is marked for it."""
    request = shop.restricted()
    shop.lifted(request)
    storage, service = shop.house.storage, shop.house.service
    with storage.reading(service) as view:
        key = view.sealer.person_key("p")
    brought_back = uuid4()

    def said(*, on: bool) -> None:
        line = JournaledRestriction(
            at=datetime.now(UTC), request=brought_back, person_key=key, on=on
        )
        storage.journal.append(service, line)
        replay(storage, service)

    def hear(step: Step) -> None:
        if step is Step.COMMITTED:
            said(on=False)

    said(on=True)
    shop.open_source = lambda _kind, way, mapping: SqlSource(way, mapping, on_step=hear)
    while shop.carry():
        pass
    assert shop.place.marks() == FREE
    assert (shop.part(request).lifting, shop.sealed()) == (True, 0)


def test_whose_rows_are_not_found_again_is_not_called_free(shop: "Restricting") -> None:
    """Their address became known of somebody else: by it nobody is looked for any more."""
    shop.connect(known_by="{email: email}")
    _known(shop, "p")
    request = shop.restricted()
    assert shop.place.marks() == MARKED
    shop.house.meet("q")
    _known(shop, "q")
    shop.lifted(request)
    for _ in range(2):
        shop.carry()
        part = shop.part(request)
        assert (part.state, part.fault) == (PartState.FAILED, "source.marks_not_found")
        assert shop.place.marks() == MARKED
        shop.do(retry_part, request, "crm")
    shop.carry()
    shop.do(give_up_part, request, "crm")
    assert shop.part(request).state is PartState.GIVEN_UP
    assert shop.sealed() == 0


def _known(shop: "Restricting", person: str) -> None:
    with shop.house.storage.work(shop.house.service) as work:
        work.identifiers.note(
            work.sealer.person_key(person),
            IdentifierKind.EMAIL,
            "p@x.example",
            origin=Origin.PERSON,
            source=None,
            entry=uuid4(),
        )
        work.over()


def test_what_was_to_mark_again_is_turned_with_the_last(
    keeper: "Keeper", served: "Served", monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service that was away while the second one came and went: it ends with no mark."""
    begun: list[UUID] = []

    def answer(asked: Asked) -> None:
        off = asked.asked["act"] == "restrict" and asked.asked["on"] is False
        keeper.answer(asked)
        if off and not begun and not keeper.is_away:
            begun.append(shop.begun())

    shop = served(answer)
    first = shop.restricted()
    shop.lifted(first)
    with monkeypatch.context() as patch:
        patch.setattr(carrying, "_MOST_SETS", 1)
        shop.carry()
    (second,) = begun
    keeper.go(away=True)
    shop.carry()
    shop.do(give_up_part, second, "crm")
    shop.lifted(second)
    keeper.go(away=False)
    for _ in range(4):
        shop.carry()
    assert shop.place.marks() == FREE
    assert {shop.part(each).state for each in (first, second)} == {PartState.DONE}
