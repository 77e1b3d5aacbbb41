"""What a person whose data is restricted had published is seen by nobody, and judged anew."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from uuid import UUID

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.publications import PublicationsDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.requests import restricting
from amana.acts.requests.carry_out import begin
from amana.acts.requests.receive import Asking
from amana.domain.ledger.entry import Entry
from amana.domain.publication.content import PublicationState
from amana.domain.publication.errors import NotForPublication
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage import Storage
from amana.storage.entry_rows import EntryRow
from amana.storage.work import Work

Submit = Callable[..., UUID]
Approve = Callable[[UUID], None]
Restrict = Callable[[], None]
_MEANWHILE_S = 1.0


@pytest.fixture
def restrict(storage: Storage, service: str) -> Restrict:
    """Return what restricts Layla's data."""

    def restricted() -> None:
        asking = Asking(
            kind=RequestKind.RESTRICTION,
            door=RequestDoor.API,
            person="layla",
            proven_by="signed_in",
        )
        request = AskedDoor(storage).receive(service, asking).request
        with storage.work(service) as work:
            begin(Act(actor=OPERATOR, work=work), request)

    return restricted


@pytest.mark.promise("A22")
def test_all_of_it_is_hidden_and_waits(  # noqa: PLR0913, PLR0917 - each is a fixture
    door: PublicationsDoor,
    service: str,
    review: Submit,
    approved: Approve,
    restrict: Restrict,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However much it is; what its owner took back stays so; it is approved no more meanwhile."""
    monkeypatch.setattr(restricting, "_BATCH", 1)
    for said in ("One.", "Two.", "Three."):
        approved(review(said=said))
    back = review(said="Four.")
    approved(back)
    door.withdraw(service, back, person="layla")
    approved(review("another"))
    restrict()
    assert len(door.shown(service).rows) == 1
    states = [row.state for row in door.owned(service, person="layla")]
    assert states == [PublicationState.WITHDRAWN, *[PublicationState.SUBMITTED] * 3]
    with pytest.raises(NotForPublication):
        approved(door.owned(service, person="layla")[1].id)


@pytest.mark.promise("A22")
def test_what_is_approved_while_they_are_restricted_is_not_seen(  # noqa: PLR0913, PLR0917 - each is a fixture
    door: PublicationsDoor,
    service: str,
    review: Submit,
    approved: Approve,
    restrict: Restrict,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever approves it in that moment waits, and is refused."""
    handed_in, note, begun = review(), Work.noted, list[Future[None]]()

    def judged() -> None:
        with suppress(NotForPublication):
            approved(handed_in)

    with ThreadPoolExecutor() as pool:

        def slow(work: Work, entry: Entry, *, identity: UUID | None = None) -> EntryRow:
            begun.append(pool.submit(judged))
            wait(begun, timeout=_MEANWHILE_S)
            return note(work, entry, identity=identity)

        monkeypatch.setattr(Work, "noted", slow)
        restrict()
        begun[0].result(timeout=30)
    assert door.shown(service).rows == ()
