"""A pass whose parts another worker took over changes nothing in the source."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from amana.acts.act import OPERATOR
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.carrying import carry_parts
from amana.domain.request.carrying import PartState
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.domain.vocabulary.requests import RequestKind
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.integration.acts.requests.crm.conftest import Crm

    from amana.storage.request_parts import PartRow

LEASE = timedelta(hours=1)


class Overtaken:
    """Opens a source whose worker is overtaken once, when it has erased and not committed."""

    def __init__(self, crm: "Crm", job: UUID) -> None:
        """Keep who takes over."""
        self.crm, self.job = crm, job
        self.taken: Sequence[PartRow] = ()
        self.left: list[str] | None = None

    def __call__(self, _kind: SourceKind, way: str, mapping: SourceMap) -> Source:
        """Open it."""
        return SqlSource(way, mapping, on_step=self.hear)

    def hear(self, step: Step) -> None:
        """Take over; see what is left when who took over comes to the source."""
        if step is Step.STRUCTURE and self.taken and self.left is None:
            self.left = self.crm.left("customer")
        if step is not Step.READ_BACK or self.taken:
            return
        house = self.crm.house
        with house.storage.work(house.service) as work:
            self.taken = work.parts.claim("crm", job=self.job, most=9, lease=LEASE)
            work.over()


@pytest.mark.promise("A23", "A29")
@pytest.mark.parametrize("same_job", [False, True])
def test_a_pass_that_was_overtaken_leaves_the_source_as_it_was(
    crm: "Crm",
    same_job: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """By another job, or the same in another worker: who has the part now does and counts it."""
    house = crm.house
    house.meet("p")
    request = house.ask(RequestKind.ERASURE, proven=True, person="p").request
    who = crm.do(begin, request)
    carry_out_erasure(house.storage, house.service, request, person=who, actor=OPERATOR)
    job = uuid4()
    overtaken = Overtaken(crm, job if same_job else uuid4())
    carry_parts(house.storage, house.service, overtaken, source="crm", job=job)
    assert [each.request for each in overtaken.taken] == [request]
    assert overtaken.left == ["p", "q"]
    assert crm.left("customer") == ["q"]
    with house.storage.reading(house.service) as view:
        (part,) = view.parts.of(request)
    assert (part.state, part.fault, part.at_most) == (PartState.DONE, None, [])
    deleted = {each["table"]: each["deleted"] for each in part.counts if "deleted" in each}
    assert deleted == {"customer": 1, "ticket": 1, "visit": 1}
