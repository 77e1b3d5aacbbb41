"""What goes wrong on our side leaves nothing out of a copy, as a source that is away does."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.copies.from_sources import from_approved
from amana.acts.copies.sections import Known, SourceAway, SourceSection, of_source
from amana.acts.sources.registry import GivenSource, add_source, approve_source, remove_source
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import CopiedRow
from amana.domain.source.registry import SourceKind
from amana.sources.errors import SourceUnreachable
from amana.sources.sql_source import SqlSource
from amana.storage.errors import NotFound

if TYPE_CHECKING:
    from tests.integration.acts.copies.conftest import House

KNOWN = Known(categories={}, portable=frozenset(), addresses=())


def _given(rows: Iterator[CopiedRow]) -> SourceSection:
    mapping = SourceMap(service="shop", source="shop", tables={})
    return SourceSection(name="shop", mapping=mapping, rows=lambda: rows)


def test_what_a_source_raises_is_its_own_and_what_we_raise_is_ours() -> None:
    """A row that we cannot bring into its form is no source that is away."""

    def away() -> Iterator[CopiedRow]:
        raise SourceUnreachable
        yield

    with pytest.raises(SourceAway):
        list(of_source(_given(away()), KNOWN).rows())
    unheard_of = CopiedRow(person="p", table="unheard_of", values={})
    with pytest.raises(KeyError):
        list(of_source(_given(iter([unheard_of])), KNOWN).rows())


def test_a_source_that_is_taken_off_meanwhile_is_not_away(house: "House") -> None:
    """The copy is tried again without it; one that cannot be opened is away."""
    text = (house.shop.parent / "map.yaml").read_text(encoding="utf-8")
    given = GivenSource(kind=SourceKind.SQL, way=house.url, text=text)
    with house.storage.work(house.service) as work:
        act = Act(actor=OPERATOR, work=work)
        added = add_source(act, lambda _, way, mapping: SqlSource(way, mapping), given)
    with house.storage.work(house.service) as work:
        approve_source(Act(actor=OPERATOR, work=work), "shop", added.version)

    def closed(*_: object) -> SqlSource:
        raise SourceUnreachable

    (section,) = from_approved(closed)(house.storage, house.service, "layla")
    with pytest.raises(SourceAway):
        section.rows()
    with house.storage.work(house.service) as work:
        remove_source(Act(actor=OPERATOR, work=work), "shop")
    with pytest.raises(NotFound):
        section.rows()
