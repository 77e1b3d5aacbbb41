"""Laws of announced sharing: over random orders of telling, waiting, answering and disclosing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.announced.reach import Answer, Standing, StandingWord, Told, letting
from amana.domain.announced.sharing import Sharing
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = st.integers(min_value=0, max_value=60).map(lambda days: START + timedelta(days=days))
ANSWERS = st.one_of(st.none(), st.tuples(st.sampled_from(Answer), DAYS))
STANDINGS = st.one_of(
    st.none(), st.builds(StandingWord, standing=st.sampled_from(Standing), at=DAYS, since=DAYS)
)
DATA = st.frozensets(st.sampled_from(("email", "phone")), min_size=1)


@st.composite
def _told(draw: st.DrawFn) -> Told:
    said = draw(ANSWERS)
    purpose = draw(st.sampled_from(("offers", "orders")))
    return Told(
        id=str(draw(st.integers(0, 9))),
        sharing=Sharing(recipient="partner", purpose=purpose, data=draw(DATA)),
        begun_at=draw(DAYS),
        over_at=draw(st.one_of(st.none(), DAYS)),
        answer=None if said is None else said[0],
        answered_at=None if said is None else said[1],
    )


def _asked(data: frozenset[str], purposes: frozenset[str]) -> Question:
    return Question(doing=Doing.DISCLOSE, data=data, purposes=purposes, recipient="partner")


@pytest.mark.promise("W18")
@given(
    told=st.lists(_told(), max_size=5),
    data=DATA,
    purposes=st.frozensets(st.sampled_from(("offers", "orders"))),
    standing=STANDINGS,
    now=DAYS,
)
def test_what_lets_was_waited_out_and_never_refused(
    told: list[Told],
    data: frozenset[str],
    purposes: frozenset[str],
    standing: StandingWord | None,
    now: datetime,
) -> None:
    """Whatever the order: each pair was announced and waited out, and nobody said no to any."""
    found = letting(told, _asked(data, purposes), standing=standing, now=now)
    if not found:
        return
    about = [it for it in told if it.sharing.purpose in purposes and it.sharing.data & data]
    assert all(it.answer is not Answer.NO for it in about)
    for purpose in purposes:
        for one in data:
            assert any(
                it.over_at is not None and it.over_at <= now
                for it in about
                if it.sharing.purpose == purpose and one in it.sharing.data
            )
    never = standing is not None and standing.standing is Standing.NEVER
    assert not never or any(it.answer is Answer.YES for it in about)


@pytest.mark.promise("W18")
@pytest.mark.parametrize("standing", [None, *Standing])
def test_a_yes_after_a_standing_choice_lets(standing: Standing | None) -> None:
    """And without one, only where nothing stands or *go on*; another recipient gets nothing."""
    word = None if standing is None else StandingWord(standing=standing, at=START, since=START)
    now = START + timedelta(days=8)
    question = _asked(frozenset({"email"}), frozenset({"offers"}))
    for answer, lets in ((Answer.YES, True), (None, standing in {None, Standing.GO_ON})):
        told = Told(
            id="1",
            sharing=Sharing(recipient="partner", purpose="offers", data=frozenset({"email"})),
            begun_at=START,
            over_at=START + timedelta(days=7),
            answer=answer,
            answered_at=None if answer is None else START + timedelta(days=1),
        )
        assert bool(letting([told], question, standing=word, now=now)) is lets
    assert not letting([], question, standing=word, now=now)
