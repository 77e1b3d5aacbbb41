"""Who was erased but for what a legal hold kept is told once that is erased, too."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from carried import carry_all

from amana.acts.holding.holds import lift_hold
from amana.acts.requests.parts import give_up_part
from amana.assembly.sources import open_source
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.collecting import Origin
from amana.settings import Settings

if TYPE_CHECKING:
    from tests.integration.acts.requests.crm.conftest import Crm

OPEN = open_source(Settings())
ADDRESS = "p@x.example"


@pytest.fixture
def reached(crm: "Crm") -> "Crm":
    """Give the customer an address, to which letters go."""
    house = crm.house
    with house.storage.work(house.service) as work:
        work.identifiers.note(
            work.sealer.person_key("p"),
            IdentifierKind.EMAIL,
            ADDRESS,
            origin=Origin.PERSON,
            source=None,
            entry=work.name_entry(),
        )
        work.over()
    return crm


def _letters(crm: "Crm", about: str) -> list[Mapping[str, Any]]:
    with crm.house.storage.work(crm.house.service) as work:
        found = [each.content or {} for each in work.outbox.claim(limit=50)]
    return [each for each in found if about in str(each["subject"])]


def _kept(crm: "Crm", request: UUID) -> str | None:
    with crm.house.storage.reading(crm.house.service) as view:
        found: str | None = view.request_doors.address(request)
    return found


@pytest.mark.promise("A23", "A24")
def test_who_was_kept_under_a_hold_is_told_that_it_is_erased_now(reached: "Crm") -> None:
    """After the last hold, at the address that was kept for it; then that is gone."""
    first = reached.hold(source="crm", table="ticket")
    second = reached.hold(source="crm", table="visit")
    request = reached.erase()
    assert _kept(reached, request) == ADDRESS
    reached.do(lift_hold, first, reason="Case closed")
    carry_all(reached.house.storage, reached.house.service, OPEN)
    assert _letters(reached, "لأمر قانوني") == []
    reached.do(lift_hold, second, reason="Case closed")
    carry_all(reached.house.storage, reached.house.service, OPEN)
    assert (reached.left("ticket"), reached.left("visit")) == (["q"], ["q"])
    (letter,) = _letters(reached, "لأمر قانوني")
    assert "وقد مُحيت تلك البيانات الآن" in letter["text"]
    assert ADDRESS not in letter["text"]
    assert _kept(reached, request) is None


def test_what_was_given_up_after_a_hold_is_not_called_erased(reached: "Crm") -> None:
    """The letter names where it could not be done."""
    hold = reached.hold(source="crm", table="ticket")
    request = reached.erase()
    reached.run("alter table ticket rename to gone")
    reached.do(lift_hold, hold, reason="Case closed")
    carry_all(reached.house.storage, reached.house.service, OPEN)
    assert _letters(reached, "لأمر قانوني") == []
    reached.do(give_up_part, request, "crm")
    (letter,) = _letters(reached, "لأمر قانوني")
    assert "مُحيت" not in letter["text"]
    assert "crm" in letter["text"]
    assert _kept(reached, request) is None


def test_without_a_hold_no_address_outlives_the_erasure(reached: "Crm") -> None:
    """It goes with the letter that says that it is done."""
    request = reached.erase()
    assert _kept(reached, request) is None
