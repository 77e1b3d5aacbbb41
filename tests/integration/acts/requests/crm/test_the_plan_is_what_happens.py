"""What an officer approves is what happens: the plan knows of holds and of the request's kind."""

from typing import TYPE_CHECKING, Any

import pytest

from amana.acts.act import OPERATOR
from amana.acts.requests.plan import plan_request
from amana.acts.requests.sought import SourceCorrection, note_corrections
from amana.assembly.sources import open_source
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings

if TYPE_CHECKING:
    from tests.integration.acts.requests.crm.conftest import Crm

OPEN = open_source(Settings())


def planned(crm: "Crm", request: Any) -> dict[str, Any]:  # noqa: ANN401 - its id
    """Return what the plan says, by table."""
    house = crm.house
    (one,) = plan_request(house.storage, house.service, request, OPEN, actor=OPERATOR)
    return {each.table: each for each in one.tables}


@pytest.mark.promise("A24", "A29")
def test_the_plan_says_that_a_hold_keeps_a_table(crm: "Crm") -> None:
    """With its reason; what it does not keep is deleted, as the erasure then does."""
    crm.hold(source="crm", table="ticket")
    request = crm.house.ask(RequestKind.ERASURE, proven=True).request
    tables = planned(crm, request)
    fates = {name: each.fate.value for name, each in tables.items()}
    assert fates == {"ticket": "keep", "customer": "keep", "visit": "delete"}
    assert tables["ticket"].reason.startswith("legal-hold ")


def test_the_plan_of_a_restriction_deletes_nothing(crm: "Crm") -> None:
    """Tables without a mark stay as they are."""
    request = crm.house.ask(RequestKind.RESTRICTION, proven=True).request
    assert {each.fate.value for each in planned(crm, request).values()} == {"keep"}


def test_the_plan_of_a_correction_says_what_is_corrected(crm: "Crm") -> None:
    """The named table is; the others stay."""
    request = crm.house.ask(RequestKind.CORRECTION, proven=True).request
    new = SourceCorrection(source="crm", table="customer", column="email", value="n@x.example")
    crm.do(note_corrections, request, [new])
    fates = {name: each.fate.value for name, each in planned(crm, request).items()}
    assert fates == {"customer": "correct", "ticket": "keep", "visit": "keep"}
