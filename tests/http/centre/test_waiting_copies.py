"""What the pages of the centre say of a copy for which a source is away."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from amana.acts.copies.asking import own_copies
from amana.acts.copies.making import making_copies
from amana.acts.copies.rest import JOB
from amana.acts.copies.sections import SourceSection
from amana.acts.jobs import do_jobs, leave, stay_alive
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import CopiedRow
from amana.sources.errors import SourceUnreachable
from amana.wording.catalogue import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.http.centre.conftest import Home

    from amana.storage import Storage

LEAD = say("copies.missing_lead", "en")
REST = say("copies.missing_rest", "en")


@pytest.fixture
def worker(home: "Home") -> Iterator[UUID]:
    """Add a worker that lives."""
    worker = uuid4()
    stay_alive(home.storage, worker)
    yield worker
    leave(home.storage, worker)


def _away(storage: "Storage", service: str, person: str) -> "Sequence[SourceSection]":
    """Return a source that is away."""
    del storage, person

    def rows() -> Iterator[CopiedRow]:
        raise SourceUnreachable
        yield

    mapping = SourceMap(service=service, source="shop", tables={})
    return (SourceSection(name="shop", mapping=mapping, rows=rows),)


def _work(home: "Home", worker: UUID, patience: timedelta) -> None:
    """Have what is to be made looked at now, and not when its job is due."""
    with home.storage.work(home.service) as work:
        for each in own_copies(work, person=home.person):
            if not each.ready:
                work.jobs.discard(JOB, each.id)
                work.jobs.defer(JOB, key=each.id, copy=each.id)
        work.over()
    do_jobs(home.storage, {JOB: making_copies(_away, patience=patience)}, worker=worker)


@pytest.mark.promise("A21", "M18")
def test_a_copy_that_waits_is_not_called_one_that_follows(home: "Home", worker: UUID) -> None:
    """Nothing is made yet, so that nothing is without it; the second copy alone follows."""
    browser = home.enter()
    assert home.send(browser, "requests", kind="copy").status_code == 303
    assert home.send(browser, "copies").status_code == 303
    _work(home, worker, timedelta(minutes=10))
    with home.storage.reading(home.service) as view:
        (first,) = own_copies(view, person=home.person)
    assert [each.source for each in first.missing] == ["shop"]
    for part in ("copies", "requests"):
        page = home.page(browser, part).text
        assert REST not in page
        assert LEAD not in page
    _work(home, worker, timedelta(0))
    page = home.page(browser, "copies").text
    assert LEAD in page
    assert LEAD in home.page(browser, "requests").text
    _work(home, worker, timedelta(0))
    page = home.page(browser, "copies").text
    assert (page.count(LEAD), page.count(REST)) == (1, 1)
