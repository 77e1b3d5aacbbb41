"""A source of each kind goes from being added to an erasure that is done."""

from typing import TYPE_CHECKING, Any

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.progress import progress_of
from amana.acts.sources.registry import AddedSource, GivenSource, add_source, approve
from amana.assembly.sources import open_source
from amana.domain.request.states import State
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings
from amana.sources.errors import AnswerUnfit

if TYPE_CHECKING:
    from tests.integration.acts.requests.kinds.conftest import Kept

OPEN = open_source(Settings())
MAP = """\
amana: 1
service: {service}
source: club
tables:
  visitor:
    erase: delete
    key: [id]
    person: {{own: id}}
    columns: {{email: {{is: email, type: email}}}}
"""


def added(house: Any, kept: "Kept") -> AddedSource:  # noqa: ANN401 - the fixture's
    """Register the place with its map."""
    given = GivenSource(text=MAP.format(service=house.service), kind=kept.kind, way=kept.way)
    with house.storage.work(house.service) as work:
        return add_source(Act(actor=OPERATOR, work=work), OPEN, given)


@pytest.mark.promise("A23")
def test_a_source_of_each_kind_is_added_approved_and_erased_from(
    house: Any,  # noqa: ANN401 - the fixture's
    kept: "Kept",
) -> None:
    """Until somebody approved it a person is called for; then the request goes through at once."""
    version = added(house, kept).version
    request = house.ask(RequestKind.ERASURE, proven=True).request
    with house.storage.work(house.service) as work:
        who = begin(Act(actor=OPERATOR, work=work), request)
    assert who is not None
    carry_out_erasure(house.storage, house.service, request, person=who, actor=OPERATOR)
    carry_all(house.storage, house.service, OPEN)
    with house.storage.reading(house.service) as view:
        progress = progress_of(view, request)
    assert [each.fault for each in progress.parts] == ["source.not_approved"]
    assert progress.needs_somebody
    assert kept.people() == ["p", "q"]
    approve(house.storage, house.service, OPEN, "club", version, actor=OPERATOR)
    carry_all(house.storage, house.service, OPEN)
    assert house.row(request).state is State.DONE
    assert kept.people() == ["q"]
    with house.storage.reading(house.service) as view:
        assert not progress_of(view, request).needs_somebody


@pytest.mark.parametrize("kept", [SourceKind.HTTP], indirect=True, ids=str)
@pytest.mark.usefixtures("another_table")
def test_a_service_that_answers_otherwise_than_its_map_is_not_approved(
    house: Any,  # noqa: ANN401 - the fixture's
    kept: "Kept",
) -> None:
    """It is asked for somebody who does not exist, and names a table that the map has not."""
    version = added(house, kept).version
    with pytest.raises(AnswerUnfit):
        approve(house.storage, house.service, OPEN, "club", version, actor=OPERATOR)
    with house.storage.reading(house.service) as view:
        assert view.sources.one("club").approved is None
