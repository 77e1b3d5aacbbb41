"""What people publish shows after it was judged, as its owner chose, and no longer than that."""

from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.publications import PublicationsDoor
from amana.acts.erase import BY_SCHEDULE, erase
from amana.acts.publications.judge import refuse, waiting
from amana.acts.publications.submit import Submitted
from amana.domain.evidence.question import Flow, FlowBroken
from amana.domain.promises.publish import ShownAs
from amana.domain.publication.content import PublicationState, Wish, content_of
from amana.domain.publication.errors import (
    CardInWords,
    NotForPublication,
    PublicationUnfit,
    WrongTurn,
)
from amana.storage import Storage
from amana.storage.errors import NotFound, PersonErased

Submit = Callable[..., UUID]
Approve = Callable[[UUID], None]
_UNNAMED = Wish(shown_as=ShownAs.ANONYMOUS)


@pytest.mark.promise("M17")
def test_a_review_shows_only_once_it_was_approved(
    door: PublicationsDoor, service: str, review: Submit, approved: Approve
) -> None:
    """Handed in, it is seen by nobody; approved, by everybody, under the name that was chosen."""
    handed_in = review()
    assert door.shown(service).rows == ()
    approved(handed_in)
    (row,) = door.shown(service).rows
    assert row.face.words == {"opinion": "On time."}
    assert row.face.name == {"name": "Layla"}
    assert row.handle != handed_in


@pytest.mark.promise("M17")
def test_a_change_of_mind_holds_at_once(
    door: PublicationsDoor, service: str, review: Submit, approved: Approve
) -> None:
    """The name goes, and the handle that was seen beside it; withdrawn, nothing is left."""
    handed_in = review()
    approved(handed_in)
    (before,) = door.shown(service).rows
    state = door.change(service, handed_in, person="layla", wish=_UNNAMED)
    (after,) = door.shown(service).rows
    assert state is PublicationState.APPROVED
    assert after.face.name is None
    assert after.handle != before.handle
    door.withdraw(service, handed_in, person="layla")
    assert door.shown(service).rows == ()
    with pytest.raises(WrongTurn):
        door.change(service, handed_in, person="layla", wish=_UNNAMED)


@pytest.mark.promise("K2")
def test_contact_data_shows_only_where_its_owner_chose_to(
    door: PublicationsDoor, service: str, ad: Submit, approved: Approve
) -> None:
    """An advertisement shows no number before its owner says so, and none after they say not."""
    handed_in = ad()
    approved(handed_in)
    assert door.shown(service).rows[0].face.contact is None
    wish = Wish(shown_as=ShownAs.ANONYMOUS, with_contact=True)
    door.change(service, handed_in, person="layla", wish=wish)
    assert door.shown(service).rows[0].face.contact == {"phone": "+97455512345"}
    door.change(service, handed_in, person="layla", wish=_UNNAMED)
    assert door.shown(service).rows[0].face.contact is None


def test_a_name_that_no_promise_lets_show_is_refused(ad: Submit) -> None:
    """Advertisements are promised without names alone."""
    with pytest.raises(NotForPublication):
        ad(as_=ShownAs.OWN_NAME)


def test_what_no_promise_names_is_not_taken(door: PublicationsDoor, service: str) -> None:
    """A category that is not to be published cannot be handed in."""
    content = content_of(kind="review", words={"phone": "+97455512345"})
    given = Submitted(person="layla", purpose="reviews", content=content, wish=_UNNAMED)
    with pytest.raises(NotForPublication):
        door.submit(service, given)


def test_more_is_shown_only_with_permission(
    door: PublicationsDoor, service: str, ad: Submit, approved: Approve
) -> None:
    """Nobody's wish puts more into public than the policy permits; what shows stays as it was."""
    handed_in = ad()
    approved(handed_in)
    before = door.shown(service).rows
    wish = Wish(shown_as=ShownAs.OWN_NAME)
    with pytest.raises(NotForPublication):
        door.change(service, handed_in, person="layla", wish=wish)
    assert door.shown(service).rows == before


def test_only_its_owner_changes_it(
    door: PublicationsDoor, service: str, review: Submit, approved: Approve
) -> None:
    """Somebody else gets the answer that is given of what is not there."""
    handed_in = review()
    approved(handed_in)
    with pytest.raises(NotFound):
        door.withdraw(service, handed_in, person="salem")
    with pytest.raises(NotFound):
        door.withdraw(service, uuid4(), person="layla")
    assert len(door.shown(service).rows) == 1


def test_a_moderator_takes_down_what_was_approved(
    storage: Storage, door: PublicationsDoor, service: str, review: Submit, approved: Approve
) -> None:
    """Refused with a reason, it is seen by nobody any more; without one it is not refused."""
    handed_in = review()
    approved(handed_in)
    with storage.work(service) as work, pytest.raises(PublicationUnfit):
        refuse(Act(actor=OPERATOR, work=work), handed_in, reason=" ")
    with storage.work(service) as work:
        refuse(Act(actor=OPERATOR, work=work), handed_in, reason="It names somebody else.")
    assert door.shown(service).rows == ()
    with pytest.raises(WrongTurn):
        approved(handed_in)


@pytest.mark.promise("A17")
def test_an_erasure_leaves_words_that_were_promised_to_stay(
    storage: Storage, door: PublicationsDoor, service: str, review: Submit, approved: Approve
) -> None:
    """The review stays without its person, under another handle; nobody can open what it was."""
    handed_in = review()
    approved(handed_in)
    (before,) = door.shown(service).rows
    erase(storage, service, person="layla", actor=BY_SCHEDULE)
    (after,) = door.shown(service).rows
    assert after.face.words == before.face.words
    assert after.face.name is None
    assert after.handle != before.handle
    with pytest.raises(PersonErased):
        door.owned(service, person="layla")
    with pytest.raises(NotFound):
        approved(handed_in)


def test_an_erasure_takes_the_rest_down(
    storage: Storage, door: PublicationsDoor, service: str, ad: Submit, approved: Approve
) -> None:
    """Advertisements were not promised to stay: they go with whose they are."""
    approved(ad(with_contact=True))
    assert len(door.shown(service).rows) == 1
    erase(storage, service, person="layla", actor=BY_SCHEDULE)
    assert door.shown(service).rows == ()


def test_an_erased_persons_submission_waits_no_longer(
    storage: Storage, service: str, review: Submit
) -> None:
    """What waits is not shown to moderators any more."""
    review()
    erase(storage, service, person="layla", actor=BY_SCHEDULE)
    with storage.reading(service) as view:
        assert waiting(view, after=None) == ()


def test_what_shows_without_a_judgement_breaks_the_promise(
    storage: Storage,
    service: str,
    thief: psycopg.Connection,
    review: Submit,
    approved: Approve,
) -> None:
    """A row that somebody wrote beside all of our code shows as the promise broken."""
    approved(review())
    question = FlowBroken(flow=Flow.MODERATION)
    with storage.reading(service) as view:
        (found,) = view.evidence.answer({"M17": (question,)})["M17"]
    assert found.answered
    assert found.count == 0
    thief.execute(
        "insert into published (service, handle, kind, words)"
        " values (own_service(), gen_random_uuid(), 'review', '{}')"
    )
    with storage.reading(service) as view:
        (found,) = view.evidence.answer({"M17": (question,)})["M17"]
    assert found.count == 1


def test_pages_go_on_from_handles(
    door: PublicationsDoor, service: str, review: Submit, approved: Approve
) -> None:
    """Each shows once, in an order that says nothing of when it came."""
    for number in range(5):
        approved(review(said=f"Visit {number}."))
    seen, after = [], None
    for _ in range(3):
        page = door.shown(service, after=after, limit=2)
        seen += [row.face.words["opinion"] for row in page.rows]
        after = page.next
    assert after is None
    assert sorted(seen) == [f"Visit {number}." for number in range(5)]


@pytest.mark.parametrize(
    ("error", "given"),
    [
        (CardInWords, {"words": {"opinion": "I paid by 4111 1111 1111 1111 there."}}),
        (CardInWords, {"words": {"opinion": "Good."}, "contact": {"phone": "4111111111111111"}}),
        (PublicationUnfit, {"words": {}}),
        (PublicationUnfit, {"words": {"opinion": "  "}}),
        (PublicationUnfit, {"words": {"opinion": "Good."}, "name": {"a": "Layla", "b": "Noor"}}),
        (PublicationUnfit, {"words": {"opinion": "Good."}, "name": {"opinion": "Layla"}}),
        (PublicationUnfit, {"words": {"opinion": "Good."}, "contact": {"phone": "5" * 300}}),
        (PublicationUnfit, {"words": {"opinion": "Good."}, "kind": "Not a kind"}),
    ],
)
def test_what_cannot_be_published_is_not_taken(
    error: type[Exception], given: dict[str, object]
) -> None:
    """Cards, nothing at all, two names, and what is too long are refused where they come in."""
    with pytest.raises(error):
        content_of(**{"kind": "review", **given})  # type: ignore[arg-type]  # of many shapes
