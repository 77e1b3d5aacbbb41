"""What is noted in a request is bounded as a whole, and its parts are read together."""

from typing import TYPE_CHECKING

import pytest

from amana.acts.requests.carry_out import begin
from amana.acts.requests.errors import NotedTooLong
from amana.acts.requests.list_requests import own_requests
from amana.acts.requests.sought import LONGEST_VALUE, SourceCorrection, note_corrections
from amana.domain.vocabulary.requests import RequestKind

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
    from tests.integration.acts.requests.crm.conftest import Crm


def _corrections(count: int) -> list[SourceCorrection]:
    value = "\u0645" * LONGEST_VALUE
    new = SourceCorrection(source="crm", table="customer", column="email", value=value)
    return [new] * count


def test_corrections_that_are_too_long_together_are_refused_by_their_own_word(crm: "Crm") -> None:
    """Each value is as long as it may be; four of them fit, and nine do not."""
    request = crm.house.ask(RequestKind.CORRECTION, proven=True).request
    with pytest.raises(NotedTooLong):
        crm.do(note_corrections, request, _corrections(9))
    crm.do(note_corrections, request, _corrections(4))


def test_the_sources_of_a_persons_requests_are_read_by_one_statement(
    crm: "Crm", spans: "InMemorySpanExporter"
) -> None:
    """However many there are, each has its own parts."""
    house = crm.house
    crm.do(begin, house.ask(RequestKind.RESTRICTION, proven=True).request)
    house.ask(RequestKind.CORRECTION, proven=True)
    spans.clear()
    with house.storage.reading(house.service) as view:
        shown = own_requests(view, person="p")
    assert [[part.source for part in each.parts] for each in shown] == [[], ["crm"]]
    names = [(span.attributes or {}).get("amana.name") for span in spans.get_finished_spans()]
    assert sum(str(name).startswith("request_parts.") for name in names) == 1
